import { type Fault } from './fault.js';

/** The region and its data are gone for good: nothing is copied from or to it any more. */
export const regionLoss: Fault = {
  description: {
    title: 'region loss',
    proves: 'another region has what was acknowledged, and goes on without the lost one',
    begins: 'is lost',
    meanwhile: 'lost for good',
    short: 'lost',
  },
  begin: async ({ cloud, tables, buckets }, region) => {
    await cloud.kill(region);
    await Promise.all([tables.dropRegion(region), buckets.dropRegion(region)]);
  },
};

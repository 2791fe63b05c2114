import { type Fault } from './fault.js';

/** What serves users in the region throws, and everything else of the region works. */
export const badVersion: Fault = {
  description: {
    title: 'bad version',
    proves: 'the health check hears of the functions that serve, so that traffic leaves a region whose code is broken',
    begins: 'gets a version that throws',
    meanwhile: 'has a bad version',
    ends: 'is rolled back',
    short: 'bad version',
    answers: true,
  },
  begin: ({ versions }, region) => versions.deploy(region),
  end: ({ versions }, region) => versions.rollBack(region),
};

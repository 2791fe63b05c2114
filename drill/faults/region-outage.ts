import { type Fault } from './fault.js';

/** The region stops answering, and returns with its data. */
export const regionOutage: Fault = {
  description: {
    title: 'region outage',
    proves: 'clients get to another region by themselves, and what waited in the region is processed after its return',
    begins: 'stops answering',
    meanwhile: 'away',
    ends: 'returns with its data',
    short: 'outage',
  },
  begin: ({ cloud }, region) => cloud.freeze(region),
  end: ({ cloud }, region) => cloud.thaw(region),
};

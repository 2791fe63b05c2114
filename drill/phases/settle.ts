import { abortable } from '../support/abortable.js';
import { type Phase } from './phase.js';

/** Lambda retries an asynchronous invocation after one minute and again after two; then there are the queues. */
const SETTLE_SECONDS = 300;
/** Real time: the emulator's own work does not get faster with the clock. */
const LEAST_SETTLE_MILLIS = 20_000;

/** Waits until all data is copied and every event has a result, and looks at the end of it all. */
export function settle(): Phase {
  return {
    title: 'Wait until replication and events have settled',
    async run({ stage: { clock, cloud, tables, buckets }, journal, inspection, signal }, log) {
      const millis = Math.max(LEAST_SETTLE_MILLIS, clock.toMillis(SETTLE_SECONDS));
      const deadline = performance.now() + millis;
      const lost = journal.lostRegions();
      const regions = cloud.regions.map(({ name }) => name).filter(name => !lost.includes(name));
      await abortable(Promise.all([tables.settle(millis), buckets.settle(millis)]), signal);
      const lostWrites = await inspection.settledWrites(regions, deadline, log);
      // Nothing is measured by the clock from here on, and replicated data is everywhere: retries need not wait for it.
      for (const region of regions) cloud.hasten(region);
      const events = await inspection.settledEvents(regions, deadline, log);
      const duplicated = await inspection.duplicatedWrites(regions);
      const overwritten = await inspection.overwrittenContents(regions);
      return [{ kind: 'data settled', lostWrites, duplicated, overwritten, events }];
    },
  };
}

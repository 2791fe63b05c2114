import { DnsClient } from '../load/dns-client.js';
import { sharesOf } from '../measure/shares.js';
import { type Phase } from './phase.js';

/** New clients that ask for the name: with so many, a share is found to within 5 % of all, but for one time in a thousand. */
const CLIENTS = 1000;
const AT_ONCE = 25;

/** Lets new clients ask for the name where it shares them out by weight, and counts where each would go. */
export function countShares(): Phase {
  return {
    title: 'Count where new clients are led',
    async run({ stage: { deployed, workload, clock, dns, cloud } }, log) {
      const at = clock.now();
      const weighted = deployed.records.filter(
        ({ name, weight }) => name === workload.hostname && weight !== undefined,
      );
      if (workload.hostname === undefined || weighted.length === 0) {
        log.note('no name shares clients out by weight');
        return [];
      }
      const led: (string | undefined)[] = [];
      while (led.length < CLIENTS) {
        const asking = Array.from({ length: AT_ONCE }, () => new DnsClient({ server: dns, clock }));
        const addresses = await Promise.all(asking.map(client => client.resolve(workload.hostname!)));
        led.push(...addresses.map(address => cloud.regionAt(address)?.name));
      }
      return [{ kind: 'shares counted', at, shares: sharesOf(weighted, led, cloud) }];
    },
  };
}

import { DnsClient } from '../load/dns-client.js';
import { sharesOf } from '../measure/shares.js';
import { type Phase } from './phase.js';

/** New clients that ask for the name: with so many, a share is found to within 5 % of all, but for one time in a thousand. */
const CLIENTS = 1000;
const AT_ONCE = 25;
const LEAST_ANSWERS = 900;

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
      for (let asked = 0; asked < CLIENTS; asked += AT_ONCE) {
        const asking = Array.from({ length: AT_ONCE }, () => new DnsClient({ server: dns, clock }));
        const answers = await Promise.allSettled(asking.map(client => client.resolve(workload.hostname!)));
        const addresses = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []));
        led.push(...addresses.map(address => cloud.regionAt(address)?.name));
      }
      // A machine that is busy may answer late: who got no answer is in nobody's share.
      if (led.length < LEAST_ANSWERS) {
        log.note(`only ${led.length} of ${CLIENTS} new clients got an answer: nothing is said of the shares`);
        return [];
      }
      return [{ kind: 'shares counted', at, shares: sharesOf(weighted, led, cloud) }];
    },
  };
}

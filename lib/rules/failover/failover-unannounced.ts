import { failoverPairs, regionOfRecord } from '../../assembly/relations/dns';
import { tellsOfTraffic } from '../../assembly/relations/failover-notices';
import { type Rule } from '../rule';

export const failoverUnannounced: Rule = {
  id: 'resilience-failover-unannounced',
  area: 'failover',
  severity: 'warning',
  title: 'Somebody is told that a standby has taken over',
  why: 'Traffic moves by itself, and the alarms of a region that is lost do not ring. Unless the standby says that users have come to it, nobody knows that it is the last region there is.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html',
  check(model, report) {
    for (const { primary, secondary } of failoverPairs(model)) {
      const [here, there] = [secondary, primary].map(record => regionOfRecord(model, record));
      if (here === undefined || there === undefined || here === there) continue;
      if (tellsOfTraffic(model, here, primary, there)) continue;
      report(
        secondary.resource,
        `no alarm of ${here} with an action tells that users have come to it`,
        `add an alarm in ${here} on requests at or above what health checkers make, with a topic as its action`,
      );
    }
  },
};

import { isOpaque } from '../model/value';
import { twinResources } from '../relations/twins';
import type { Rule } from '../rule';

export const standbyCapacity: Rule = {
  id: 'resilience-standby-capacity',
  area: 'functions',
  severity: 'warning',
  title: "The standby has the primary's capacity",
  why: "At failover the standby receives all of the primary's load at once. What is smaller there throttles, or times out, on the worst day.",
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html',
  check(model, report) {
    for (const type of ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::DynamoDB::Table']) {
      for (const { first, second } of twinResources(model, type)) {
        for (const property of CAPACITY) {
          const [here, there] = [first.get(property), second.get(property)];
          if (JSON.stringify(here) === JSON.stringify(there) || isOpaque(here) || isOpaque(there)) continue;
          report(
            second,
            `${property} is ${shown(there)} in ${second.region} and ${shown(here)} in ${first.region} ("${first.path}")`,
            'give both regions the same value',
          );
        }
      }
    }
  },
};

const CAPACITY = [
  'ReservedConcurrentExecutions',
  'MemorySize',
  'Timeout',
  'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions',
  'BillingMode',
  'ProvisionedThroughput',
];

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}

import { decisions, isOfSeveral } from '../../assembly/relations/deciding-alarms';
import { type Rule } from '../rule';

export const decisionOnSharedAlarm: Rule = {
  id: 'resilience-decision-on-shared-alarm',
  area: 'alarms',
  severity: 'warning',
  title: 'An alarm on which something decides by itself speaks of one resource',
  why: 'An alarm on a query, or on the same metric of several resources, rings for any of them: the wrong function is rolled back or restarted. While it rings for one, it does not ring for the next.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html',
  check(model, report) {
    for (const { decider, alarm, act } of decisions(model)) {
      if (!isOfSeveral(alarm)) continue;
      report(
        decider,
        `it ${act} on "${alarm.path}", which rings for several resources`,
        'name an alarm on the metric of that resource alone',
      );
    }
  },
};

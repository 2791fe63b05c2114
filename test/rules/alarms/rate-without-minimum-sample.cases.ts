import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Alarm: alarm({
        MetricName: undefined,
        Namespace: undefined,
        Metrics: [{ Id: 'rate', Expression: bad ? 'errors / requests' : 'IF(requests > 10, errors / requests, 0)' }],
      }),
    }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { alarm, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Child: alarm({ AlarmName: 'orders-failing' }),
      Composite: resource('AWS::CloudWatch::CompositeAlarm', {
        AlarmRule: `ALARM("${bad ? 'order-failing' : 'orders-failing'}")`,
      }),
    }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { alarm, resource, stack } from '../support/templates';

const composite = (AlarmName: string, ...children: string[]) =>
  resource('AWS::CloudWatch::CompositeAlarm', {
    AlarmName,
    AlarmRule: children.map(child => `ALARM("${child}")`).join(' OR '),
  });

export const cases = [
  ruleCase(bad =>
    stack({
      Failing: alarm({ AlarmName: 'failing' }),
      Orders: composite('orders', 'failing', ...(bad ? ['shop'] : [])),
      Shop: composite('shop', 'orders'),
    }),
  ),
  ruleCase(bad =>
    stack({ Failing: alarm({ AlarmName: 'failing' }), Shop: composite('shop', bad ? 'shop' : 'failing') }),
  ),
];

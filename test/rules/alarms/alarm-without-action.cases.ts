import { ruleCase } from '../support/rule-case';
import { alarm, ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Alarm: alarm(bad ? { AlarmActions: undefined } : {}) })),
  ruleCase(
    bad =>
      stack({
        Child: alarm({ AlarmName: 'child', AlarmActions: undefined }),
        Composite: resource('AWS::CloudWatch::CompositeAlarm', {
          AlarmRule: bad ? 'ALARM("other")' : { 'Fn::Join': ['', ['ALARM("', ref('Child'), '")']] },
          AlarmActions: ['arn:aws:sns:us-east-1:111111111111:operators'],
        }),
      }),
    'a child of a composite alarm',
  ),
];

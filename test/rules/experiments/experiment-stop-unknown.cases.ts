import { ruleCase } from '../support/rule-case';
import { WEST, alarm, arn, stack } from '../support/templates';
import { withExperiment } from './parts';

export const cases = [
  ruleCase(bad =>
    withExperiment({
      StopConditions: [
        {
          Source: 'aws:cloudwatch:alarm',
          Value: bad ? 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:nothing' : arn('Alarm'),
        },
      ],
    }),
  ),
  ruleCase(
    bad => [
      stack({ Outage: alarm({ AlarmName: 'outage' }) }, bad ? WEST : 'us-east-1', { id: 'Alarms' }),
      withExperiment({
        StopConditions: [
          {
            Source: 'aws:cloudwatch:alarm',
            Value: `arn:aws:cloudwatch:${bad ? WEST : 'us-east-1'}:111111111111:alarm:outage`,
          },
        ],
      }),
    ],
    'an alarm of another region',
  ),
];

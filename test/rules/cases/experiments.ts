import { ruleCase } from '../support/rule-case';
import { WEST, alarm, arn, experiment, role, stack } from '../support/templates';

const one = (properties: Record<string, unknown> = {}, more = {}) =>
  stack({ Alarm: alarm(), Role: role(), Experiment: experiment(properties), ...more });
const delay = (parameters: Record<string, unknown>, targets: Record<string, string> = {}) => ({
  Actions: { Delay: { ActionId: 'aws:lambda:invocation-add-delay', Parameters: parameters, Targets: targets } },
});

export const experimentCases = [
  ruleCase('experiment-without-stop', bad => one(bad ? { StopConditions: [{ Source: 'none' }] } : {})),
  ruleCase('experiment-stop-unknown', bad =>
    one({
      StopConditions: [
        {
          Source: 'aws:cloudwatch:alarm',
          Value: bad ? 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:nothing' : arn('Alarm'),
        },
      ],
    }),
  ),
  ruleCase(
    'experiment-stop-unknown',
    bad => [
      stack({ Outage: alarm({ AlarmName: 'outage' }) }, bad ? WEST : 'us-east-1', { id: 'Alarms' }),
      one({
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
  ruleCase('experiment-duration', bad => one(delay({ duration: bad ? 'PT13H' : 'PT12H' }))),
  ruleCase('experiment-duration', bad => one(delay({ duration: bad ? 'PT30S' : 'PT1M' })), 'too short'),
  ruleCase('experiment-target-missing', bad =>
    one(delay({ duration: 'PT5M' }, { Functions: bad ? 'Function' : 'Functions' })),
  ),
  ruleCase('experiment-empty-target', bad =>
    one({ ExperimentOptions: { EmptyTargetResolutionMode: bad ? 'skip' : 'fail' } }),
  ),
  ruleCase('experiment-percentage', bad => one(delay({ duration: 'PT5M', invocationPercentage: bad ? '101' : '100' }))),
  ruleCase('experiment-role-shared', bad =>
    one({}, { Other: role(), Second: experiment(bad ? {} : { RoleArn: arn('Other') }) }),
  ),
];

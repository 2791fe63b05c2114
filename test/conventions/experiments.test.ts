import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { experiment, failsOn, stack, warnsOf } from './support';

failsOn('experiments', [
  ['no stop alarm', () => experiment({ stopWhen: [] }), 'StopAlarmMissing', 'whatever it does to users'],
  ['30 s', () => experiment({ duration: Duration.seconds(30) }), 'ExperimentDurationOutOfRange', '30 seconds'],
  ['13 h', () => experiment({ duration: Duration.hours(13) }), 'ExperimentDurationOutOfRange', '1 minute to 12 hours'],
  ['a percentage of 0', () => experiment({}, { percentage: 0 }), 'FaultPercentageOutOfRange', '"percentage" is 0'],
  [
    'a percentage of 101',
    () => experiment({}, { percentage: 101 }),
    'FaultPercentageOutOfRange',
    '"percentage" is 101',
  ],
]);

warnsOf([
  [
    'an experiment that is over before it is everywhere',
    () => experiment({ duration: Duration.minutes(1) }),
    'experimentShort',
  ],
  [
    'an experiment that stops in silence',
    () => {
      const scope = stack();
      const errors = new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors' });
      const alarm = new Alarm(scope, 'Errors', { metric: errors, threshold: 1, evaluationPeriods: 1 });
      return experiment({ stopWhen: [alarm] }, {}, scope);
    },
    'stopAlarmSilent',
  ],
]);

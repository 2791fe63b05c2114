import { ruleCase } from '../support/rule-case';
import { EAST, WEST, alarm, arn, fn, queue, ref, resource, stack } from '../support/templates';

const on = (
  Namespace: string,
  MetricName: string,
  dimension: string,
  value: unknown,
  more: Record<string, unknown> = {},
) => alarm({ Namespace, MetricName, Dimensions: [{ Name: dimension, Value: value }], ...more });
const queueName = { 'Fn::GetAtt': ['Dead', 'QueueName'] };
const silence = { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };
const withDeadLetters = (alarms: Record<string, ReturnType<typeof alarm>>) =>
  stack({
    Orders: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } }),
    Dead: queue(),
    ...alarms,
  });
const healthCheck = resource('AWS::Route53::HealthCheck', {
  HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'outage', Region: EAST } },
});
const depth = { Depth: on('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', queueName) };

export const alarmCases = [
  ruleCase('alarm-datapoints', bad =>
    stack({ Alarm: alarm({ EvaluationPeriods: 3, DatapointsToAlarm: bad ? 4 : 3 }) }),
  ),
  ruleCase('alarm-period', bad => stack({ Alarm: alarm({ Period: bad ? 45 : 60 }) })),
  ruleCase('alarm-window', bad => stack({ Alarm: alarm({ Period: 3600, EvaluationPeriods: bad ? 25 : 24 }) })),
  ruleCase('alarm-missing-data-implicit', bad =>
    stack({ Alarm: alarm({ TreatMissingData: bad ? undefined : 'notBreaching' }) }),
  ),
  ruleCase('alarm-on-errors-breaching', bad =>
    stack({ Alarm: alarm({ MetricName: 'Errors', TreatMissingData: bad ? 'breaching' : 'notBreaching' }) }),
  ),
  ruleCase('heartbeat-missing-data', bad =>
    stack({
      Alarm: alarm({ MetricName: 'Invocations', ...silence, ...(bad ? { TreatMissingData: 'notBreaching' } : {}) }),
    }),
  ),
  ruleCase('alarm-feeding-health-check', bad =>
    stack({
      Check: healthCheck,
      Outage: alarm({ AlarmName: 'outage', TreatMissingData: bad ? 'missing' : 'breaching' }),
    }),
  ),
  ruleCase('alarm-without-action', bad => stack({ Alarm: alarm(bad ? { AlarmActions: undefined } : {}) })),
  ruleCase(
    'alarm-without-action',
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
  ruleCase('alarm-dimension-unknown', bad =>
    stack({
      Orders: queue({ QueueName: 'orders' }),
      Alarm: on('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', bad ? 'order' : 'orders'),
    }),
  ),
  ruleCase(
    'alarm-dimension-unknown',
    bad =>
      stack({
        Fn: fn(),
        Orders: queue(),
        Alarm: on('AWS/Lambda', 'Throttles', 'FunctionName', ref(bad ? 'Orders' : 'Fn')),
      }),
    'a reference to another kind of resource',
  ),
  ruleCase('alarm-dimension-other-region', bad => [
    stack({ Orders: queue({ QueueName: 'orders' }) }),
    stack({ Alarm: on('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'orders') }, bad ? WEST : EAST, {
      id: 'Alarms',
    }),
  ]),
  ruleCase('health-check-alarm-region', bad =>
    stack({ Alarm: on('AWS/Route53', 'HealthCheckStatus', 'HealthCheckId', 'abc') }, bad ? WEST : EAST),
  ),
  ruleCase('dead-letters-unwatched', bad => withDeadLetters(bad ? {} : depth)),
  ruleCase('dead-letter-age-unwatched', bad =>
    withDeadLetters({
      ...depth,
      ...(bad ? {} : { Age: on('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', queueName) }),
    }),
  ),
  ruleCase(
    'dead-letter-age-unwatched',
    bad => withDeadLetters(bad ? depth : {}),
    'dead letters that nothing watches, which the rule about the depth reports',
  ),
  ruleCase('dead-letter-alarm-metric', bad =>
    withDeadLetters({
      Depth: on('AWS/SQS', bad ? 'NumberOfMessagesSent' : 'ApproximateNumberOfMessagesVisible', 'QueueName', queueName),
    }),
  ),
  ruleCase('error-alarm-without-silence-twin', bad =>
    stack({
      Fn: fn(),
      Errors: on('AWS/Lambda', 'Errors', 'FunctionName', ref('Fn')),
      ...(bad ? {} : { Silence: on('AWS/Lambda', 'Invocations', 'FunctionName', ref('Fn'), silence) }),
    }),
  ),
  ruleCase(
    'error-alarm-without-silence-twin',
    bad =>
      stack({
        Work: fn(),
        Fn: fn(),
        Config: resource('AWS::Lambda::EventInvokeConfig', {
          FunctionName: ref('Work'),
          Qualifier: '$LATEST',
          DestinationConfig: { [bad ? 'OnSuccess' : 'OnFailure']: { Destination: arn('Fn') } },
        }),
        Errors: on('AWS/Lambda', 'Errors', 'FunctionName', ref('Fn')),
      }),
    'a function that is called for failures only',
  ),
  ruleCase('rate-without-minimum-sample', bad =>
    stack({
      Alarm: alarm({
        MetricName: undefined,
        Namespace: undefined,
        Metrics: [{ Id: 'rate', Expression: bad ? 'errors / requests' : 'IF(requests > 10, errors / requests, 0)' }],
      }),
    }),
  ),
  ruleCase('composite-child-unknown', bad =>
    stack({
      Child: alarm({ AlarmName: 'orders-failing' }),
      Composite: resource('AWS::CloudWatch::CompositeAlarm', {
        AlarmRule: `ALARM("${bad ? 'order-failing' : 'orders-failing'}")`,
      }),
    }),
  ),
];

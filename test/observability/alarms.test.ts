import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { type CfnAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Alarms, AlarmTopic, type RecommendedAlarmsOptions } from '../../lib/observability';
import { failureOf } from '../support/failure';

const metric = new Metric({ namespace: 'Test', metricName: 'Count', statistic: 'Sum' });
const specs = [
  { id: 'FailureAlarm', signal: 'failure', metric, description: 'Look at it' },
  { id: 'SilenceAlarm', signal: 'silence', metric, description: 'Look for it' },
] as const;

function watch(alarms: Alarms, stack = new Stack(new App(), 'Plain')) {
  const made = alarms._bind(stack, [...specs]);
  return { stack, made, template: Template.fromStack(stack) };
}

test('a failure alarms at once, and no data is well', () => {
  watch(Alarms.recommended()).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'Look at it',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 1,
    DatapointsToAlarm: Match.absent(),
    TreatMissingData: 'notBreaching',
  });
});

test('silence alarms after an hour, and no data is silence', () => {
  watch(Alarms.recommended()).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'Look for it',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 300,
    EvaluationPeriods: 12,
    DatapointsToAlarm: Match.absent(),
    TreatMissingData: 'breaching',
  });
});

test('every alarm goes to the one topic of its stack', () => {
  const { stack, template } = watch(Alarms.recommended());
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [stack.resolve(AlarmTopic.of(stack).topicArn)],
  });
});

test('a topic that is given takes the place of the one of the stack', () => {
  const stack = new Stack(new App(), 'Plain');
  const topic = new Topic(stack, 'Mine');
  const { template } = watch(Alarms.recommended({ topic }), stack);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [stack.resolve(topic.topicArn)] });
});

test('the alarms are as sensitive as they are asked to be', () => {
  watch(
    Alarms.recommended({ failures: 5, period: Duration.minutes(5), evaluationPeriods: 3, datapointsToAlarm: 2 }),
  ).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'Look at it',
    Threshold: 5,
    Period: 300,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
  });
});

test.each([
  [Duration.minutes(1), 60, 1],
  [Duration.minutes(7), 60, 7],
  [Duration.minutes(10), 300, 2],
  [Duration.days(1), 300, 288],
])('silence of %s is watched in periods that fill it', (silence, period, evaluationPeriods) => {
  watch(Alarms.recommended({ silence })).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'Look for it',
    Period: period,
    EvaluationPeriods: evaluationPeriods,
  });
});

test.each([10, 30])('a period of %s s becomes the minute in which AWS reports', seconds => {
  watch(Alarms.recommended({ period: Duration.seconds(seconds) })).template.hasResourceProperties(
    'AWS::CloudWatch::Alarm',
    { AlarmDescription: 'Look at it', Period: 60 },
  );
});

test('the end of silence is told, and the end of a failure only to whoever asks for it', () => {
  const ends = (alarms: Alarms) =>
    watch(alarms).made.map(alarm => [
      alarm.node.id,
      alarm.stack.resolve((alarm.node.defaultChild as CfnAlarm).okActions) as unknown,
    ]);
  const topic = [{ Ref: expect.stringMatching(/^AlarmTopic/) as string }];
  expect(ends(Alarms.recommended())).toEqual([
    ['FailureAlarm', undefined],
    ['SilenceAlarm', topic],
  ]);
  expect(ends(Alarms.recommended({ okActions: true }))).toEqual([
    ['FailureAlarm', topic],
    ['SilenceAlarm', topic],
  ]);
});

test('failures alone leave silence unwatched', () => {
  const { made } = watch(Alarms.failuresOnly());
  expect(made.map(alarm => alarm.node.id)).toEqual(['FailureAlarm']);
});

test('no alarms are a warning that says what is lost', () => {
  const { stack, made } = watch(Alarms.none());
  expect(made).toEqual([]);
  Annotations.fromStack(stack).hasWarning('/Plain', Match.stringLikeRegexp('failures and its silence go unnoticed'));
});

test.each<[string, RecommendedAlarmsOptions, string, string]>([
  ['a period of 45 s', { period: Duration.seconds(45) }, 'AlarmPeriodOutOfRange', '45 s'],
  ['a period of nothing', { period: Duration.seconds(0) }, 'AlarmPeriodOutOfRange', '0 s'],
  [
    'more bad periods than periods',
    { datapointsToAlarm: 3, evaluationPeriods: 2 },
    'AlarmDatapointsOutOfRange',
    '3 of 2',
  ],
  ['no periods', { evaluationPeriods: 0 }, 'AlarmDatapointsOutOfRange', '0 of 0'],
  ['half a period', { evaluationPeriods: 1.5 }, 'AlarmDatapointsOutOfRange', '1.5'],
  ['no bad period', { datapointsToAlarm: 0 }, 'AlarmDatapointsOutOfRange', '0 of 1'],
  [
    'a window over a day',
    { period: Duration.hours(12), evaluationPeriods: 3 },
    'AlarmWindowTooLong',
    'more than one day',
  ],
  ['a threshold that is no number', { failures: NaN }, 'AlarmThresholdOutOfRange', 'NaN'],
  ['a threshold of nothing', { failures: 0 }, 'AlarmThresholdOutOfRange', 'above 0'],
  ['an account without concurrency', { accountConcurrency: 0 }, 'AlarmThresholdOutOfRange', 'accountConcurrency is 0'],
  ['a share of nothing', { errorRate: 0 }, 'AlarmThresholdOutOfRange', 'errorRate is 0 %'],
  ['more than all', { errorRate: 101 }, 'AlarmThresholdOutOfRange', 'at most 100'],
  ['a sample of nothing', { minimumSample: 0 }, 'AlarmThresholdOutOfRange', 'minimumSample is 0'],
  ['a latency of nothing', { latency: Duration.seconds(0) }, 'AlarmLatencyOutOfRange', 'longer than nothing'],
  ['a statistic that speaks of no time', { latencyStatistic: 'Sum' }, 'AlarmStatisticInvalid', '"Sum"'],
  ['a percentile that does not exist', { latencyStatistic: 'p101' }, 'AlarmStatisticInvalid', '"p101"'],
  ['a runbook without an address', { runbook: 'see wiki' }, 'AlarmRunbookInvalid', '"see wiki"'],
  ['a runbook that fills the description', { runbook: `https://${'a'.repeat(520)}` }, 'AlarmRunbookInvalid', '512'],
  ['silence over a day', { silence: Duration.hours(25) }, 'AlarmSilenceOutOfRange', '1 day'],
  ['silence in seconds', { silence: Duration.seconds(90) }, 'AlarmSilenceOutOfRange', 'whole minutes'],
  ['an option that does not exist', { silense: 1 } as RecommendedAlarmsOptions, 'PropUnknown', '"silence"'],
])('fails on %s', (_, options, code, fragment) => {
  const failure = failureOf(() => Alarms.recommended(options));
  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(fragment);
});

test.each([Duration.seconds(10), Duration.seconds(30), Duration.days(1)])('accepts a period of %s', period => {
  expect(() => Alarms.recommended({ period })).not.toThrow();
});

test('accepts values that are known at deployment only', () => {
  const number = Token.asNumber({ Ref: 'Given' });
  expect(() => Alarms.recommended({ failures: number, evaluationPeriods: number })).not.toThrow();
});

test('fails on a topic of another region, which CloudWatch could not reach', () => {
  const stack = new Stack(new App(), 'Plain', { env: { account: '111122223333', region: 'us-east-1' } });
  const topic = Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:us-west-2:111122223333:far');
  const failure = failureOf(() => watch(Alarms.recommended({ topic }), stack));
  expect(failure).toMatchObject({ codes: ['AlarmTopicOfOtherRegion'], path: 'Plain' });
  expect(failure.message).toContain('"us-west-2"');
});

import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { type DeadLetterQueue, DeadLetters } from '../../lib/dead-letters';
import { Alarms } from '../../lib/observability';

const code = Code.fromInline('exports.handler = async () => {}');

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: unknown;
  readonly ReturnData?: boolean;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string; readonly Dimensions: { Value: unknown }[] };
    readonly Period: number;
    readonly Stat: string;
  };
}

interface SharedAlarm {
  readonly AlarmDescription: string;
  readonly Metrics: readonly MetricQuery[];
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
}

function givenFunctions(count: number, alarmsOf: (index: number) => Alarms | undefined = () => undefined) {
  const stack = new Stack(new App(), 'Plain');
  for (let i = 0; i < count; i++) {
    new ResilientFunction(stack, `Api${i}`, { code, handler: 'index.handler', alarms: alarmsOf(i) });
  }
  return { stack, template: Template.fromStack(stack) };
}

/** The alarms that several resources share, on a metric. */
function sharedOn(template: Template, metric: string): SharedAlarm[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties as SharedAlarm)
    .filter(({ Metrics = [] }) => Metrics.some(({ MetricStat }) => MetricStat?.Metric.MetricName === metric));
}

const statsOf = ({ Metrics }: SharedAlarm) => Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
const membersOf = (alarm: SharedAlarm) => statsOf(alarm).map(({ Metric }) => Metric.Dimensions[0].Value);
const expressionOf = ({ Metrics }: SharedAlarm) => Metrics.find(({ Expression }) => Expression)?.Expression;

test('dead letters that were forgotten raise an alarm that queues share, by the oldest of them', () => {
  const { template } = givenFunctions(2);
  const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
  const [alarm, ...more] = sharedOn(template, 'ApproximateAgeOfOldestMessage');
  expect(more).toEqual([]);
  expect(membersOf(alarm)).toEqual(queues.map(queue => ({ 'Fn::GetAtt': [queue, 'QueueName'] })));
  expect(statsOf(alarm)).toEqual(queues.map(() => expect.objectContaining({ Period: 60, Stat: 'Maximum' })));
  expect(expressionOf(alarm)).toBe('MAX(METRICS())');
  expect(alarm).toMatchObject({ Threshold: 86_400, TreatMissingData: 'notBreaching' });
});

test('dead letters that wait raise an alarm of their own', () => {
  const { template } = givenFunctions(2);
  for (const queue of Object.keys(template.findResources('AWS::SQS::Queue'))) {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  }
});

test('only the expression is judged: CloudWatch takes one result', () => {
  const [{ Metrics }] = sharedOn(givenFunctions(2).template, 'Throttles');
  expect(Metrics.map(({ Id, ReturnData = true }) => [Id, ReturnData])).toEqual([
    ['m0', false],
    ['m1', false],
    ['most', true],
  ]);
});

test('no alarm asks CloudWatch for a query, whose grammar knows no "or"', () => {
  expect(JSON.stringify(givenFunctions(3).template.toJSON())).not.toMatch(/SELECT /);
});

test('no alarm reads more than the ten metrics that CloudWatch takes, and every function is in one', () => {
  const { template } = givenFunctions(24);
  const members = sharedOn(template, 'Throttles').map(membersOf);
  expect(members.map(({ length }) => length)).toEqual([10, 10, 4]);
  expect(new Set(members.flat().map(member => JSON.stringify(member))).size).toBe(24);
});

test('the message tells of which functions it may be', () => {
  const [{ AlarmDescription }] = sharedOn(givenFunctions(2).template, 'DestinationDeliveryFailures');
  expect(AlarmDescription).toContain('the event may be lost');
  expect(AlarmDescription).toContain('One of: Api0, Api1.');
});

test('a description with long names is no longer than CloudWatch takes', () => {
  const stack = new Stack(new App(), 'Plain');
  for (let i = 0; i < 10; i++) {
    new ResilientFunction(stack, `${'a'.repeat(150)}${i}`, { code, handler: 'index.handler' });
  }
  const [{ AlarmDescription }] = sharedOn(Template.fromStack(stack), 'Throttles');
  expect(AlarmDescription).toHaveLength(1024);
  expect(AlarmDescription).toMatch(/a\d,…$/);
});

test('where thresholds differ, the figure is how many have reached theirs', () => {
  const { template } = givenFunctions(3, i => Alarms.recommended({ failures: i < 2 ? 5 : 1 }));
  const [alarm, ...more] = sharedOn(template, 'Throttles');
  expect(more).toEqual([]);
  expect(expressionOf(alarm)).toBe('(m0>=5)+(m1>=5)+(m2>=1)');
  expect(alarm.Threshold).toBe(1);
});

test('resources share an alarm only where it looks back as far', () => {
  const { template } = givenFunctions(3, i => Alarms.recommended({ evaluationPeriods: i < 2 ? 5 : 1 }));
  expect(sharedOn(template, 'Throttles').map(alarm => [membersOf(alarm).length, alarm.EvaluationPeriods])).toEqual([
    [2, 5],
    [1, 1],
  ]);
});

test('resources share an alarm only where the same is to be done', () => {
  const { template } = givenFunctions(3, i => Alarms.recommended({ runbook: `https://example.com/${i < 2 ? 1 : 2}` }));
  expect(sharedOn(template, 'Throttles').map(({ AlarmDescription }) => AlarmDescription)).toEqual([
    expect.stringMatching(/Runbook: https:\/\/example.com\/1 One of: Api0, Api1\.$/),
    expect.stringMatching(/Runbook: https:\/\/example.com\/2 One of: Api2\.$/),
  ]);
});

test('a threshold that only the deployment knows is the one of the alarm, or stands in the expression', () => {
  const failures = Token.asNumber({ Ref: 'Failures' });
  const [alone] = sharedOn(givenFunctions(1, () => Alarms.recommended({ failures })).template, 'Throttles');
  expect(alone.Threshold).toEqual({ Ref: 'Failures' });
  const two = givenFunctions(2, i => Alarms.recommended({ failures: i === 0 ? failures : 2 })).template;
  expect(sharedOn(two, 'Throttles').map(expressionOf)).toEqual([
    { 'Fn::Join': ['', ['(m0>=', { Ref: 'Failures' }, ')+(m1>=2)']] },
  ]);
});

test('dedicated alarms are not shared', () => {
  const stack = new Stack(new App(), 'Plain');
  const handler = new ResilientFunction(stack, 'Api', {
    code,
    handler: 'index.handler',
    alarms: Alarms.recommended({ dedicated: true }),
  });
  expect(handler.alarms.map(alarm => alarm.node.id)).toEqual([
    'ErrorsAlarm',
    'ThrottlesAlarm',
    'DestinationDeliveryFailuresAlarm',
    'SlowAlarm',
    'SilenceAlarm',
  ]);
  expect((handler.deadLetterQueue as DeadLetterQueue).alarms).toHaveLength(2);
  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Metrics: Match.anyValue() }, 0);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Throttles',
    Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(handler.function.functionName) }],
  });
});

test('an alarm is shared however long it looks back', () => {
  const long = Alarms.recommended({ period: Duration.hours(1), evaluationPeriods: 24 });
  const [alarm] = sharedOn(givenFunctions(1, () => long).template, 'Throttles');
  expect(statsOf(alarm)).toEqual([expect.objectContaining({ Period: 3600 })]);
  expect(alarm.EvaluationPeriods).toBe(24);
});

test('periods that are shorter than what Lambda reports become a minute', () => {
  const { template } = givenFunctions(1, () => Alarms.recommended({ period: Duration.seconds(10) }));
  expect(sharedOn(template, 'Throttles').flatMap(statsOf)).toEqual([expect.objectContaining({ Period: 60 })]);
});

test('a queue that is given has alarms of its own', () => {
  const stack = new Stack(new App(), 'Plain');
  const deadLetters = DeadLetters.toQueue(new Queue(stack, 'Given'));
  new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', deadLetters });
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS' }, 2);
});

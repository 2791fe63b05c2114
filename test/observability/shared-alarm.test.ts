import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { type DeadLetterQueue, DeadLetters } from '../../lib/dead-letters';
import { Alarms } from '../../lib/observability';

const code = Code.fromInline('exports.handler = async () => {}');

function givenFunctions(count: number, alarmsOf: (index: number) => Alarms | undefined = () => undefined) {
  const stack = new Stack(new App(), 'Plain');
  for (let i = 0; i < count; i++) {
    new ResilientFunction(stack, `Api${i}`, { code, handler: 'index.handler', alarms: alarmsOf(i) });
  }
  return { stack, template: Template.fromStack(stack) };
}

/** The alarms on a query of a metric. */
function queriesOf(template: Template, metric: string): { query: string; properties: Record<string, unknown> }[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties as Record<string, unknown>)
    .map(properties => ({ query: JSON.stringify(properties.Metrics ?? ''), properties }))
    .filter(({ query }) => query.includes(`(${metric})`));
}

const membersOf = (query: string) => [...query.matchAll(/= '\$\{([^}]+)\}'/g)].map(([, member]) => member);

test('dead letters that wait and that grow old raise alarms, on the queue of each function', () => {
  const { template } = givenFunctions(2);
  const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
  for (const [metric, threshold] of [
    ['ApproximateNumberOfMessagesVisible', 1],
    ['ApproximateAgeOfOldestMessage', 86_400],
  ] as const) {
    const [{ query, properties }, ...more] = queriesOf(template, metric);
    expect(more).toEqual([]);
    expect(query).toContain(`SELECT MAX(${metric}) FROM SCHEMA(\\"AWS/SQS\\", QueueName)`);
    expect(membersOf(query)).toEqual(queues.map(queue => `${queue}.QueueName`));
    expect(properties).toMatchObject({ Threshold: threshold, TreatMissingData: 'notBreaching' });
  }
});

test('each resource is evaluated by itself: one in alarm hides none of the others', () => {
  const [{ query }] = queriesOf(givenFunctions(2).template, 'Errors');
  expect(query).toContain('GROUP BY FunctionName ORDER BY SUM() DESC');
});

test('no query becomes longer than CloudWatch takes, and every function is in one', () => {
  const { template } = givenFunctions(40);
  const queries = queriesOf(template, 'ApproximateNumberOfMessagesVisible').map(({ query }) => membersOf(query));
  expect(queries.map(members => members.length)).toEqual([18, 18, 4]);
  expect(new Set(queries.flat()).size).toBe(40);
  const longest = 'q'.repeat(80);
  const text = queriesOf(template, 'ApproximateNumberOfMessagesVisible')[0].query.replace(/\$\{[^}]+\}/g, longest);
  expect(text.length).toBeLessThanOrEqual(2048);
});

test('resources share an alarm only where it is equally sensitive', () => {
  const { template } = givenFunctions(3, i => Alarms.recommended({ failures: i < 2 ? 5 : 1 }));
  const queries = queriesOf(template, 'Errors');
  expect(queries.map(({ query, properties }) => [membersOf(query).length, properties.Threshold])).toEqual([
    [2, 5],
    [1, 1],
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
    'SilenceAlarm',
  ]);
  expect((handler.deadLetterQueue as DeadLetterQueue).alarms).toHaveLength(2);
  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Metrics: Match.anyValue() }, 0);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(handler.function.functionName) }],
  });
});

test('alarms that look back longer than a query can are not shared', () => {
  const long = Alarms.recommended({ period: Duration.minutes(30), evaluationPeriods: 7 });
  const { template } = givenFunctions(1, () => long);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Errors', Period: 1800 });
  expect(queriesOf(template, 'Errors')).toEqual([]);
});

test('periods that are shorter than what Lambda reports become a minute', () => {
  const { template } = givenFunctions(1, () => Alarms.recommended({ period: Duration.seconds(10) }));
  expect(queriesOf(template, 'Errors')[0].query).toContain('"Period":60');
});

test('a queue that is given has alarms of its own', () => {
  const stack = new Stack(new App(), 'Plain');
  const deadLetters = DeadLetters.toQueue(new Queue(stack, 'Given'));
  new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', deadLetters });
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS' }, 2);
});

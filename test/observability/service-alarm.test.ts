import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { Alarms, AlarmTopic, ServiceAlarm } from '../../lib/observability';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => {}');
const env = { account: '111122223333', region: 'us-east-1' };
const metric = new Metric({ namespace: 'Test', metricName: 'Count' });

const add = (stack: Stack, id: string, alarms?: Alarms) =>
  new ResilientFunction(stack, id, { code, handler: 'index.handler', alarms });

const alarmIn = (stack: Stack, id: string) => new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });

interface AlarmProperties {
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly AlarmRule?: { readonly 'Fn::Join': [string, (string | { Ref: string })[]] };
}

function alarmsOf(stack: Stack, type = 'AWS::CloudWatch::Alarm') {
  return Object.entries(Template.fromStack(stack).findResources(type)).map(([id, { Properties }]) => ({
    id,
    ...(Properties as AlarmProperties),
  }));
}

const tellsNobody = ({ AlarmActions = [] }: AlarmProperties) => AlarmActions.length === 0;

/** Logical ids of the alarms that a composite listens to. */
function childrenOf({ AlarmRule }: AlarmProperties): string[] {
  return AlarmRule!['Fn::Join'][1].flatMap(part => (typeof part === 'string' ? [] : [part.Ref]));
}

test('one alarm tells of all that is wrong now, and they no longer tell by themselves', () => {
  const stack = new Stack(new App(), 'Plain');
  add(stack, 'Before');
  ServiceAlarm.of(stack);
  add(stack, 'After');
  const [service, ...more] = alarmsOf(stack, 'AWS::CloudWatch::CompositeAlarm');
  expect(more).toEqual([]);
  const topic = [stack.resolve(AlarmTopic.of(stack).topicArn) as unknown];
  expect(service).toMatchObject({ AlarmActions: topic, OKActions: topic });

  const told = childrenOf(service);
  const silentOnes = alarmsOf(stack).filter(tellsNobody);
  expect(silentOnes.map(({ id }) => id).sort()).toEqual([...told].sort());
  expect(told.map(id => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'AfterErrorsAlarm',
    'BeforeErrorsAlarm',
    'ResiliencePartsDestinationDeliveryFailures1',
    'ResiliencePartsSlow1',
    'ResiliencePartsThrottles1',
  ]);
});

test('what lasts, and what nobody should be woken for, tells by itself', () => {
  const stack = new Stack(new App(), 'Plain');
  ServiceAlarm.of(stack);
  add(stack, 'Api');
  const telling = alarmsOf(stack).filter(alarm => !tellsNobody(alarm));
  expect(telling.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'ApiDeadLettersDepthAlarm',
    'ApiSilenceAlarm',
    'ResiliencePartsAccountConcurrencyAlarm',
    'ResiliencePartsDeadLetterAge1',
  ]);
});

test('alarms that are given a topic of their own tell there', () => {
  const stack = new Stack(new App(), 'Plain');
  const topic = new Topic(stack, 'Mine');
  ServiceAlarm.of(stack);
  add(stack, 'Api', Alarms.recommended({ topic }));
  const mine = [stack.resolve(topic.topicArn) as unknown];
  expect(alarmsOf(stack).every(({ AlarmActions }) => JSON.stringify(AlarmActions) === JSON.stringify(mine))).toBe(true);
  expect(alarmsOf(stack, 'AWS::CloudWatch::CompositeAlarm')).toMatchObject([{ AlarmRule: 'FALSE' }]);
});

test('a stack has one of them', () => {
  const stack = new Stack(new App(), 'Plain');
  expect(ServiceAlarm.of(add(stack, 'Api'))).toBe(ServiceAlarm.of(stack));
});

test('further alarms page through it', () => {
  const stack = new Stack(new App(), 'Plain');
  ServiceAlarm.of(stack).add(alarmIn(stack, 'Orders'));
  const [service] = alarmsOf(stack, 'AWS::CloudWatch::CompositeAlarm');
  expect(childrenOf(service)).toEqual([expect.stringMatching(/^Orders/)]);
});

test('an alarm mutes it, with time for both to settle', () => {
  const stack = new Stack(new App(), 'Plain');
  const deployment = alarmIn(stack, 'Deployment');
  ServiceAlarm.of(stack).muteWhile(deployment);
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
    ActionsSuppressor: stack.resolve(deployment.alarmArn) as unknown,
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
  });
});

test('without a mute there is none', () => {
  const stack = new Stack(new App(), 'Plain');
  ServiceAlarm.of(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
    ActionsSuppressor: Match.absent(),
  });
});

test.each([
  ['many alarms', 'Alarm', 250],
  ['long names', `Alarm${'a'.repeat(150)}`, 80],
])('%s are spread over composites that CloudWatch takes, each alarm in one of them', (_, id, count) => {
  const stack = new Stack(new App(), 'Plain');
  const service = ServiceAlarm.of(stack);
  for (let i = 0; i < count; i++) service.add(alarmIn(stack, `${id}${i}`));
  const composites = alarmsOf(stack, 'AWS::CloudWatch::CompositeAlarm');
  const [own, ...parts] = composites.sort((a, b) => (b.AlarmActions ? 1 : 0) - (a.AlarmActions ? 1 : 0));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.every(tellsNobody)).toBe(true);
  const heard = composites.flatMap(childrenOf);
  expect(new Set(heard).size).toBe(heard.length);
  expect(heard.length).toBe(count + parts.length);
  expect(childrenOf(own)).toEqual(expect.arrayContaining(parts.map(part => part.id)));
  for (const composite of composites) {
    const children = childrenOf(composite);
    const longest = children.reduce((sum, child) => sum + `ALARM("Plain-${child}-ABCDEFGHIJKL") OR `.length, 0);
    expect(children.length).toBeLessThanOrEqual(100);
    expect(longest).toBeLessThanOrEqual(10_240);
  }
});

test('fails on a second mute: CloudWatch takes one', () => {
  const stack = new Stack(new App(), 'Plain');
  const service = ServiceAlarm.of(stack);
  service.muteWhile(alarmIn(stack, 'Deployment'));
  const failure = failureOf(() => service.muteWhile(alarmIn(stack, 'Drill')));
  expect(failure).toMatchObject({ codes: ['MuteRepeated'], path: 'Plain/ServiceAlarm' });
  expect(failure.message).toContain('CompositeAlarm');
});

test.each(['add', 'muteWhile'] as const)('fails on an alarm of another region given to %s', verb => {
  const app = new App();
  const service = ServiceAlarm.of(new Stack(app, 'East', { env }));
  const far = alarmIn(new Stack(app, 'West', { env: { ...env, region: 'us-west-2' } }), 'Far');
  const failure = failureOf(() => service[verb](far));
  expect(failure).toMatchObject({ codes: ['AlarmOfOtherRegion'], path: 'East/ServiceAlarm' });
  expect(failure.message).toContain('"us-west-2"');
});

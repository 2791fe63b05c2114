import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { AlarmTopics } from '../../lib/observability';
import { failureOf } from '../support/failure';

const arn = (region: string, name = 'on-call') => `arn:aws:sns:${region}:111122223333:${name}`;
const ON_CALL = { 'us-east-1': arn('us-east-1'), 'us-west-2': arn('us-west-2') };
const BACKLOG = { 'us-east-1': arn('us-east-1', 'backlog') };

function addApi(scope: App | Stage, region: string) {
  const stack = new Stack(scope, region, { env: { account: '111122223333', region } });
  new ResilientFunction(stack, 'Api', { code: Code.fromInline('exports.handler = 1'), handler: 'index.handler' });
  return stack;
}

/** Topics that the alarms of a stack go to, by the alarm. */
function actionsIn(stack: Stack) {
  return Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
    ([id, { Properties }]) => [id, (Properties as { AlarmActions: unknown }).AlarmActions] as const,
  );
}

test('each region of an app tells the topic that is there, and makes none', () => {
  const app = new App();
  AlarmTopics.existing(ON_CALL).applyTo(app);
  const stacks = ['us-east-1', 'us-west-2'].map(region => addApi(app, region));
  for (const stack of stacks) {
    for (const [, actions] of actionsIn(stack)) expect(actions).toEqual([arn(stack.region)]);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 0);
  }
});

test('what wakes nobody goes to another topic where there is one', () => {
  const app = new App();
  AlarmTopics.existing(ON_CALL, { tickets: BACKLOG }).applyTo(app);
  const [east, west] = ['us-east-1', 'us-west-2'].map(region => addApi(app, region));
  const tickets = actionsIn(east).filter(([, actions]) => JSON.stringify(actions).includes('backlog'));
  expect(tickets.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'ApiDeadLettersDepthAlarm',
    'ResiliencePartsAccountConcurrencyAlarm',
    'ResiliencePartsDeadLetterAge1',
  ]);
  for (const [, actions] of actionsIn(west)) expect(actions).toEqual([arn('us-west-2')]);
});

test('the nearest ones count', () => {
  const app = new App();
  AlarmTopics.existing(ON_CALL).applyTo(app);
  const stage = new Stage(app, 'Dev');
  AlarmTopics.existing(BACKLOG).applyTo(stage);
  for (const [, actions] of actionsIn(addApi(stage, 'us-east-1'))) expect(actions).toEqual([BACKLOG['us-east-1']]);
});

test('fails in a region that has none', () => {
  const app = new App();
  AlarmTopics.existing(ON_CALL).applyTo(app);
  const failure = failureOf(() => addApi(app, 'eu-west-1'));
  expect(failure.codes).toEqual(['AlarmTopicMissing']);
  expect(failure.message).toContain('"eu-west-1", only for us-east-1, us-west-2');
});

test.each<[string, { [region: string]: string }, string, string]>([
  ['a name in place of an ARN', { 'us-east-1': 'on-call' }, 'AlarmTopicInvalid', '"on-call"'],
  ['a topic of another region', { 'us-east-1': arn('us-west-2') }, 'AlarmTopicOfOtherRegion', '"us-west-2"'],
])('fails on %s', (_, topics, code, fragment) => {
  for (const attempt of [
    () => AlarmTopics.existing(topics),
    () => AlarmTopics.existing(ON_CALL, { tickets: topics }),
  ]) {
    const failure = failureOf(attempt);
    expect(new Set(failure.codes)).toEqual(new Set([code]));
    expect(failure.message).toContain(fragment);
  }
});

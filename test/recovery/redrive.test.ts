import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { DeadLetterQueue } from '../../lib/dead-letters';
import { ResilientFunction } from '../../lib/function';
import { Redrive, type RedriveProps, RedriveTarget } from '../../lib/recovery';
import { failureOf } from '../support/failure';

const REGION = 'us-east-1';

function worker(stack: Stack, id = 'Worker'): ResilientFunction {
  return new ResilientFunction(stack, id, { code: Code.fromInline('x'), handler: 'index.handler' });
}

function given(change: (stack: Stack) => Partial<RedriveProps> = () => ({})) {
  const stack = new Stack(new App(), 'Billing', { env: { region: REGION, account: '111122223333' } });
  const handler = worker(stack);
  const props = { letters: handler.deadLetterQueue!, to: RedriveTarget.function(handler), ...change(stack) };
  return { stack, handler, redrive: new Redrive(stack, 'Redrive', props) };
}

/** What the output tells to start. */
function startOf(stack: Stack, id: string): unknown {
  return Template.fromStack(stack).toJSON().Outputs[id].Value;
}

test('the letters of a function go back to its live alias, five a second, unless its alarm on errors rings', () => {
  const { stack, handler, redrive } = given();
  const [output] = Object.keys(Template.fromStack(stack).toJSON().Outputs).filter(id => id.startsWith('Redrive'));
  const start = JSON.stringify(startOf(stack, output));
  expect(start).toContain('\\"perSecond\\":5');
  expect(start).toContain('\\"setAsideAfter\\":2');
  for (const part of [redrive.machine.stateMachineArn, handler.functionArn, handler.errorsAlarm!.alarmName]) {
    expect(start).toContain(JSON.stringify(stack.resolve(part)));
  }
});

test('the mover may take from the letters, invoke the alias, and look at the alarm', () => {
  const { stack, handler } = given();
  const statement = (Action: unknown, Resource: unknown) => Match.objectLike({ Action, Resource });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        statement(
          Match.arrayWith(['sqs:ReceiveMessage', 'sqs:DeleteMessage']),
          stack.resolve(handler.deadLetterQueue!.queueArn),
        ),
        statement('cloudwatch:DescribeAlarms', stack.resolve(handler.errorsAlarm!.alarmArn)),
      ]),
    },
  });
});

/** Resources of a stack with two functions and so many redrives. */
function resourcesWith(redrives: number): string[] {
  const stack = new Stack(new App(), 'Billing');
  const workers = ['Worker', 'Other'].map(id => worker(stack, id));
  for (const handler of workers.slice(0, redrives)) {
    new Redrive(handler, 'Redrive', { letters: handler.deadLetterQueue!, to: RedriveTarget.function(handler) });
  }
  return Object.keys(Template.fromStack(stack).toJSON().Resources).sort();
}

test('what the redrives of a stack share is twelve resources, and a second one adds none', () => {
  const without = resourcesWith(0);
  expect(resourcesWith(1).filter(id => !without.includes(id))).toHaveLength(12);
  expect(resourcesWith(2)).toEqual(resourcesWith(1));
});

test('somebody may start a redrive and see how it ends', () => {
  const { stack, redrive } = given();
  redrive.grantStart(new Role(stack, 'Operator', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 'states:StartExecution', Resource: stack.resolve(redrive.machine.stateMachineArn) }),
      ]),
    },
    Roles: [{ Ref: Match.stringLikeRegexp('Operator') }],
  });
});

test('a target of which no alarm is known is a warning (redriveUnwatched)', () => {
  const { stack } = given(stack => ({ to: RedriveTarget.queue(new Queue(stack, 'Orders')) }));
  Annotations.fromStack(stack).hasWarning(
    '/Billing/Redrive',
    Match.stringLikeRegexp('no alarm tells.*"Billing/Orders"'),
  );
  Annotations.fromStack(given().stack).hasNoWarning('/Billing/Redrive', Match.anyValue());
});

test.each<[string, (stack: Stack) => object, string, string]>([
  [
    'a FIFO queue of letters',
    stack => ({ letters: new DeadLetterQueue(stack, 'Fifo', { fifo: true }) }),
    'RedriveLettersUnsupported',
    '"Billing/Fifo"',
  ],
  [
    'a FIFO target',
    stack => ({ to: RedriveTarget.queue(new Queue(stack, 'Fifo', { fifo: true })) }),
    'RedriveLettersUnsupported',
    '"Billing/Fifo"',
  ],
  [
    'letters that go back to themselves',
    stack => {
      const letters = new DeadLetterQueue(stack, 'Letters');
      return { letters, to: RedriveTarget.queue(letters) };
    },
    'RedriveTargetConflict',
    '"Billing/Letters"',
  ],
  [
    'letters of another region',
    stack => ({ letters: Queue.fromQueueArn(stack, 'Far', 'arn:aws:sqs:us-west-2:111122223333:far') }),
    'RedriveOfOtherRegion',
    'is in "us-west-2" and the redrive in "us-east-1"',
  ],
  ['a rate of nothing', () => ({ perSecond: 0 }), 'RedriveOutOfRange', 'perSecond is 0'],
  ['a rate of 101', () => ({ perSecond: 101 }), 'RedriveOutOfRange', 'perSecond is 101'],
  ['no attempt', () => ({ setAsideAfter: 0 }), 'RedriveOutOfRange', 'setAsideAfter is 0'],
  ['a prop that does not exist', () => ({ perSecnd: 1 }), 'PropUnknown', 'did you mean "perSecond"?'],
])('fails on %s', (_, change, code, fragment) => {
  const failure = failureOf(() => given(change));
  expect(failure).toMatchObject({ codes: [code], path: 'Billing/Redrive' });
  expect(failure.message).toContain(fragment);
});

import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  Chain,
  DefinitionBody,
  Errors,
  Fail,
  type IChainable,
  IntegrationPattern,
  JsonPath,
  Map,
  Parallel,
  Pass,
  StateMachine,
  Succeed,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { WorkflowGuard } from '../../lib/workflow';
import { failureOf } from '../support/failure';
import { fn, machineOf, path, shop, TIMEOUT } from './support/workflow';

function call(stack: Stack, id: string, props: object = {}): LambdaInvoke {
  return new LambdaInvoke(stack, id, { lambdaFunction: fn(stack, 'Pay'), ...props });
}

function guarded(define: (stack: Stack) => IChainable, props: object = {}) {
  const stack = shop();
  const definition = define(stack);
  new WorkflowGuard(stack, 'Guard', { definition, ...props });
  new StateMachine(stack, 'Orders', { definitionBody: DefinitionBody.fromChainable(definition) });
  const template = Template.fromStack(stack);
  return { stack, template, machine: machineOf(template) };
}

test("a Task of CDK's defaults is tried again after every error, ends, and its failure is kept", () => {
  const { machine } = guarded(stack => call(stack, 'Charge').next(new Succeed(stack, 'Done')));
  const { Charge } = machine.States;
  expect(Charge.Retry).toEqual([
    { ErrorEquals: ['States.Runtime', 'States.DataLimitExceeded'], MaxAttempts: 0 },
    expect.objectContaining({ MaxAttempts: 6, MaxDelaySeconds: 60, JitterStrategy: 'FULL' }),
  ]);
  expect(Charge.TimeoutSeconds).toBe(TIMEOUT + 5);
  expect(path(machine, { Charge: 'Error' })).toEqual(['Charge', 'Keep', 'Failed']);
  expect(path(machine)).toEqual(['Charge', 'Done']);
});

test('the letter has the error, the execution and what came in, and may be sent', () => {
  const { machine, template } = guarded(stack => call(stack, 'Charge'));
  expect(machine.States.Keep).toMatchObject({
    Parameters: {
      MessageBody: { 'execution.$': '$$.Execution.Id', 'input.$': '$$.Execution.Input', 'error.$': '$' },
    },
    TimeoutSeconds: 10,
  });
  expect(machine.States.Failed).toMatchObject({ Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sqs:SendMessage' })]) },
  });
});

test('what a Task says of its own remains', () => {
  const { machine } = guarded(stack => {
    const charge = call(stack, 'Charge', {
      retryOnServiceExceptions: false,
      taskTimeout: Timeout.duration(Duration.hours(1)),
    });
    charge.addRetry({ errors: ['Busy'], maxAttempts: 2 });
    charge.addCatch(new Fail(stack, 'Mine'), { errors: [Errors.ALL] });
    return charge;
  });
  const { Charge } = machine.States;
  expect(Charge.Retry).toEqual([{ ErrorEquals: ['Busy'], MaxAttempts: 2 }]);
  expect(Charge.TimeoutSeconds).toBe(3600);
  expect(Charge.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Mine' }]);
});

test('Tasks within a Parallel and a Map are tried again and end, and the whole catches', () => {
  const { machine } = guarded(stack =>
    Chain.start(new Parallel(stack, 'Both').branch(call(stack, 'Left'), new Pass(stack, 'Right'))).next(
      new Map(stack, 'Each').itemProcessor(call(stack, 'Item')),
    ),
  );
  const { Both, Each } = machine.States;
  const item = (Each as unknown as { ItemProcessor: typeof machine }).ItemProcessor.States.Item;
  for (const task of [Both.Branches[0].States.Left, item]) {
    expect(task.TimeoutSeconds).toBe(TIMEOUT + 5);
    expect(task.Retry[1]).toMatchObject({ JitterStrategy: 'FULL' });
    expect(task.Catch).toBeUndefined();
  }
  expect(path(machine, { Both: 'Error' })).toEqual(['Both', 'Keep', 'Failed']);
  expect(path(machine, { Each: 'Error' })).toEqual(['Both', 'Each', 'Keep', 'Failed']);
});

test('a Task that calls no function may take a quarter of an hour, by default', () => {
  const publish = (stack: Stack): SnsPublish =>
    new SnsPublish(stack, 'Tell', { topic: new Topic(stack, 'Topic'), message: TaskInput.fromText('done') });
  expect(guarded(publish).machine.States.Tell.TimeoutSeconds).toBe(900);
  const props = { taskTimeout: Duration.minutes(1) };
  expect(guarded(publish, props).machine.States.Tell.TimeoutSeconds).toBe(60);
});

test('a Task that waits for an answer is left to wait, with a warning', () => {
  const { machine, stack } = guarded(each =>
    call(each, 'Approve', {
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject({ token: JsonPath.taskToken }),
    }),
  );
  expect(machine.States.Approve.TimeoutSeconds).toBeUndefined();
  Annotations.fromStack(stack).hasWarning('/Shop/Guard', Match.stringLikeRegexp('"Shop/Approve" waits.*taskWaits'));
});

test('fails where there is nothing to guard', () => {
  const failure = failureOf(() => guarded(stack => new Pass(stack, 'Nothing')));
  expect(failure).toMatchObject({ codes: ['WorkflowGuardUnused'], path: 'Shop/Guard' });
});

test('fails without a definition', () => {
  expect(failureOf(() => new WorkflowGuard(shop(), 'Guard', {} as never)).codes).toEqual(['PropMissing']);
});

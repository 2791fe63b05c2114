import { Function } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { WorkflowStep } from '../../lib/workflow';
import { failureOf } from '../support/failure';
import { fn, shop } from './support/workflow';

describe('a step fails', () => {
  test('without a function', () => {
    expect(failureOf(() => WorkflowStep.invoke('Charge', {} as never)).codes).toEqual(['FunctionMissing']);
  });

  test.each(['', 'charge card', '1st', 'Charge.Card', 'x'.repeat(61)])('that is called %p', name => {
    const { codes, path } = failureOf(() => WorkflowStep.invoke(name, { function: fn(shop(), 'Pay') }));
    expect(codes).toEqual(['WorkflowStepNameInvalid']);
    expect(path).toBe(`WorkflowStep "${name}"`);
  });

  test('that is taken back by doing it again', () => {
    const pay = fn(shop(), 'Pay');
    expect(failureOf(() => WorkflowStep.invoke('Charge', { function: pay, undo: pay })).codes).toEqual([
      'WorkflowUndoConflict',
    ]);
  });

  test('whose attempts would run at the same time', () => {
    const options = { function: fn(shop(), 'Pay'), timeout: Duration.seconds(9) };
    const { codes, message } = failureOf(() => WorkflowStep.invoke('Charge', options));
    expect(codes).toEqual(['WorkflowStepTimeoutTooShort']);
    expect(message).toContain('may take 10 s');
  });

  test('with a timeout of a part of a second', () => {
    const options = { function: fn(shop(), 'Pay'), timeout: Duration.millis(500) };
    expect(failureOf(() => WorkflowStep.invoke('Charge', options)).codes).toContain('WorkflowStepTimeoutOutOfRange');
  });

  test('that waits for no time, or for too long', () => {
    for (const time of [Duration.seconds(0), Duration.millis(1500), Duration.days(366)]) {
      expect(failureOf(() => WorkflowStep.wait('Cooling', time)).codes).toEqual(['WorkflowWaitOutOfRange']);
    }
  });

  test('that waits beside others', () => {
    const wait = WorkflowStep.wait('Cooling', Duration.seconds(1));
    const { codes, message } = failureOf(() => WorkflowStep.parallel('Tell', [wait]));
    expect(codes).toEqual(['WorkflowBranchUnsupported']);
    expect(message).toContain('"Cooling"');
  });

  test('with a misspelt option', () => {
    const options = { function: fn(shop(), 'Pay'), rety: 3 } as never;
    expect(failureOf(() => WorkflowStep.invoke('Charge', options)).message).toContain('did you mean "retry"');
  });
});

test('a step of an imported function may take as long as Lambda takes at most', () => {
  const pay = Function.fromFunctionArn(shop(), 'Pay', 'arn:aws:lambda:eu-west-1:123456789012:function:pay');
  expect(WorkflowStep.invoke('Charge', { function: pay })._bind()).toMatchObject({ timeout: 905 });
});

import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { Alarms } from '../../lib/observability';
import { DeadLetters } from '../../lib/dead-letters';
import { Retry, WorkflowStep } from '../../lib/workflow';
import { code } from '../function/support/resilient-function';
import { failureOf } from '../support/failure';
import { booking, bookingSteps, fn, machineOf, path, shop } from './support/workflow';

const MACHINE = 'AWS::StepFunctions::StateMachine';

function synthesized(...given: Parameters<typeof booking>): Template {
  return Template.fromStack(Stack.of(booking(...given)));
}

describe('a workflow', () => {
  test('does its steps in their order', () => {
    expect(path(machineOf(synthesized()))).toEqual(['Begin Workflow', 'Reserve', 'Charge', 'Mail', 'Return Results']);
  });

  test('is eight resources beside its functions, and what a stack has once', () => {
    const stack = shop();
    bookingSteps(stack);
    const before = Object.keys(Template.fromStack(stack).toJSON().Resources as object);
    const again = shop();
    booking({}, again);
    const { Resources } = Template.fromStack(again).toJSON() as { Resources: Record<string, { Type: string }> };
    const own = Object.keys(Resources).filter(id => !before.includes(id) && !id.startsWith('ResilienceParts'));
    const once = ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'];
    expect(
      own
        .map(id => Resources[id].Type)
        .filter(type => !once.includes(type))
        .sort(),
    ).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::IAM::Role',
      'AWS::Logs::LogGroup',
      'AWS::SQS::Queue',
      MACHINE,
    ]);
  });

  test('tells each function the execution, the step, what came in, and the results so far', () => {
    expect(machineOf(synthesized()).States.Charge.Parameters).toEqual({
      'execution.$': '$$.Execution.Name',
      'input.$': '$$.Execution.Input',
      'results.$': '$.results',
      step: 'Charge',
    });
  });

  test('is durable, logs its steps without what they carry, and is traced', () => {
    synthesized().hasResourceProperties(MACHINE, {
      StateMachineType: Match.absent(),
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
      TracingConfiguration: { Enabled: true },
    });
  });

  test('may call its functions and send letters, and nothing else', () => {
    const template = synthesized();
    const [role] = Object.values(template.findResources('AWS::IAM::Role')).filter(({ Properties }) =>
      JSON.stringify(Properties).includes('states.amazonaws.com'),
    );
    const [{ PolicyDocument }] = (role.Properties as { Policies: { PolicyDocument: { Statement: object[] } }[] })
      .Policies;
    expect(PolicyDocument.Statement).toMatchObject([
      { Action: 'lambda:InvokeFunction', Resource: Array(5).fill({ 'Fn::GetAtt': expect.any(Array) as unknown }) },
      { Action: 'sqs:SendMessage' },
      { Action: expect.arrayContaining(['xray:PutTraceSegments']) as unknown },
    ]);
  });

  test('invokes a ResilientFunction through its live alias', () => {
    const stack = shop();
    const charge = new ResilientFunction(stack, 'Pay', { code, handler: 'index.handler' });
    const template = synthesized({ steps: [WorkflowStep.invoke('Charge', { function: charge })] }, stack);
    expect(machineOf(template).States.Charge.Resource).toMatch(/^<PayAlias/);
  });

  test('without anything to take back has no dead letters, and fails with the step that failed', () => {
    const stack = shop();
    const template = synthesized({ steps: [WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay') })] }, stack);
    template.resourceCountIs('AWS::SQS::Queue', 0);
    const machine = machineOf(template);
    expect(path(machine, { Charge: 'Error' }).at(-1)).toBe('Fail StepFailed');
    expect(machine.States['Fail StepFailed']).toEqual({
      Type: 'Fail',
      Error: 'StepFailed',
      CausePath: 'States.JsonToString($.failed)',
    });
  });

  test('waits where a step says so', () => {
    const stack = shop();
    const steps = [WorkflowStep.wait('Cooling', Duration.hours(1)), ...bookingSteps(stack)];
    expect(machineOf(synthesized({ steps }, stack)).States.Cooling).toEqual({
      Type: 'Wait',
      Seconds: 3600,
      Next: 'Reserve',
    });
  });
});

describe('a step that fails', () => {
  test('is tried again six times with full jitter and a cap, by default', () => {
    expect(machineOf(synthesized()).States.Mail.Retry).toEqual([
      { ErrorEquals: ['States.Runtime', 'States.DataLimitExceeded'], MaxAttempts: 0 },
      {
        ErrorEquals: expect.arrayContaining([
          'Lambda.TooManyRequestsException',
          'States.Timeout',
          'States.TaskFailed',
        ]) as unknown,
        IntervalSeconds: 2,
        MaxAttempts: 6,
        BackoffRate: 2,
        MaxDelaySeconds: 60,
        JitterStrategy: 'FULL',
      },
    ]);
  });

  test('is not tried again after an error that is fatal: it comes before the wildcard', () => {
    expect(machineOf(synthesized()).States.Charge.Retry[0]).toEqual({
      ErrorEquals: ['CardRefused', 'States.Runtime', 'States.DataLimitExceeded'],
      MaxAttempts: 0,
    });
  });

  test('has the timeout of its function, and time for the answer', () => {
    expect(machineOf(synthesized()).States.Charge.TimeoutSeconds).toBe(15);
  });

  test('leads to what was done before it being taken back, the newest first', () => {
    expect(path(machineOf(synthesized()), { Mail: 'Error' }).slice(3)).toEqual([
      'Mail',
      'Undo Charge',
      'Undo Reserve',
      'Fail Compensated',
    ]);
  });

  test('is not taken back itself where it answered that it failed', () => {
    const done = path(machineOf(synthesized()), { Charge: 'CardRefused' });
    expect(done.slice(2)).toEqual(['Charge', 'Undo Reserve', 'Fail Compensated']);
  });

  test.each(['States.Timeout', 'Lambda.Unknown', 'Sandbox.Timedout', 'Lambda.ServiceException'])(
    'is taken back as well after %s: nobody knows whether it was done',
    error => {
      const done = path(machineOf(synthesized()), { Charge: error });
      expect(done.slice(2)).toEqual(['Charge', 'Undo Charge', 'Undo Reserve', 'Fail Compensated']);
    },
  );

  test('and cannot be taken back is a dead letter, and the execution says so', () => {
    const machine = machineOf(synthesized());
    const done = path(machine, { Mail: 'Error', 'Undo Charge': 'Error' });
    expect(done.slice(4)).toEqual(['Undo Charge', 'Keep Charge', 'Fail CompensationFailed']);
    expect(machine.States['Keep Charge'].Parameters).toMatchObject({
      MessageBody: {
        'execution.$': '$$.Execution.Id',
        step: 'Charge',
        'error.$': '$.undoError',
        remaining: ['Reserve'],
      },
    });
  });

  test('is taken back patiently', () => {
    expect(machineOf(synthesized()).States['Undo Charge'].Retry[1]).toMatchObject({
      IntervalSeconds: 5,
      MaxAttempts: 12,
      MaxDelaySeconds: 900,
      JitterStrategy: 'FULL',
    });
  });

  test('never ends in success: no state after a Catch does', () => {
    const { States } = machineOf(synthesized());
    const ends = Object.entries(States).filter(([, { Type }]) => Type === 'Succeed' || Type === 'Fail');
    expect(ends.map(([name]) => name)).toEqual(['Return Results', 'Fail Compensated', 'Fail CompensationFailed']);
    expect(Object.values(States).filter(({ Next }) => Next === 'Return Results')).toEqual([States.Mail]);
  });

  test('without dead letters fails at once, and synthesis warns', () => {
    const stack = shop();
    const machine = machineOf(synthesized({ deadLetters: DeadLetters.none() }, stack));
    expect(path(machine, { Mail: 'Error', 'Undo Charge': 'Error' }).at(-1)).toBe('Fail CompensationFailed');
    Annotations.fromStack(stack).hasWarning('/Shop/Booking', Match.stringLikeRegexp('keeps no dead letters'));
  });
});

describe('steps at the same time', () => {
  function telling(stack = shop()) {
    const invoke = (id: string, undo?: string): WorkflowStep =>
      WorkflowStep.invoke(id, { function: fn(stack, `Do${id}`), undo: undo ? fn(stack, undo) : undefined });
    const steps = [
      invoke('Reserve', 'Release'),
      WorkflowStep.parallel('Tell', [invoke('Mail', 'Unmail'), invoke('Sms')]),
      invoke('Close'),
    ];
    return machineOf(synthesized({ steps }, stack));
  }

  test('go on together when all are done', () => {
    const machine = telling();
    const [choice] = machine.States['All of Tell?'].Choices;
    expect(choice).toEqual({
      And: [
        { Variable: '$.branches.Tell.Mail.outcome', StringEquals: 'done' },
        { Variable: '$.branches.Tell.Sms.outcome', StringEquals: 'done' },
      ],
      Next: 'Close',
    });
  });

  test('are each done to their end: a branch ends as an outcome, and not as an error', () => {
    const [mail] = telling().States.Tell.Branches;
    expect(path(mail, { Mail: 'Error' })).toEqual(['Mail', 'Mail failed']);
    expect(path(mail, { Mail: 'States.Timeout' })).toEqual(['Mail', 'Mail unknown']);
    expect(path(mail)).toEqual(['Mail', 'Mail done']);
  });

  test('are taken back where they did not fail, before what came earlier', () => {
    const machine = telling();
    expect(path(machine).slice(-6)).toEqual([
      'All of Tell?',
      'Failure of Tell',
      'Undo Mail If Done',
      'Undo Mail',
      'Undo Reserve',
      'Fail Compensated',
    ]);
    expect(machine.States['Undo Mail If Done'].Choices).toEqual([
      { Variable: '$.branches.Tell.Mail.outcome', StringEquals: 'failed', Next: 'Undo Reserve' },
    ]);
  });
});

describe('the time limit', () => {
  /** 7 attempts of 15 s, and waits of 2, 4, 8, 16, 32 and 60 s. */
  const STANDARD = 7 * 15 + 122;
  /** 13 attempts of 15 s; 5, 10, 20 … 640, and 15 minutes four times. */
  const PATIENT = 13 * 15 + 1275 + 4 * 900;
  const LETTER = 7 * 10 + 122;

  test('is what all steps, and all that takes them back, need at their slowest', () => {
    const { timeout } = booking();
    expect(timeout.toSeconds()).toBe(3 * STANDARD + 2 * PATIENT + LETTER);
  });

  test('counts the slowest of the steps at the same time', () => {
    const stack = shop();
    const invoke = (id: string, retry: Retry): WorkflowStep =>
      WorkflowStep.invoke(id, { function: fn(stack, `Do${id}`), retry });
    const steps = [WorkflowStep.parallel('Tell', [invoke('Mail', Retry.none()), invoke('Sms', Retry.standard())])];
    expect(booking({ steps }, stack).timeout.toSeconds()).toBe(STANDARD);
  });

  test('fails when it is too short, with the arithmetic', () => {
    const stack = shop();
    const steps = [
      WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay') }),
      WorkflowStep.wait('Cooling', Duration.seconds(30)),
    ];
    const failure = failureOf(() => booking({ steps, timeout: Duration.minutes(4) }, stack));
    expect(failure.codes).toEqual(['WorkflowTimeoutTooShort']);
    expect(failure.message).toContain('Charge: 7 × 15 + 2 + 4 + 8 + 16 + 32 + 60 = 227 s; Cooling: 30 s');
    expect(failure.message).toContain('257 s > 240 s');
    expect(failure.path).toBe('Shop/Booking');
  });

  test('of exactly what is needed is taken', () => {
    const stack = shop();
    const steps = [WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay') })];
    expect(booking({ steps, timeout: Duration.seconds(STANDARD) }, stack).timeout.toSeconds()).toBe(STANDARD);
  });

  test('fails for an EXPRESS workflow that may need more than five minutes', () => {
    const failure = failureOf(() => booking({ type: StateMachineType.EXPRESS }));
    expect(failure.codes).toEqual(['WorkflowTimeoutTooShort']);
    expect(failure.message).toContain('> 300 s');
  });
});

test('an EXPRESS workflow with something to take back warns: it may run twice', () => {
  const retry = Retry.quick({ attempts: 1 });
  const warned = (undo?: string): Annotations => {
    const stack = shop();
    const options = { function: fn(stack, 'Pay'), undo: undo ? fn(stack, undo) : undefined, retry, undoRetry: retry };
    booking({ steps: [WorkflowStep.invoke('Charge', options)], type: StateMachineType.EXPRESS }, stack);
    return Annotations.fromStack(stack);
  };
  warned('Refund').hasWarning('/Shop/Booking', Match.stringLikeRegexp('runs at least once.*expressUndo'));
  warned().hasNoWarning('/Shop/Booking', Match.stringLikeRegexp('EXPRESS'));
});

describe('the alarms', () => {
  test('are on executions that fail, take too long and are throttled, and on dead letters', () => {
    const template = synthesized();
    for (const MetricName of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionThrottled']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/States',
        MetricName,
        Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: Match.stringLikeRegexp('^BookingMachine') } }],
        TreatMissingData: 'notBreaching',
      });
    }
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible' });
  });

  test('are none with Alarms.none()', () => {
    expect(booking({ alarms: Alarms.none() }).alarms).toEqual([]);
  });
});

describe('fails', () => {
  test.each([[[]], [undefined], ['Charge'], [[{}]]])('on steps that are none: %p', steps => {
    expect(failureOf(() => booking({ steps: steps as never })).codes).toContain('WorkflowStepMissing');
  });

  test('on two steps of one name, of which one may be in a parallel step', () => {
    const stack = shop();
    const charge = (): WorkflowStep => WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay') });
    const steps = [charge(), WorkflowStep.parallel('Both', [charge()])];
    expect(failureOf(() => booking({ steps }, stack)).codes).toEqual(['WorkflowStepRepeated']);
  });

  test('on a function of another region', () => {
    const steps = [WorkflowStep.invoke('Charge', { function: fn(shop('us-east-1'), 'Pay') })];
    const { codes, message } = failureOf(() => booking({ steps }));
    expect(codes).toEqual(['WorkflowStepOfOtherRegion']);
    expect(message).toContain('"us-east-1"');
  });

  test('on retries whose events an execution has no room for', () => {
    const stack = shop();
    const retry = Retry.quick({ attempts: 10_000 });
    const steps = [WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay'), retry })];
    const { codes, message } = failureOf(() => booking({ steps }, stack));
    expect(codes).toEqual(['WorkflowHistoryTooLong']);
    expect(message).toContain('after 25000');
  });

  test('on a time limit that Step Functions does not take', () => {
    expect(failureOf(() => booking({ timeout: Duration.days(366) })).codes).toEqual(['WorkflowTimeoutOutOfRange']);
  });
});

import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { Alarms } from '../observability/alarms';
import { type AlarmSpec } from '../observability/alarm-spec';
import { pathInStack } from '../private/path-in-stack';
import { renderDefinition } from './definition';
import { createLoggedMachine, invokeRight, letterRights } from './logged-machine';
import { type Plan, undoablesOf } from './plan';
import { type RetryingWorkflowProps } from './retrying-workflow-props';
import { validateWorkflowProps } from './workflow-limits';
import { callsOf, type Step } from './step';

/**
 * Steps that are all done, or taken back.
 *
 * Guarantees that a step which fails is tried again with waits that grow and are spread, for as long as it may take; that a
 * workflow which cannot go on takes back what its steps did, the newest first, and fails; that what cannot be taken back is
 * kept as a dead letter, with all that a person needs to do it; and that at its slowest all of this fits into its time limit.
 * A step whose end nobody knows, because it took too long or its answer was lost, is taken back too.
 *
 * Creates a state machine, a role that may call these functions and no others, a log of the steps without what they carry, a
 * dead-letter queue with its alarm, and alarms on executions that fail, take too long, or are throttled.
 *
 * Does not run anywhere but in its region: executions of a lost region wait, and go on after its return. A step may be done
 * more than once: the name of the execution and the step, which each function is told, are the key by which it notices.
 *
 * Fails with `WorkflowTimeoutTooShort`, with the arithmetic, where a time limit would end it before all is taken back; with
 * `WorkflowStepMissing`, `WorkflowStepRepeated`, `WorkflowStepOfOtherRegion`, `WorkflowHistoryTooLong` or
 * `WorkflowTimeoutOutOfRange` for what Step Functions would refuse, now or later.
 *
 * @example
 * new RetryingWorkflow(stack, 'Booking', {
 *   steps: [
 *     WorkflowStep.invoke('Reserve', { function: reserve, undo: release }),
 *     WorkflowStep.invoke('Charge', { function: charge, undo: refund, fatal: ['CardRefused'] }),
 *   ],
 * });
 */
export class RetryingWorkflow extends Construct {
  /** The state machine. */
  readonly machine: StateMachine;

  /** Queue of what could not be taken back; undefined where no step has an `undo`, and with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  /** The alarms on executions; empty with `Alarms.none()`. Those on dead letters belong to their queue. */
  readonly alarms: Alarm[];

  /** After which time an execution is ended: not less than it needs at its slowest. */
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: RetryingWorkflowProps) {
    super(scope, id);
    const { steps, timeout } = validateWorkflowProps(this, props);
    const alarms = props.alarms ?? Alarms.recommended();
    this.timeout = Duration.seconds(timeout);
    this.deadLetterQueue = this.provideDeadLetters(props, steps, alarms);
    this.machine = this.createMachine({ steps, queue: this.deadLetterQueue }, props);
    this.alarms = alarms._bind(this, this.renderAlarms());
  }

  /** Lets somebody start executions. */
  grantStartExecution(grantee: IGrantable): Grant {
    return this.machine.grantStartExecution(grantee);
  }

  /** A metric of the executions, such as `ExecutionsSucceeded`. */
  metric(metricName: string, options?: MetricOptions): Metric {
    return this.machine.metric(metricName, options);
  }

  /** Executions that failed, the compensated ones too: a sum over 5 minutes. */
  metricFailed(options?: MetricOptions): Metric {
    return this.machine.metricFailed({ statistic: 'Sum', ...options });
  }

  private provideDeadLetters(props: RetryingWorkflowProps, steps: readonly Step[], alarms: Alarms): IQueue | undefined {
    if (undoablesOf(steps).length === 0) return undefined;
    return (props.deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms);
  }

  private createMachine(plan: Plan, { type }: RetryingWorkflowProps): StateMachine {
    const definition = Stack.of(this).toJsonString(renderDefinition(plan));
    return createLoggedMachine(this, {
      definition: DefinitionBody.fromString(definition),
      type,
      timeout: this.timeout,
      rights: [invokeRight(functionArnsOf(plan)), ...(plan.queue ? letterRights(plan.queue) : [])],
    });
  }

  private renderAlarms(): AlarmSpec[] {
    const of = `of ${pathInStack(this)}`;
    const options = { statistic: 'Sum' };
    return [
      {
        id: 'FailedAlarm',
        signal: 'failure',
        metric: this.machine.metricFailed(options),
        description: `Executions ${of} failed: their error says whether all was taken back. See the failed step in the console.`,
      },
      {
        id: 'TimedOutAlarm',
        signal: 'failure',
        metric: this.machine.metricTimedOut(options),
        description: `Executions ${of} were ended by their time limit, and nothing was taken back: see their last step.`,
      },
      {
        id: 'ThrottledAlarm',
        signal: 'failure',
        urgency: 'ticket',
        metric: this.machine.metricThrottled(options),
        description: `Executions ${of} wait, because the account makes more state transitions than its quota: ask for a higher one.`,
      },
    ];
  }
}

/** Each once, in the order of the steps. */
function functionArnsOf({ steps }: Plan): string[] {
  const called = callsOf(steps).flatMap(({ function: target, undo }) => (undo ? [target, undo.function] : [target]));
  return [...new Set(called.map(({ functionArn }) => functionArn))];
}

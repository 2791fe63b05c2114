import { type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { type Duration } from 'aws-cdk-lib/core';
import { type DeadLetters } from '../dead-letters/dead-letters';
import { type Alarms } from '../observability/alarms';
import { type WorkflowStep } from './workflow-step';

/** What a workflow does, one step after the other. */
export interface RetryingWorkflowProps {
  /** The steps, in their order. */
  readonly steps: WorkflowStep[];

  /**
   * After which time an execution is ended, in whole seconds. Nothing is taken back then, so it is not less than all steps,
   * and all that takes them back, need at their slowest.
   *
   * @default - exactly that time
   */
  readonly timeout?: Duration;

  /**
   * Whether an execution is durable and runs once (STANDARD, up to a year), or is cheap, runs at least once and at most
   * 5 minutes (EXPRESS). Another value replaces the machine.
   *
   * @default StateMachineType.STANDARD
   */
  readonly type?: StateMachineType;

  /**
   * Where it is kept what could not be taken back. Unused where no step has an `undo`.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Alarms on executions that fail, take too long or are throttled, and on dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

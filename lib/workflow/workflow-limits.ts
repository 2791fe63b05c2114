import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { EXECUTION } from '../limits/step-functions';
import { isWholeWithin } from '../limits/range';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { anything, duration, objectWith, oneOf, type PropKinds, validateProps } from '../private/props';
import { undoablesOf } from './plan';
import { type RetryingWorkflowProps } from './retrying-workflow-props';
import { callsOf, type Step } from './step';
import { WorkflowStep } from './workflow-step';
import { mostEvents, total, type WorstTime, worstTimes } from './worst-case';

const KNOWN_PROPS: PropKinds<RetryingWorkflowProps> = {
  steps: anything,
  timeout: duration,
  type: oneOf(StateMachineType),
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** What a workflow does, and how many seconds it may take. */
export interface WorkflowFigures {
  readonly steps: readonly Step[];
  readonly timeout: number;
}

/** Throws all that is wrong with a workflow, and warns of what is weaker than it looks. */
export function validateWorkflowProps(scope: Construct, props: RetryingWorkflowProps): WorkflowFigures {
  const found = validateProps(scope, props, KNOWN_PROPS, problems => {
    const steps = WorkflowStep._check(props.steps, problems);
    checkRegions(scope, steps, problems);
    const timeout = checkTimes(steps, props, problems);
    return { steps, timeout };
  });
  if (props.type === StateMachineType.EXPRESS && undoablesOf(found.steps).length > 0) warnOfExpress(scope);
  return found;
}

/** Step Functions calls functions of its own region: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
function checkRegions(scope: Construct, steps: readonly Step[], problems: Problems): void {
  const here = Stack.of(scope).region;
  for (const { name, function: target, undo } of callsOf(steps)) {
    for (const called of undo ? [target, undo.function] : [target]) {
      const there = called.env.region;
      if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) continue;
      problems.add(
        'WorkflowStepOfOtherRegion',
        `"${name}" calls "${called.node.path}" in "${there}", and the workflow is in "${here}"; give a function of its region`,
      );
    }
  }
}

/** @returns seconds after which the workflow is ended, whatever it was about to do */
function checkTimes(steps: readonly Step[], { timeout, type }: RetryingWorkflowProps, problems: Problems): number {
  const plan = { steps };
  const events = mostEvents(plan);
  if (events > EXECUTION.mostEvents) {
    problems.add(
      'WorkflowHistoryTooLong',
      `the steps may write ${events} events into the history of an execution, which is ended after ${EXECUTION.mostEvents}; retry less often, or start a second workflow from a step`,
    );
    return 0;
  }
  const times = worstTimes(plan);
  const worst = Math.ceil(total(times.map(({ seconds }) => seconds)));
  const { express, standard } = EXECUTION.longestSeconds;
  const longest = type === StateMachineType.EXPRESS ? express : standard;
  const given = timeout?.toSeconds({ integral: false });
  if (given !== undefined && !isWholeWithin(given, { least: 1, most: longest })) {
    problems.add(
      'WorkflowTimeoutOutOfRange',
      `timeout is ${durationText(timeout)}; give whole seconds, up to ${longest}`,
    );
  } else if (worst > (given ?? longest)) {
    problems.add('WorkflowTimeoutTooShort', tooShort(times, worst, given ?? longest));
  }
  return given ?? worst;
}

/** The arithmetic: an execution that is ended by its time limit takes nothing back. */
function tooShort(times: readonly WorstTime[], worst: number, limit: number): string {
  const sums = times.map(({ what, seconds, sum }) =>
    sum ? `${what}: ${sum} = ${seconds} s` : `${what}: ${seconds} s`,
  );
  return (
    `at their slowest the steps take ${worst} s > ${limit} s, after which the execution is ended and nothing is taken back: ` +
    `${sums.join('; ')}; retry less, such as Retry.quick(), or give a timeout of ${durationText(Duration.seconds(worst))}`
  );
}

function warnOfExpress(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:expressUndo',
    `"${scope.node.path}" is an EXPRESS workflow, which runs at least once: a step may be done by one run and taken back by another; use StateMachineType.STANDARD`,
  );
}

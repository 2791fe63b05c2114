import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Duration } from 'aws-cdk-lib/core';
import { timeoutOf } from '../function/function-timeout';
import { isWholeWithin } from '../limits/range';
import { EXECUTION } from '../limits/step-functions';
import { durationText } from '../private/duration-text';
import { Problems } from '../private/errors';
import { duration, listOf, objectWith, type PropKinds, text, validateProps } from '../private/props';
import { Retry } from './retry';
import { callSeconds, callsOf, type CallStep, type Step } from './step';

/** What a step does, and what becomes of it when it fails. */
export interface InvokeStepOptions {
  /** Function that does the step. Pass a `ResilientFunction`, and its live alias does. */
  readonly function: IFunction;

  /**
   * Function that takes the step back when the workflow fails later. It has to bear that it is called twice, and that the
   * step was not done after all.
   *
   * @default - what the step did remains
   */
  readonly undo?: IFunction;

  /**
   * How often taking it back is tried again.
   *
   * @default Retry.patient()
   */
  readonly undoRetry?: Retry;

  /**
   * How often the step is tried again.
   *
   * @default Retry.standard()
   */
  readonly retry?: Retry;

  /**
   * Names of errors after which the step is not tried again, such as the `name` of what a Node.js function throws.
   *
   * @default - every error is tried again
   */
  readonly fatal?: string[];

  /**
   * How long one attempt may take, in whole seconds; not less than the timeout of the function.
   *
   * @default - the timeout of the function plus 5 seconds; 905 seconds where that is not known, as of an imported function
   */
  readonly timeout?: Duration;
}

const KNOWN_PROPS: PropKinds<InvokeStepOptions> = {
  function: objectWith('functionArn', 'a function'),
  undo: objectWith('functionArn', 'a function'),
  undoRetry: objectWith('_bind', 'a Retry, such as Retry.patient()'),
  retry: objectWith('_bind', 'a Retry, such as Retry.standard()'),
  fatal: listOf(text),
  timeout: duration,
};

/** Names that AWS's reference paths take without quotes, and room for the names of the states around them. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const LONGEST_NAME = EXECUTION.longestStateName - 20;

/** One step of a `RetryingWorkflow`. Its name is the one of its result, and of its state on AWS's console. */
export abstract class WorkflowStep {
  /**
   * Calls a function.
   *
   * Fails with `FunctionMissing`, `WorkflowStepNameInvalid`, `WorkflowUndoConflict` where the step would be taken back by
   * doing it again, and with `WorkflowStepTimeoutTooShort` or `WorkflowStepTimeoutOutOfRange`.
   */
  static invoke(name: string, options: InvokeStepOptions): WorkflowStep {
    return validateProps(`WorkflowStep "${name}"`, options, KNOWN_PROPS, problems => {
      checkName(name, problems);
      checkFunctions(options, problems);
      checkTimeout(options, problems);
      return new GivenStep(() => renderCall(name, options));
    });
  }

  /**
   * Does several steps at the same time, and goes on when all are done. Where one fails, the others are done to their end,
   * so that it is known what has to be taken back. The result has that of each step by its name.
   *
   * Fails with `WorkflowStepMissing`, `WorkflowStepRepeated`, and with `WorkflowBranchUnsupported` for what calls no function.
   */
  static parallel(name: string, steps: WorkflowStep[]): WorkflowStep {
    return Problems.collect(`WorkflowStep "${name}"`, problems => {
      checkName(name, problems);
      const bound = WorkflowStep._check(steps, problems);
      const branches = bound.filter(step => step.kind === 'invoke');
      for (const { name: inner } of bound.filter(step => step.kind !== 'invoke')) {
        problems.add(
          'WorkflowBranchUnsupported',
          `"${inner}" calls no function, and a parallel step does nothing else; put it before or after "${name}", or start a workflow of its own`,
        );
      }
      return new GivenStep(() => ({ kind: 'parallel', name, branches }));
    });
  }

  /** Waits, in whole seconds: at least one, and at most a year. Fails with `WorkflowWaitOutOfRange`. */
  static wait(name: string, time: Duration): WorkflowStep {
    return validateProps(`WorkflowStep "${name}"`, { time }, { time: duration }, problems => {
      checkName(name, problems);
      const seconds = time?.toSeconds({ integral: false });
      if (!isWholeWithin(seconds, EXECUTION.waitSeconds)) {
        problems.add('WorkflowWaitOutOfRange', `the wait is ${durationText(time)}; give whole seconds, up to a year`);
      }
      return new GivenStep(() => ({ kind: 'wait', name, seconds }));
    });
  }

  /**
   * Records what is no list of steps, and two steps of one name.
   *
   * @internal
   */
  static _check(steps: readonly WorkflowStep[] | undefined, problems: Problems): Step[] {
    const given = Array.isArray(steps) ? (steps as readonly unknown[]) : [];
    if (given.length === 0 || !given.every(step => step instanceof WorkflowStep)) {
      problems.add(
        'WorkflowStepMissing',
        `"steps" names no step, or something else; give one, such as WorkflowStep.invoke('Charge', { function: charge })`,
      );
      return [];
    }
    const bound = given.map(step => (step as WorkflowStep)._bind());
    checkNames(bound, problems);
    return bound;
  }

  /**
   * The step as it is rendered.
   *
   * @internal
   */
  abstract _bind(): Step;
}

class GivenStep extends WorkflowStep {
  constructor(private readonly render: () => Step) {
    super();
  }

  _bind(): Step {
    return this.render();
  }
}

function checkNames(steps: readonly Step[], problems: Problems): void {
  const names = steps.flatMap(step => [
    step.name,
    ...(step.kind === 'parallel' ? callsOf([step]) : []).map(call => call.name),
  ]);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    problems.add(
      'WorkflowStepRepeated',
      `two steps are called "${name}", and the result of one would replace the other's; give each a name of its own`,
    );
  }
}

function renderCall(name: string, options: InvokeStepOptions): CallStep {
  const {
    function: target,
    undo,
    undoRetry = Retry.patient(),
    retry = Retry.standard(),
    fatal = [],
    timeout,
  } = options;
  return {
    kind: 'invoke',
    name,
    function: target,
    timeout: timeout?.toSeconds() ?? callSeconds(target),
    retry: retry._bind(),
    fatal,
    undo: undo && { function: undo, timeout: callSeconds(undo), retry: undoRetry._bind() },
  };
}

function checkName(name: string, problems: Problems): void {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return;
  problems.add(
    'WorkflowStepNameInvalid',
    `the step is called ${JSON.stringify(name)}; give up to ${LONGEST_NAME} letters, digits and "_", beginning with a letter`,
  );
}

function checkFunctions({ function: target, undo }: InvokeStepOptions, problems: Problems): void {
  if (target === undefined) {
    problems.add('FunctionMissing', '"function" is missing, so the step does nothing; give a function');
  } else if (undo?.node.path === target.node.path) {
    problems.add(
      'WorkflowUndoConflict',
      `"undo" is "${target.node.path}", which does the step: it would be done again; give a function that takes it back`,
    );
  }
}

function checkTimeout({ function: target, timeout }: InvokeStepOptions, problems: Problems): void {
  if (timeout === undefined || target === undefined) return;
  const seconds = timeout.toSeconds({ integral: false });
  if (!isWholeWithin(seconds, EXECUTION.waitSeconds)) {
    problems.add('WorkflowStepTimeoutOutOfRange', `timeout is ${durationText(timeout)}; give whole seconds, 1 or more`);
  }
  const own = timeoutOf(target);
  if (own !== undefined && seconds < own) {
    problems.add(
      'WorkflowStepTimeoutTooShort',
      `timeout is ${durationText(timeout)} and "${target.node.path}" may take ${own} s: it would go on after the step was tried again; give ${own} s or more`,
    );
  }
}

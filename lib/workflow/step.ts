import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { timeoutOf } from '../function/function-timeout';
import { LAMBDA } from '../limits/lambda';

/** Until the answer of a function that took all its time has arrived. */
const ANSWER_SECONDS = 5;

/** How often a task is tried again, in seconds. */
export interface RetryFigures {
  readonly attempts: number;
  readonly interval: number;
  readonly backoffRate: number;
  readonly maxDelay: number;
}

/** A function, how long it may take, and how often it is tried again. */
export interface Call {
  readonly function: IFunction;
  readonly timeout: number;
  readonly retry: RetryFigures;
}

/** A step that calls a function. */
export interface CallStep extends Call {
  readonly kind: 'invoke';
  readonly name: string;
  readonly fatal: readonly string[];
  readonly undo?: Call;
}

/** A step that waits. */
interface WaitStep {
  readonly kind: 'wait';
  readonly name: string;
  readonly seconds: number;
}

/** Calls at the same time. */
export interface ParallelStep {
  readonly kind: 'parallel';
  readonly name: string;
  readonly branches: readonly CallStep[];
}

/** A step as it is rendered. */
export type Step = CallStep | WaitStep | ParallelStep;

/** How long a call of the function may take; as long as Lambda takes at most, where that is not known. */
export function callSeconds(target: IFunction): number {
  return (timeoutOf(target) ?? LAMBDA.timeoutSeconds.most) + ANSWER_SECONDS;
}

/** Every call of these steps, those of parallel ones too. */
export function callsOf(steps: readonly Step[]): CallStep[] {
  return steps.flatMap(step => {
    if (step.kind === 'wait') return [];
    return step.kind === 'parallel' ? step.branches : [step];
  });
}

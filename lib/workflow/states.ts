import { STATES_ERRORS } from '../limits/step-functions';
import { type Call, type RetryFigures } from './step';

/** States in the Amazon States Language, by name: https://states-language.net */
export type States = Record<string, Record<string, unknown>>;

export interface Catcher {
  readonly errors: readonly string[];
  readonly resultPath: string;
  readonly next: string;
}

/** What a function is told: the name of the execution and the step make a key that is the same for every attempt. */
const TOLD = {
  'execution.$': '$$.Execution.Name',
  'input.$': '$$.Execution.Input',
  'results.$': '$.results',
};

/** Where a task's result goes, and what comes after it. */
export interface CallPlace {
  /** Null throws the result away. */
  readonly resultPath: string | null;
  readonly next: string;
  readonly catchers: readonly Catcher[];
  /** Errors after which the function is not tried again. */
  readonly fatal?: readonly string[];
  /** What it is told besides. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** A task that calls a function. */
export function renderCall(call: Call, { resultPath, next, catchers, fatal = [], told }: CallPlace): States[string] {
  return {
    Type: 'Task',
    Resource: call.function.functionArn,
    Parameters: { ...TOLD, ...told },
    TimeoutSeconds: call.timeout,
    ResultPath: resultPath,
    Retry: renderRetry(call.retry, fatal),
    Catch: renderCatch(catchers),
    Next: next,
  };
}

/** What is final is told first: the wildcard after it would match it too. */
export function renderRetry(figures: RetryFigures, fatal: readonly string[] = []): object[] {
  const { ofService, timeout, taskFailed, final } = STATES_ERRORS;
  return [
    { ErrorEquals: [...fatal, ...final], MaxAttempts: 0 },
    {
      ErrorEquals: [...ofService, timeout, taskFailed],
      IntervalSeconds: figures.interval,
      MaxAttempts: figures.attempts,
      BackoffRate: figures.backoffRate,
      MaxDelaySeconds: figures.maxDelay,
      JitterStrategy: 'FULL',
    },
  ];
}

export function renderCatch(catchers: readonly Catcher[]): object[] {
  return catchers.map(({ errors, resultPath, next }) => ({ ErrorEquals: errors, ResultPath: resultPath, Next: next }));
}

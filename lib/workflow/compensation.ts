import { Aws } from 'aws-cdk-lib/core';
import { STATES_ERRORS } from '../limits/step-functions';
import { LETTER, type Plan, type Undoable, undoablesOf } from './plan';
import { renderCall, renderCatch, renderRetry, type States } from './states';
import { type Step } from './step';

/** How an execution ends that did not reach its end, by what its callers read as the error. */
const ENDINGS = {
  compensated: 'Compensated',
  notCompensated: 'CompensationFailed',
  failed: 'StepFailed',
} as const;

/** The state with which it begins to take these steps back. */
export function compensationOf(steps: readonly Step[], plan: Plan): string {
  const newest = undoablesOf(steps).at(-1);
  if (newest) return entryOf(newest);
  return failName(undoablesOf(plan.steps).length > 0 ? ENDINGS.compensated : ENDINGS.failed);
}

/** Takes the steps back one after the other, the newest first, and ends as a failure whatever comes of it. */
export function renderCompensation(plan: Plan): States {
  const undoables = undoablesOf(plan.steps);
  if (undoables.length === 0) return renderFail(ENDINGS.failed, '$.failed');
  const states: States = {};
  undoables.forEach((undoable, index) => {
    const next = index === 0 ? failName(ENDINGS.compensated) : entryOf(undoables[index - 1]);
    Object.assign(states, renderUndo(undoable, next, plan));
    if (plan.queue) states[keepName(undoable)] = renderLetter(undoable, undoables.slice(0, index), plan.queue.queueUrl);
  });
  return {
    ...states,
    ...renderFail(ENDINGS.compensated, '$.failed'),
    ...renderFail(ENDINGS.notCompensated, '$.undoError'),
  };
}

/** A branch that failed has nothing to take back; whether it did, only the execution knows. */
function renderUndo(undoable: Undoable, next: string, { queue }: Plan): States {
  const { name, undo, within } = undoable;
  const whenFailed = queue ? keepName(undoable) : failName(ENDINGS.notCompensated);
  const task = renderCall(undo, {
    resultPath: null,
    next,
    told: { step: name, 'failed.$': '$.failed' },
    catchers: [{ errors: [STATES_ERRORS.all], resultPath: '$.undoError', next: whenFailed }],
  });
  if (!within) return { [undoName(undoable)]: task };
  const failed = { Variable: `$.branches.${within}.${name}.outcome`, StringEquals: 'failed', Next: next };
  return {
    [entryOf(undoable)]: { Type: 'Choice', Choices: [failed], Default: undoName(undoable) },
    [undoName(undoable)]: task,
  };
}

/** What an operator needs to go on by hand. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
function renderLetter({ name }: Undoable, older: readonly Undoable[], queueUrl: string): States[string] {
  return {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::sqs:sendMessage`,
    Parameters: {
      QueueUrl: queueUrl,
      MessageBody: {
        'execution.$': '$$.Execution.Id',
        step: name,
        'error.$': '$.undoError',
        'failed.$': '$.failed',
        'input.$': '$$.Execution.Input',
        'results.$': '$.results',
        remaining: older.map(each => each.name).reverse(),
      },
    },
    TimeoutSeconds: LETTER.timeout,
    ResultPath: null,
    Retry: renderRetry(LETTER.retry),
    Catch: renderCatch([
      { errors: [STATES_ERRORS.all], resultPath: '$.letterError', next: failName(ENDINGS.notCompensated) },
    ]),
    Next: failName(ENDINGS.notCompensated),
  };
}

function renderFail(error: string, causePath: string): States {
  return { [failName(error)]: { Type: 'Fail', Error: error, CausePath: `States.JsonToString(${causePath})` } };
}

function entryOf(undoable: Undoable): string {
  return undoable.within ? `Undo ${undoable.name} If Done` : undoName(undoable);
}

function undoName({ name }: Undoable): string {
  return `Undo ${name}`;
}

function keepName({ name }: Undoable): string {
  return `Keep ${name}`;
}

function failName(error: string): string {
  return `Fail ${error}`;
}

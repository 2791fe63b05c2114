import { STATES_ERRORS } from '../limits/step-functions';
import { compensationOf, renderCompensation } from './compensation';
import { type Plan } from './plan';
import { type Catcher, renderCall, type States } from './states';
import { type CallStep, type ParallelStep, type Step } from './step';

/** What no step is called: the names of steps have no space. */
const [BEGIN, END] = ['Begin Workflow', 'Return Results'];

/** How a branch ended: `unknown` where nobody knows whether its function did its work. */
type Outcome = 'done' | 'failed' | 'unknown';

/**
 * The machine of a plan.
 *
 * Its state is `results`, by step; `branches`, how those of parallel steps ended; `failed`, the step that failed with its
 * error; and `undoError`, why taking a step back failed.
 */
export function renderDefinition(plan: Plan): object {
  const { steps } = plan;
  const states: States = { [BEGIN]: { Type: 'Pass', Parameters: { results: {} }, Next: steps[0].name } };
  steps.forEach((step, index) => {
    const next = steps[index + 1]?.name ?? END;
    // Also of a step whose end nobody knows: it may have been done.
    const [before, including] = [steps.slice(0, index), steps.slice(0, index + 1)];
    const whenFailed = { surely: compensationOf(before, plan), perhaps: compensationOf(including, plan) };
    Object.assign(states, renderStep(step, next, whenFailed));
  });
  states[END] = { Type: 'Succeed', InputPath: '$.results' };
  return { StartAt: BEGIN, States: { ...states, ...renderCompensation(plan) } };
}

/** Where a step goes that failed: what it did is taken back where it may have been done. */
interface Failure {
  readonly surely: string;
  readonly perhaps: string;
}

function renderStep(step: Step, next: string, whenFailed: Failure): States {
  switch (step.kind) {
    case 'wait':
      return { [step.name]: { Type: 'Wait', Seconds: step.seconds, Next: next } };
    case 'invoke':
      return { [step.name]: renderSingle(step, next, whenFailed) };
    case 'parallel':
      return renderParallel(step, next, whenFailed.perhaps);
  }
}

function renderSingle(step: CallStep, next: string, whenFailed: Failure): States[string] {
  return renderCall(step, {
    resultPath: `$.results.${step.name}`,
    next,
    fatal: step.fatal,
    told: { step: step.name },
    catchers: catchersOf(`$.failed.${step.name}`, whenFailed, step.fatal),
  });
}

/** What the user calls fatal is an answer, whatever its name: the step was not done. */
function catchersOf(resultPath: string, { surely, perhaps }: Failure, fatal: readonly string[]): Catcher[] {
  const unknown = STATES_ERRORS.unknown.filter(error => !fatal.includes(error));
  const always = { errors: [STATES_ERRORS.all], resultPath, next: surely };
  return perhaps === surely ? [always] : [{ errors: unknown, resultPath, next: perhaps }, always];
}

/** Its branches never fail: one that did would end the others in the middle, and nobody knew what they did. */
function renderParallel({ name, branches }: ParallelStep, next: string, whenFailed: string): States {
  const outcomes = (member: string): Record<string, string> =>
    Object.fromEntries(branches.map(branch => [`${branch.name}.$`, `$.branches.${name}.${branch.name}.${member}`]));
  const allDone = branches.map(branch => ({
    Variable: `$.branches.${name}.${branch.name}.outcome`,
    StringEquals: 'done' satisfies Outcome,
  }));
  return {
    [name]: {
      Type: 'Parallel',
      Branches: branches.map(renderBranch),
      ResultSelector: Object.fromEntries(branches.map((branch, index) => [`${branch.name}.$`, `$[${index}]`])),
      ResultPath: `$.branches.${name}`,
      Next: `Results of ${name}`,
    },
    [`Results of ${name}`]: {
      Type: 'Pass',
      Parameters: outcomes('result'),
      ResultPath: `$.results.${name}`,
      Next: `All of ${name}?`,
    },
    [`All of ${name}?`]: { Type: 'Choice', Choices: [{ And: allDone, Next: next }], Default: `Failure of ${name}` },
    [`Failure of ${name}`]: {
      Type: 'Pass',
      Parameters: outcomes('error'),
      ResultPath: '$.failed',
      Next: whenFailed,
    },
  };
}

function renderBranch(step: CallStep): object {
  const { name, fatal } = step;
  const end = (outcome: Outcome): string => `${name} ${outcome}`;
  const ending = (outcome: Outcome, said: object): States => ({
    [end(outcome)]: { Type: 'Pass', Parameters: { outcome, ...said }, End: true },
  });
  const failure = { result: null, 'error.$': '$.error' };
  return {
    StartAt: name,
    States: {
      [name]: renderCall(step, {
        resultPath: '$.result',
        next: end('done'),
        fatal,
        told: { step: name },
        catchers: catchersOf('$.error', { surely: end('failed'), perhaps: end('unknown') }, fatal),
      }),
      ...ending('done', { 'result.$': '$.result', error: null }),
      ...ending('failed', failure),
      ...ending('unknown', failure),
    },
  };
}

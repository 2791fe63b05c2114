import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Fail, type IChainable, type INextable, JsonPath, type State, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Annotations, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { LAMBDA } from '../limits/lambda';
import { STATES_ERRORS } from '../limits/step-functions';
import { Alarms } from '../observability/alarms';
import { duration, objectWith, type PropKinds, validateProps } from '../private/props';
import { fail } from '../private/errors';
import { type FoundState, functionOf, statesOf } from './chain-states';
import { LETTER } from './plan';
import { Retry } from './retry';
import { renderRetry } from './states';
import { callSeconds } from './step';

/** Which definition is guarded, and how. */
export interface WorkflowGuardProps {
  /** The definition, complete: states that are added later are not guarded. */
  readonly definition: IChainable;

  /**
   * How often a Task is tried again that says nothing of its own.
   *
   * @default Retry.standard()
   */
  readonly retry?: Retry;

  /**
   * How long a Task may take that says nothing of its own, and calls no function whose timeout is known.
   *
   * @default Duration.minutes(15)
   */
  readonly taskTimeout?: Duration;

  /**
   * Where failures are kept that nothing caught.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Alarms on the dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<WorkflowGuardProps> = {
  definition: objectWith('startState', 'a definition, such as a Chain or a state'),
  retry: objectWith('_bind', 'a Retry, such as Retry.standard()'),
  taskTimeout: duration,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** What waits for somebody else, perhaps for days: a job, an answer, a worker. */
const WAITING = ['.sync', '.waitForTaskToken', ':activity:'];

/** What CDK retries of a function unless it is told otherwise: a fault of the service, without jitter, and no other error. */
const RETRIED_BY_CDK: readonly string[] = STATES_ERRORS.ofService;

/** A state as it is rendered. */
type Rendered = Readonly<Record<string, unknown>>;

/**
 * Retries, timeouts and a failure path for the Tasks of a definition that is there already.
 *
 * Guarantees that a Task which says nothing of its own is tried again with full jitter and a cap, also where CDK would try
 * again after faults of Lambda only; that it ends, 5 seconds after the timeout of its function; and that what fails for good
 * is kept as a dead letter, with the error and the execution's input, before the execution fails with that error.
 *
 * Creates a dead-letter queue with its alarm, and two states. Does not change what a Task says of its own, nor how long it
 * waits for a job, for an answer, or for a worker: of those it warns. Not for definitions in JSONata.
 *
 * Fails with `WorkflowGuardUnused` where no Task is in the definition.
 *
 * @example
 * new WorkflowGuard(stack, 'Guard', { definition });
 * new StateMachine(stack, 'Orders', { definitionBody: DefinitionBody.fromChainable(definition) });
 */
export class WorkflowGuard extends Construct {
  /** Queue of failures that nothing caught; undefined with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  constructor(scope: Construct, id: string, props: WorkflowGuardProps) {
    super(scope, id);
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.definition === undefined) {
        problems.add('PropMissing', '"definition" is missing; give a Chain or a state');
      }
    });
    const states = statesOf(props.definition);
    const tasks = states.filter(({ state }) => isOf(state, 'Task'));
    if (tasks.length === 0) {
      fail(
        this,
        'WorkflowGuardUnused',
        'no Task is in the definition, so there is nothing to guard; give the whole of it',
      );
    }
    this.deadLetterQueue = (props.deadLetters ?? DeadLetters.ownQueue())._bind(
      this,
      props.alarms ?? Alarms.recommended(),
    );
    this.catchFailures(states);
    for (const { state } of tasks) this.completeTask(state, props);
  }

  /** Within a Parallel or a Map a failure is that of the whole, which catches it. */
  private catchFailures(states: readonly FoundState[]): void {
    const uncaught = states.filter(({ state, nested }) => !nested && isOf(state, 'Task', 'Parallel', 'Map'));
    const failure = this.createFailurePath();
    for (const { state } of uncaught) {
      if (!catchesAll(rendered(state))) (state as unknown as Catching).addCatch(failure);
    }
  }

  private createFailurePath(): IChainable {
    const failed = new Fail(this, 'Failed', { errorPath: '$.Error', causePath: '$.Cause' });
    if (!this.deadLetterQueue) return failed;
    const letter = new SqsSendMessage(this, 'Keep', {
      queue: this.deadLetterQueue,
      messageBody: TaskInput.fromObject({
        execution: JsonPath.stringAt('$$.Execution.Id'),
        input: JsonPath.objectAt('$$.Execution.Input'),
        error: JsonPath.entirePayload,
      }),
      resultPath: JsonPath.DISCARD,
    });
    complete(letter, { Retry: renderRetry(LETTER.retry), TimeoutSeconds: LETTER.timeout });
    return letter.next(failed);
  }

  private completeTask(state: State, { retry = Retry.standard(), taskTimeout }: WorkflowGuardProps): void {
    const task = rendered(state);
    const resource = JSON.stringify(Stack.of(this).resolve(task.Resource));
    const added: Record<string, unknown> = {};
    if (!retriesByItself(task)) added.Retry = renderRetry(retry._bind());
    if (task.TimeoutSeconds === undefined && task.TimeoutSecondsPath === undefined) {
      if (WAITING.some(each => resource.includes(each))) this.warnOfWaiting(state);
      else added.TimeoutSeconds = secondsOf(state, taskTimeout);
    }
    complete(state, added);
  }

  private warnOfWaiting(state: State): void {
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:taskWaits',
      `"${state.node.path}" waits for a job, an answer or a worker, for a year if need be, and nobody but you knows how long is too long; give it a "taskTimeout"`,
    );
  }
}

/** Tasks, Parallel and Map have it, and no class of CDK's in common that says so. */
interface Catching {
  addCatch(handler: IChainable): INextable;
}

function isOf(state: State, ...types: string[]): boolean {
  return types.includes(String(rendered(state).Type));
}

function rendered(state: State): Rendered {
  return state.toStateJson() as Rendered;
}

/** CDK has no verb for the timeout of a task that is made: it is added where the task is rendered. */
function complete(state: State, added: Rendered): void {
  const render = state.toStateJson.bind(state);
  state.toStateJson = language => ({ ...render(language), ...added });
}

function secondsOf(state: State, taskTimeout: Duration | undefined): number {
  const target = functionOf(state);
  return target ? callSeconds(target) : (taskTimeout ?? Duration.seconds(LAMBDA.timeoutSeconds.most)).toSeconds();
}

function retriesByItself({ Retry: retriers = [] }: Rendered): boolean {
  const errors = (retriers as { ErrorEquals: string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals);
  return errors.some(error => !RETRIED_BY_CDK.includes(error));
}

function catchesAll({ Catch: catchers = [] }: Rendered): boolean {
  return (catchers as { ErrorEquals: string[] }[]).some(({ ErrorEquals }) => ErrorEquals.includes(STATES_ERRORS.all));
}

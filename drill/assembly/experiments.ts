/** What an experiment of AWS FIS does, as far as the drill performs it. Names are physical ones. */
export type ExperimentAction =
  | {
      readonly kind: 'delay' | 'error' | 'response';
      readonly functions: readonly string[];
      readonly percentage: number;
      /** Of a delay. */
      readonly millis: number;
      /** Whether the handler does not run at all. */
      readonly prevents: boolean;
      /** Of a response. */
      readonly statusCode: number;
      readonly contentType: string;
    }
  | { readonly kind: 'table replication' | 'bucket replication' | 'wait' };

/** An action with its time: simulated seconds since the experiment began. */
export interface TimedAction {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly action: ExperimentAction;
}

/** An experiment of AWS FIS in the app. */
export interface ExperimentSpec {
  readonly region: string;
  readonly path: string;
  readonly actions: readonly TimedAction[];
  /** Names of the alarms that stop it. */
  readonly stopAlarms: readonly string[];
  /** In words, what of it the drill cannot perform. */
  readonly unsupported: readonly string[];
}

interface RenderedAction {
  readonly ActionId: string;
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly StartAfter?: readonly string[];
  readonly Targets?: Readonly<Record<string, string>>;
}

interface RenderedTarget {
  readonly ResourceArns?: readonly string[];
}

/** A template of FIS with its references resolved. */
export interface RenderedExperiment {
  /** CloudFormation requires none. */
  readonly actions?: Readonly<Record<string, RenderedAction>>;
  readonly targets?: Readonly<Record<string, RenderedTarget>>;
  readonly stopConditions?: readonly { readonly Source: string; readonly Value?: string }[];
}

type Actions = NonNullable<RenderedExperiment['actions']>;

/** https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html */
const LAMBDA = 'aws:lambda:invocation-';
/** Longest chain of actions: what starts after itself has no end. */
const MOST_ACTIONS = 20;

/**
 * What an experiment does, and which alarms stop it; in words what the drill cannot do of it.
 *
 * https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
 */
export function readExperiment(
  place: Pick<ExperimentSpec, 'region' | 'path'>,
  rendered: RenderedExperiment,
): ExperimentSpec {
  const given = rendered.actions ?? {};
  const actions = Object.keys(given).flatMap(id => timed(id, given, rendered));
  const unsupported = Object.entries(given).flatMap(([id, { ActionId }]) =>
    isKnown(ActionId) ? [] : [`action "${id}" is ${ActionId}`],
  );
  const stopAlarms = (rendered.stopConditions ?? []).flatMap(({ Value }) => Value?.split(':alarm:')[1] ?? []);
  // As its construct is called, which makes the template as its only child.
  return { ...place, path: place.path.replace(/\/Resource$/, ''), actions, stopAlarms, unsupported };
}

function isKnown(actionId: string): boolean {
  return actionId === 'aws:fis:wait' || actionOf(actionId, {}, []) !== undefined;
}

function timed(id: string, given: Actions, rendered: RenderedExperiment): TimedAction[] {
  const { ActionId, Parameters = {}, Targets = {} } = given[id];
  const arns = Object.values(Targets).flatMap(name => rendered.targets?.[name]?.ResourceArns ?? []);
  const action = actionOf(ActionId, Parameters, arns);
  const from = startOf(id, given, MOST_ACTIONS);
  return action ? [{ id, from, until: from + secondsOf(Parameters.duration), action }] : [];
}

function startOf(id: string, actions: Actions, most: number): number {
  const before = (actions[id]?.StartAfter ?? []).filter(each => actions[each] !== undefined && most > 0);
  const ends = before.map(each => startOf(each, actions, most - 1) + secondsOf(actions[each].Parameters?.duration));
  return Math.max(0, ...ends);
}

function actionOf(
  actionId: string,
  parameters: Readonly<Record<string, string>>,
  arns: readonly string[],
): ExperimentAction | undefined {
  if (actionId.startsWith(LAMBDA)) return invocationFault(actionId.slice(LAMBDA.length), parameters, arns);
  switch (actionId) {
    case 'aws:fis:wait':
      return { kind: 'wait' };
    case 'aws:dynamodb:global-table-pause-replication':
      return { kind: 'table replication' };
    case 'aws:s3:bucket-pause-replication':
      return { kind: 'bucket replication' };
    default:
      return undefined;
  }
}

const KINDS: Readonly<Record<string, 'delay' | 'error' | 'response'>> = {
  'add-delay': 'delay',
  error: 'error',
  'http-integration-response': 'response',
};

/** Defaults: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#lambda-actions-reference */
function invocationFault(
  name: string,
  parameters: Readonly<Record<string, string>>,
  arns: readonly string[],
): ExperimentAction | undefined {
  const kind = KINDS[name] as (typeof KINDS)[string] | undefined;
  return (
    kind && {
      kind,
      functions: arns.map(arn => arn.split(':function:')[1]?.split(':')[0] ?? arn),
      percentage: Number(parameters.invocationPercentage ?? 100),
      millis: Number(parameters.startupDelayMilliseconds ?? 2000),
      prevents: parameters.preventExecution !== 'false',
      statusCode: Number(parameters.statusCode ?? 200),
      contentType: parameters.contentTypeHeader ?? 'application/json',
    }
  );
}

/** A duration of ISO 8601 without days, as FIS writes it: `PT10M`. */
export function secondsOf(duration: string | undefined): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? '') ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

import { type AlarmState, type RegionAlarm, type RegionAlarms } from '../cloud/alarms.js';
import { type PhysicalName } from '../cloud/physical-names.js';

/** An alarm of the app: what it did from the beginning of the load on. Times are simulated seconds since then. */
export interface AlarmReport {
  /** Construct path where the template has one, the alarm's name otherwise. */
  readonly path: string;
  readonly name: string;
  readonly region: string;
  /** The state at the end, or when its region went. */
  readonly state: AlarmState;
  /** Why nobody here can say what state it has; null where one can. */
  readonly notEvaluated: string | null;
  /** Metrics of AWS that it needs, and that nobody here measures: it sees missing data. */
  readonly unmeasured: readonly string[];
  /** Whom it would have told; empty where its topics have no subscriber. */
  readonly listeners: readonly string[];
  /** Composite alarms of its region that name it, and would tell somebody in its place. */
  readonly through: readonly string[];
  readonly transitions: readonly AlarmChange[];
}

export interface AlarmChange {
  readonly at: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** When the last period ended for which it rang; null where it did not. */
  readonly badUntil: number | null;
  /** Who was told, such as `email on-call@example.com`. */
  readonly told: readonly string[];
  /** Actions that reached nobody, and why. */
  readonly untold: readonly { readonly target: string; readonly outcome: string }[];
}

/** An alarm that rang and told somebody. */
export interface Notice {
  readonly at: number;
  readonly alarm: string;
  readonly region: string;
  readonly told: readonly string[];
}

const TYPES: readonly string[] = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

/** Puts together what the regions wrote; what rang first comes first. */
export function alarmReports(
  regions: readonly RegionAlarms[],
  names: readonly PhysicalName[],
  secondOf: (epochMillis: number) => number,
): AlarmReport[] {
  const pathOf = (region: string, name: string): string =>
    names.find(each => each.region === region && TYPES.includes(each.type) && each.physicalId === name)?.path ?? name;
  const reports = regions.flatMap(({ region, alarms, transitions }) =>
    alarms.map(alarm => ({
      path: pathOf(region, alarm.name),
      region,
      ...stateOf(alarm),
      through: tellers(alarm.name, alarms).map(teller => pathOf(region, teller)),
      transitions: transitions
        .filter(each => each.alarm === alarm.name)
        .map(({ at, from, to, reason, badUntil, actions }) => ({
          at: secondOf(at),
          from,
          to,
          reason,
          badUntil: badUntil === null ? null : secondOf(badUntil),
          told: actions.flatMap(({ told }) => told),
          untold: actions.filter(({ told }) => told.length === 0).map(({ target, outcome }) => ({ target, outcome })),
        })),
    })),
  );
  return reports.sort((a, b) => firstRing(a) - firstRing(b));
}

function stateOf({ name, state, notEvaluated, unmeasured, listeners }: RegionAlarm) {
  return { name, state, notEvaluated, unmeasured, listeners };
}

/** Composite alarms above an alarm that would tell somebody, also above another composite alarm. */
function tellers(name: string, alarms: readonly RegionAlarm[], seen: readonly string[] = []): string[] {
  const above = alarms.filter(({ name: each, children }) => children.includes(name) && !seen.includes(each));
  const further = above.flatMap(each => tellers(each.name, alarms, [...seen, ...above.map(it => it.name)]));
  return [...new Set([...above.filter(({ listeners }) => listeners.length > 0).map(each => each.name), ...further])];
}

function firstRing({ transitions }: AlarmReport): number {
  return transitions.find(({ to }) => to === 'ALARM')?.at ?? Infinity;
}

/** Every time that an alarm rang, in order. */
export function ringsOf(
  alarms: readonly AlarmReport[],
): (AlarmChange & Pick<AlarmReport, 'path' | 'name' | 'region' | 'through'>)[] {
  return alarms
    .flatMap(({ path, name, region, through, transitions }) =>
      transitions.map(change => ({ ...change, path, name, region, through })),
    )
    .filter(({ to }) => to === 'ALARM')
    .sort((a, b) => a.at - b.at);
}

/**
 * The first alarm after a moment that told somebody. What rings for a time that had ended before tells of something else:
 * its figures only came in later.
 */
export function firstNotice(alarms: readonly AlarmReport[], since: number): Notice | null {
  const ring = ringsOf(alarms).find(
    ({ at, told, badUntil }) => at >= since && told.length > 0 && (badUntil ?? at) > since,
  );
  return ring === undefined ? null : { at: ring.at, alarm: ring.path, region: ring.region, told: ring.told };
}

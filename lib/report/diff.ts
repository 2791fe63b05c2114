import { readable, withoutResource } from './readable';
import {
  type DataReport,
  type FigureReport,
  type ObjectiveVerdict,
  type ReportDocument,
  type ServiceReport,
} from './report-document';

/** What a difference means to the service. */
type Direction = 'better' | 'worse' | 'changed';

/** One difference between two reports. */
export interface Difference {
  readonly direction: Direction;
  /** Failover name or construct path. */
  readonly subject: string;
  /** What differs, such as `RTO`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What became better or worse between two reports of an app, the worse first. */
export function diffReports(before: ReportDocument, after: ReportDocument): Difference[] {
  const services = pair(before.services, after.services, nameOf).flatMap(([old, now]) => diffService(old, now));
  const data = pair(before.data, after.data, ({ path }) => path).flatMap(([old, now]) => diffData(old, now));
  const order: readonly Direction[] = ['worse', 'better', 'changed'];
  return [...services, ...data].sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
}

function diffService(before: ServiceReport | undefined, after: ServiceReport | undefined): Difference[] {
  const subject = nameOf((after ?? before)!);
  if (!before) return [difference('changed', subject, 'service', 'none', 'added')];
  if (!after) return [difference('worse', subject, 'service', 'there', 'removed')];
  return [
    ...figure(subject, 'detection', before.detection, after.detection, 'less'),
    ...figure(subject, 'RTO', before.rto, after.rto, 'less'),
    ...figure(subject, 'RPO', before.rpo, after.rpo, 'less'),
    ...figure(subject, 'availability', before.availability.correlated, after.availability.correlated, 'more'),
    ...objective(subject, 'RTO objective', before.objectives.rto, after.objectives.rto),
    ...objective(subject, 'RPO objective', before.objectives.rpo, after.objectives.rpo),
    ...promise(subject, 'promised RTO', before.objectives.rtoSeconds, after.objectives.rtoSeconds),
    ...promise(subject, 'promised RPO', before.objectives.rpoSeconds, after.objectives.rpoSeconds),
    ...sets(subject, 'region', regionsOf(before), regionsOf(after), 'more'),
    ...routing(subject, before, after),
    ...sets(subject, 'single point of failure', pointsOf(before), pointsOf(after), 'less'),
    ...cost(subject, before, after),
  ];
}

function diffData(before: DataReport | undefined, after: DataReport | undefined): Difference[] {
  const subject = withoutResource((after ?? before)!.path);
  if (!before) return [difference('changed', subject, 'data', 'none', 'added')];
  // Its successor may have another path: a reader has to judge, so it counts as worse.
  if (!after) return [difference('worse', subject, 'data', 'there', 'removed')];
  return [
    ...figure(subject, 'loss with its region', before.regionLoss, after.regionLoss, 'less'),
    ...figure(subject, 'loss when damaged', before.corruption, after.corruption, 'less'),
    ...sets(subject, 'protection', before.protections, after.protections, 'more'),
  ];
}

function figure(
  subject: string,
  what: string,
  before: FigureReport,
  after: FigureReport,
  wanted: 'less' | 'more',
): Difference[] {
  // Unbounded is worst in either direction.
  const worst = wanted === 'less' ? Infinity : -Infinity;
  const [old, now] = [before.value ?? worst, after.value ?? worst];
  if (old === now) return [];
  const better = wanted === 'less' ? now < old : now > old;
  return [difference(better ? 'better' : 'worse', subject, what, readable(before), readable(after))];
}

/** Verdicts from the worst to the best; what is not judged is neither. */
const RANKS: readonly (ObjectiveVerdict | null)[] = ['missed', 'expected', 'met'];

function objective(
  subject: string,
  what: string,
  before: ObjectiveVerdict | null,
  after: ObjectiveVerdict | null,
): Difference[] {
  if (before === after) return [];
  const [old, now] = [RANKS.indexOf(before), RANKS.indexOf(after)];
  const ranked = before !== null && after !== null;
  const direction = ranked ? (now > old ? 'better' : 'worse') : after === 'missed' ? 'worse' : 'changed';
  return [difference(direction, subject, what, before ?? 'not judged', after ?? 'not judged')];
}

/** Promising more or less is a decision, neither better nor worse. */
function promise(subject: string, what: string, before: number | null, after: number | null): Difference[] {
  const words = (seconds: number | null): string => (seconds === null ? 'none' : `${seconds} s`);
  return before === after ? [] : [difference('changed', subject, what, words(before), words(after))];
}

function sets(
  subject: string,
  what: string,
  before: readonly string[],
  after: readonly string[],
  wanted: 'less' | 'more',
): Difference[] {
  const removed = before.filter(item => !after.includes(item));
  const added = after.filter(item => !before.includes(item));
  return [
    ...removed.map(item => difference(wanted === 'less' ? 'better' : 'worse', subject, what, item, 'gone')),
    ...added.map(item => difference(wanted === 'less' ? 'worse' : 'better', subject, what, 'none', item)),
  ];
}

/** A share that moves from one region to another is a decision, neither better nor worse. */
function routing(subject: string, before: ServiceReport, after: ServiceReport): Difference[] {
  const words = ({ sides }: ServiceReport): string =>
    sides.map(side => `${side.region} ${side.routing ?? side.role ?? ''}`.trimEnd()).join(', ');
  if (![...before.sides, ...after.sides].some(side => side.routing !== undefined)) return [];
  return words(before) === words(after) ? [] : [difference('changed', subject, 'routing', words(before), words(after))];
}

function cost(
  subject: string,
  { standbyCost: before }: ServiceReport,
  { standbyCost: after }: ServiceReport,
): Difference[] {
  const words = (usd: number): string => `$${usd.toFixed(2)} a month`;
  if (before.perMonth === after.perMonth) return [];
  return [difference('changed', subject, 'standby, estimated', words(before.perMonth), words(after.perMonth))];
}

function regionsOf({ sides }: ServiceReport): string[] {
  return sides.map(side => side.region);
}

function pointsOf({ singlePointsOfFailure }: ServiceReport): string[] {
  return singlePointsOfFailure.map(({ path }) => withoutResource(path));
}

function nameOf({ name }: ServiceReport): string {
  return name ?? 'the app';
}

/** Items of two lists that have the same key, and those that only one of them has. */
function pair<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): [T | undefined, T | undefined][] {
  const old = new Map(before.map(item => [key(item), item]));
  const now = new Map(after.map(item => [key(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])].map(name => [old.get(name), now.get(name)]);
}

function difference(direction: Direction, subject: string, what: string, before: string, after: string): Difference {
  return { direction, subject, what, before, after };
}

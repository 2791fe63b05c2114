import { Cron } from './cron';

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** When a schedule ticks; both are undefined where it ticks once. */
interface Ticks {
  readonly longestGapSeconds?: number;
  readonly shortestGapSeconds?: number;
}

/**
 * What is wrong with a schedule of AWS, `cron(…)`, `rate(…)` or `at(…)`; undefined where nothing is.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function scheduleProblem(expression: string): string | undefined {
  const ticks = ticksOf(expression);
  return typeof ticks === 'string' ? ticks : undefined;
}

/** Longest time between two ticks, in seconds; undefined where there is none, or the expression is no schedule. */
export function longestInterval(expression: string): number | undefined {
  const ticks = ticksOf(expression);
  return typeof ticks === 'string' ? undefined : ticks.longestGapSeconds;
}

/** Shortest time between two ticks, in seconds; undefined where there is none, or the expression is no schedule. */
export function shortestInterval(expression: string): number | undefined {
  const ticks = ticksOf(expression);
  return typeof ticks === 'string' ? undefined : ticks.shortestGapSeconds;
}

function ticksOf(expression: string): Ticks | string {
  const [, kind, content = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === undefined) return 'it is neither cron(...) nor rate(...)';
  if (kind === 'at') return {};
  return kind === 'rate' ? ticksOfRate(content) : Cron.read(content);
}

function ticksOfRate(content: string): Ticks | string {
  const [, count, unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(content.trim()) ?? [];
  if (count === undefined || Number(count) < 1) return 'a rate is a positive number and minutes, hours or days';
  if ((Number(count) === 1) !== (plural === '')) {
    return `"${count} ${unit}${plural}" must be ${Number(count) === 1 ? 'singular' : 'plural'}`;
  }
  const seconds = Number(count) * UNITS[unit];
  return { longestGapSeconds: seconds, shortestGapSeconds: seconds };
}

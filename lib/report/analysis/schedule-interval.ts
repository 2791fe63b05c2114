const HOUR = 3600;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: HOUR, day: DAY };
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Longest time between two ticks of `rate(…)` or `cron(…)`, in seconds; never shorter than it is. Undefined where there is
 * none, or the expression is neither.
 */
export function longestInterval(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count) return Number(count) * UNITS[unit];
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1].trim().split(/\s+/);
  return fields?.length === 6 ? cronInterval(fields) : undefined;
}

function cronInterval([minutes, hours, dayOfMonth, month, dayOfWeek, year]: readonly string[]): number | undefined {
  // After its years it never ticks again.
  if (!isAny(year)) return undefined;
  if (!isAny(month)) return 366 * DAY;
  if (!isAny(dayOfMonth)) return 31 * DAY;
  if (/[L#]/.test(dayOfWeek)) return 35 * DAY;
  // A tick of the day before the last free day may come at any hour, so days count whole.
  if (!isAny(dayOfWeek)) return longestGap(valuesOf(dayOfWeek, 1, 7), 7) * DAY;
  if (!isAny(hours)) return longestGap(valuesOf(hours, 0, 23), 24) * HOUR;
  return isAny(minutes) ? 60 : longestGap(valuesOf(minutes, 0, 59), 60) * 60;
}

function isAny(field: string): boolean {
  return field === '*' || field === '?';
}

/** Values that a field allows; none where it is not understood. */
function valuesOf(field: string, first: number, last: number): number[] {
  return field.split(',').flatMap(part => {
    const [range, step = '1'] = part.split('/');
    const [from, to] = range === '*' ? [first, last] : range.split('-').map(numberOf);
    const end = to ?? (part.includes('/') ? last : from);
    if (![from, end, Number(step)].every(Number.isFinite)) return [];
    return Array.from({ length: Math.floor((end - from) / Number(step)) + 1 }, (_, n) => from + n * Number(step));
  });
}

function numberOf(value: string): number {
  const weekday = WEEKDAYS.indexOf(value.toUpperCase());
  return weekday >= 0 ? weekday + 1 : Number(value);
}

/** Longest way from one value to the next around the cycle. */
function longestGap(values: readonly number[], cycle: number): number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length === 0) return cycle;
  return Math.max(...sorted.map((value, n) => (sorted[n + 1] ?? sorted[0] + cycle) - value));
}

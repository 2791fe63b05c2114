const MINUTE = 60;
const DAY = 86_400;
const [FIRST_YEAR, LAST_YEAR] = [1970, 2199];

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of the values, the least first. */
  readonly words?: readonly string[];
  /** What else the field takes beside numbers, ranges and steps. */
  readonly special?: RegExp;
}

/** The six fields of AWS's cron: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
const FIELDS: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31, special: /^(L|LW|([1-9]|[12]\d|3[01])W)$/ },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  {
    name: 'day of week',
    least: 1,
    most: 7,
    words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
    special: /^(L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', least: FIRST_YEAR, most: LAST_YEAR },
];

/** Whether a part of one of the two day fields means a day. */
type DayMatcher = (date: Date) => boolean;

/** When a `cron(…)` of AWS ticks, as exactly as AWS describes it. */
export class Cron {
  /** Reads the six fields of an expression, without `cron(` and `)`; what is wrong with them where it cannot. */
  static read(expression: string): Cron | string {
    const fields = expression.trim().toUpperCase().split(/\s+/);
    if (fields.length !== FIELDS.length) return `cron has 6 fields and this one has ${fields.length}`;
    const wrong = fields.findIndex((text, index) => !isValid(text, FIELDS[index]));
    if (wrong >= 0) return `"${fields[wrong]}" is not valid as ${FIELDS[wrong].name}`;
    if ((fields[2] === '?') === (fields[4] === '?')) {
      return 'one of day of month and day of week must be "?", the other must not';
    }
    return new Cron(fields);
  }

  /** Seconds of the day at which it ticks, on a day on which it does. */
  readonly times: readonly number[];

  private readonly months: ReadonlySet<number>;
  private readonly years: ReadonlySet<number>;
  private readonly days: readonly DayMatcher[];
  private readonly isDaily: boolean;

  private constructor(fields: readonly string[]) {
    const [minutes, hours, months, years] = [0, 1, 3, 5].map(index => valuesOf(fields[index], FIELDS[index]));
    const inOrder = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
    this.times = inOrder(hours).flatMap(hour => inOrder(minutes).map(minute => (hour * 60 + minute) * MINUTE));
    this.months = new Set(months);
    this.years = new Set(years);
    this.days = dayMatchers(fields);
    this.isDaily = fields.slice(2).every(text => text === '*' || text === '?');
  }

  /** Longest time between two ticks; undefined where it ends one year, or never ticks twice. */
  get longestGapSeconds(): number | undefined {
    const gaps = this.gapsBetweenDays();
    return this.years.size < LAST_YEAR - FIRST_YEAR + 1 || gaps.length === 0
      ? undefined
      : Math.max(...this.gapsWithinDay(), ...gaps);
  }

  /** Shortest time between two ticks; undefined where it never ticks twice. */
  get shortestGapSeconds(): number | undefined {
    const gaps = this.gapsBetweenDays();
    return gaps.length === 0 && this.times.length < 2 ? undefined : Math.min(...this.gapsWithinDay(), ...gaps);
  }

  /** Whether it ticks on a day. */
  isOn(date: Date): boolean {
    return (
      this.years.has(date.getUTCFullYear()) &&
      this.months.has(date.getUTCMonth() + 1) &&
      this.days.some(matches => matches(date))
    );
  }

  private gapsWithinDay(): number[] {
    return this.times.slice(1).map((time, index) => time - this.times[index]);
  }

  /** From the last tick of each day to the first of the next; each length once. */
  private gapsBetweenDays(): number[] {
    const [first, last] = [this.times[0], this.times[this.times.length - 1]];
    if (this.isDaily) return [DAY + first - last];
    const gaps = new Set<number>();
    let before: number | undefined;
    for (const day of this.daysWithTicks()) {
      if (before !== undefined) gaps.add((day - before) / 1000 + first - last);
      before = day;
    }
    return [...gaps];
  }

  /** Beginnings of the days on which it ticks, in order. Which days of a month these are, its length and its first weekday tell. */
  private *daysWithTicks(): Generator<number> {
    const known = new Map<string, readonly number[]>();
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      for (let month = 1; month <= 12; month++) {
        if (!this.years.has(year) || !this.months.has(month)) continue;
        const first = new Date(Date.UTC(year, month - 1));
        const key = `${lastDay(first)} ${first.getUTCDay()}`;
        const offsets = known.get(key) ?? this.offsetsIn(first);
        known.set(key, offsets);
        for (const offset of offsets) yield first.getTime() + offset;
      }
    }
  }

  private offsetsIn(firstOfMonth: Date): number[] {
    return Array.from({ length: lastDay(firstOfMonth) }, (_, n) => n * DAY * 1000).filter(offset =>
      this.isOn(new Date(firstOfMonth.getTime() + offset)),
    );
  }
}

function isValid(text: string, field: Field): boolean {
  if (text === '?') return field.special !== undefined;
  const parts = text.split(',');
  // "3#1,6#3" would be two expressions, AWS says.
  if (parts.length > 1 && text.includes('#')) return false;
  return parts.every(part => field.special?.test(part) || isRange(part, field));
}

function isRange(part: string, field: Field): boolean {
  const [range, step, ...rest] = part.split('/');
  if (rest.length > 0 || (step !== undefined && !isNumber(step, 1, field.most))) return false;
  const ends = range === '*' ? [] : range.split('-');
  return ends.length <= 2 && ends.every(end => field.words?.includes(end) || isNumber(end, field.least, field.most));
}

function isNumber(text: string, least: number, most: number): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/** Values of the numbers, ranges and steps of a field; a range may lead over its end, as in `22-4`. */
function valuesOf(text: string, field: Field): number[] {
  return text.split(',').flatMap(part => {
    const [range, step = '1'] = part.split('/');
    const [from, to] = range === '*' ? [field.least, field.most] : range.split('-').map(end => numberOf(end, field));
    const end = to ?? (part.includes('/') ? field.most : from);
    const size = field.most - field.least + 1;
    const count = Math.floor((end < from ? end + size - from : end - from) / Number(step)) + 1;
    return Array.from({ length: count }, (_, n) => ((from + n * Number(step) - field.least) % size) + field.least);
  });
}

function numberOf(text: string, { words, least }: Field): number {
  const word = words?.indexOf(text) ?? -1;
  return word < 0 ? Number(text) : word + least;
}

function dayMatchers([, , dayOfMonth, , dayOfWeek]: readonly string[]): DayMatcher[] {
  return dayOfWeek === '?' ? dayOfMonth.split(',').map(inMonth) : dayOfWeek.split(',').map(inWeek);
}

function inMonth(part: string): DayMatcher {
  if (part === 'L') return date => date.getUTCDate() === lastDay(date);
  if (part === 'LW') return date => date.getUTCDate() === nearestWeekday(lastDay(date), date);
  if (part.endsWith('W')) {
    const day = parseInt(part, 10);
    return date => day <= lastDay(date) && date.getUTCDate() === nearestWeekday(day, date);
  }
  const days = new Set(valuesOf(part, FIELDS[2]));
  return date => days.has(date.getUTCDate());
}

function inWeek(part: string): DayMatcher {
  const [name, nth] = part.split('#');
  const weekday = numberOf(name.replace(/(?<=.)L$/, ''), FIELDS[4]);
  if (nth !== undefined) return date => isWeekday(date, weekday) && Math.ceil(date.getUTCDate() / 7) === Number(nth);
  if (part === 'L') return date => isWeekday(date, FIELDS[4].most);
  if (part.endsWith('L')) return date => isWeekday(date, weekday) && date.getUTCDate() > lastDay(date) - 7;
  const days = new Set(valuesOf(part, FIELDS[4]));
  return date => days.has(date.getUTCDay() + 1);
}

/** AWS counts from Sunday, the first day. */
function isWeekday(date: Date, day: number): boolean {
  return date.getUTCDay() + 1 === day;
}

function lastDay(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The weekday of the month that is nearest to a day: Friday for a Saturday, Monday for a Sunday, never out of the month. */
function nearestWeekday(day: number, date: Date): number {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < lastDay(date) ? day + 1 : day - 2;
  return day;
}

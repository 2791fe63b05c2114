/**
 * The grammar of schedules, of EventBridge rules and of EventBridge Scheduler.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const AT = /^at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)$/;
const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\((.*)\)$/;

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** What else the field may be. */
  readonly also?: RegExp;
}

const FIELDS: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31, also: /^(\?|L|LW|\d{1,2}W)$/ },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'day of the week', from: 1, to: 7, names: DAYS, also: /^(\?|L|([1-7]|[A-Z]{3})(L|#[1-5]))$/ },
  { name: 'year', from: 1970, to: 2199 },
];

/** What is wrong with a schedule; undefined for one that AWS takes. */
export function unscheduled(expression: string, service: 'events' | 'scheduler'): string | undefined {
  const rate = RATE.exec(expression);
  if (rate) return rateProblem(Number(rate[1]), rate[2], rate[3] === 's');
  const cron = CRON.exec(expression);
  if (cron) return cronProblem(cron[1]);
  if (service === 'scheduler' && AT.test(expression)) return undefined;
  const forms = service === 'scheduler' ? 'rate(…), cron(…) nor at(…)' : 'rate(…) nor cron(…)';
  return `it is neither ${forms} as AWS writes them`;
}

function rateProblem(value: number, unit: string, isPlural: boolean): string | undefined {
  if (value < 1) return 'the value of a rate must be at least 1';
  if (isPlural === (value === 1)) return `a rate of ${value} is written "${value} ${unit}${value === 1 ? '' : 's'}"`;
  return undefined;
}

function cronProblem(text: string): string | undefined {
  const fields = text.split(' ');
  if (fields.length !== FIELDS.length) {
    return `a cron expression has ${FIELDS.length} fields, and this one ${fields.length}`;
  }
  const wrong = FIELDS.findIndex((field, i) => !fields[i].split(',').every(part => isPart(part, field)));
  if (wrong >= 0) return `"${fields[wrong]}" is no value of the field ${FIELDS[wrong].name}`;
  const open = [fields[2], fields[4]].filter(field => field === '?').length;
  return open === 1 ? undefined : 'one of day of the month and day of the week must be "?", and only one';
}

function isPart(part: string, field: Field): boolean {
  if (field.also?.test(part)) return true;
  const match = /^(\*|[^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part);
  if (!match) return false;
  const [, from, to, step] = match;
  if (step !== undefined && Number(step) < 1) return false;
  if (from === '*') return to === undefined;
  return isValue(from, field) && (to === undefined || isValue(to, field));
}

function isValue(text: string, { from, to, names = [] }: Field): boolean {
  if (names.includes(text.toUpperCase())) return true;
  return /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to;
}

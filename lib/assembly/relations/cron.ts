/** Ranges of the six fields of AWS's cron: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
const FIELDS: readonly { name: string; low: number; high: number; words?: readonly string[] }[] = [
  { name: 'minutes', low: 0, high: 59 },
  { name: 'hours', low: 0, high: 23 },
  { name: 'day of month', low: 1, high: 31 },
  {
    name: 'month',
    low: 1,
    high: 12,
    words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'day of week', low: 1, high: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  { name: 'year', low: 1970, high: 2199 },
];

/** What is wrong with a schedule expression of AWS, or undefined where nothing is. */
export function scheduleProblem(expression: string): string | undefined {
  const [, kind, content = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === undefined) return 'it is neither cron(...) nor rate(...)';
  if (kind === 'at') return undefined;
  return kind === 'rate' ? rateProblem(content) : cronProblem(content);
}

function rateProblem(content: string): string | undefined {
  const [, count, unit] = /^(\d+) (minute|minutes|hour|hours|day|days)$/.exec(content.trim()) ?? [];
  if (count === undefined || Number(count) < 1) return 'a rate is a positive number and minutes, hours or days';
  if ((Number(count) === 1) === unit.endsWith('s')) {
    return `"${count} ${unit}" must be ${Number(count) === 1 ? 'singular' : 'plural'}`;
  }
  return undefined;
}

function cronProblem(content: string): string | undefined {
  const fields = content.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `cron has 6 fields and this one has ${fields.length}`;
  for (const [index, field] of fields.entries()) {
    if (!fieldIsValid(field, FIELDS[index])) return `"${field}" is not valid as ${FIELDS[index].name}`;
  }
  if ((fields[2] === '?') === (fields[4] === '?')) {
    return 'one of day of month and day of week must be "?", the other must not';
  }
  return undefined;
}

function fieldIsValid(field: string, range: (typeof FIELDS)[number]): boolean {
  return field.split(',').every(part => {
    const [values, step] = part.split('/');
    if (step !== undefined && !/^\d+$/.test(step)) return false;
    if (['*', '?'].includes(values)) return true;
    if (range.name.startsWith('day') && /^(L|LW|\d{1,2}W|[1-7A-Z]{1,3}#[1-5]|[1-7A-Z]{1,3}L)$/.test(values)) {
      return true;
    }
    return values.split('-').every(value => isInRange(value, range));
  });
}

function isInRange(value: string, range: (typeof FIELDS)[number]): boolean {
  if (range.words?.includes(value.toUpperCase())) return true;
  return /^\d+$/.test(value) && Number(value) >= range.low && Number(value) <= range.high;
}

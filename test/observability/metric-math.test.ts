import { promQlOf } from '../../lib/observability/metric-math';

const figureOf = (id: string): string | undefined => (id === 'unknown' ? undefined : `sum(${id})`);
const translated = (expression: string) => promQlOf(expression, figureOf);

test.each([
  ['m1', 'sum(m1)'],
  ['100 * m1 / m2', '((100 * sum(m1)) / sum(m2))'],
  ['m1 - m2 - m3', '((sum(m1) - sum(m2)) - sum(m3))'],
  ['m1 + m2 * 3', '(sum(m1) + (sum(m2) * 3))'],
  ['(m1 + m2) * 3', '((sum(m1) + sum(m2)) * 3)'],
  ['FILL(m1, 0) - FILL(m2, 0)', '((sum(m1) or vector(0)) - (sum(m2) or vector(0)))'],
  ['m1 > 5', '(sum(m1) > bool 5)'],
  ['(m1 >= 5) + (m2 >= 6)', '((sum(m1) >= bool 5) + (sum(m2) >= bool 6))'],
  [
    'IF(calls >= 20, 100 * failed / calls, IF(failed >= 1, 100, 0))',
    '((((100 * sum(failed)) / sum(calls)) and (sum(calls) >= 20)) or ' +
      '(((vector(100) and (sum(failed) >= 1)) or (vector(0) unless (sum(failed) >= 1))) unless (sum(calls) >= 20)))',
  ],
])('%s is %s', (expression, expected) => {
  expect(translated(expression)).toBe(expected);
});

test.each([
  'FILL(m1, REPEAT)',
  'RATE(m1)',
  'MAX(METRICS())',
  'ANOMALY_DETECTION_BAND(m1, 2)',
  'SELECT MAX(Errors) FROM "AWS/Lambda"',
  "SEARCH('{AWS/Lambda} Errors', 'Sum')",
  'm1 +',
  '(m1',
  'm1 m2',
  'IF(m1, 2)',
  'unknown + 1',
  '',
])('%s is not understood', expression => {
  expect(translated(expression)).toBeUndefined();
});

import { renderTable, rowsOf } from '../../../scripts/verify-aws/result';

const check = (id: string, expected: string) => ({
  id,
  what: `what ${id} is`,
  calls: [],
  expected,
  local: '',
  observe: () => Promise.resolve(''),
});
const CHECKS = [check('as-said', '200'), check('otherwise', 'refused'), check('unseen', 'yes')];

test('a claim holds where AWS does as expected, and is open where AWS was not asked', () => {
  const rows = rowsOf(
    CHECKS,
    new Map([
      ['as-said', '200'],
      ['otherwise', 'refused'],
    ]),
    new Map([
      ['as-said', '200'],
      ['otherwise', 'taken'],
    ]),
  );

  expect(rows.map(({ id, verdict, alike }) => [id, verdict, alike])).toEqual([
    ['as-said', 'holds', true],
    ['otherwise', 'differs', false],
    ['unseen', 'open', null],
  ]);
});

test('the table shows both clouds, and says what a difference means', () => {
  const seen = new Map([['otherwise', 'taken']]);
  const table = renderTable(rowsOf(CHECKS.slice(1, 2), new Map([['otherwise', 'refused']]), seen));

  expect(table).toBe(
    [
      'claim      local    AWS    expected  verdict',
      'otherwise  refused  taken  refused   differs',
      '',
      'otherwise: AWS does otherwise; docs/aws-unverified.md says what to change; the local cloud does not do what AWS does',
    ].join('\n'),
  );
});

import { type NamedCheck, type Observations } from './run-checks';

/** `holds`: AWS does as documented. `differs`: it does not. `open`: it was not seen. */
type Verdict = 'holds' | 'differs' | 'open';

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly expected: string;
  readonly local: string | null;
  readonly aws: string | null;
  readonly verdict: Verdict;
  /** Whether the local cloud does what AWS does; null where one of them was not asked. */
  readonly alike: boolean | null;
}

export function rowsOf(checks: readonly NamedCheck[], local?: Observations, aws?: Observations): Row[] {
  return checks.map(({ id, what, expected }) => {
    const seen = { local: local?.get(id) ?? null, aws: aws?.get(id) ?? null };
    const alike = seen.local === null || seen.aws === null ? null : seen.local === seen.aws;
    const verdict = seen.aws === null ? 'open' : seen.aws === expected ? 'holds' : 'differs';
    return { id, what, expected, ...seen, verdict, alike };
  });
}

/** A table for the terminal; what differs is last, with what it means. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map(row => [row.id, row.local ?? '-', row.aws ?? '-', row.expected, row.verdict]);
  const table = [['claim', 'local', 'AWS', 'expected', 'verdict'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map(line => line[column].length)));
  const lines = table.map(line =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const notes = rows
    .filter(({ verdict, alike }) => verdict === 'differs' || alike === false)
    .map(row => `${row.id}: ${meaning(row)}`);
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function meaning({ verdict, alike }: Row): string {
  const library =
    verdict === 'differs' ? 'AWS does otherwise; docs/aws-unverified.md says what to change' : 'as documented';
  return alike === false ? `${library}; the local cloud does not do what AWS does` : library;
}

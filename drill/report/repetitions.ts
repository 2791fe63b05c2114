import { type Repetitions, type Spread } from '../measure/repetitions.js';
import { type DrillReport } from '../measure/model.js';
import { seconds } from '../support/format.js';
import { NEVER, NOT_EXERCISED } from './json.js';
import { badge } from './summary.js';

const TITLES: Readonly<Record<keyof Repetitions['spreads'], string>> = {
  detectionSeconds: 'Detection',
  dnsSwitchSeconds: 'DNS switch',
  rtoSeconds: 'Recovery time (RTO)',
  failbackSeconds: 'Failback',
  notifiedSeconds: 'Somebody told',
};

/** A line a run, and the spread of each time that was measured. */
export function renderRepetitions({ runs, spreads }: Repetitions): string {
  const rows = Object.entries(TITLES).flatMap(([time, title]) => {
    const spread = spreads[time as keyof typeof spreads];
    if (spread === null) return [];
    return [[title, ...[spread.least, spread.median, spread.most].map(value => seconds(value)), String(spread.runs)]];
  });
  const table = [['', 'least', 'median', 'most', 'runs'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  const lines = table.map(row =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 3))).join(''),
  );
  return `\n${['Repetitions', ...runs.map(runLine), '', ...lines].map(line => `  ${line}`.trimEnd()).join('\n')}\n`;
}

function runLine(report: DrillReport, index: number): string {
  const missed = report.verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name);
  const words = missed.length === 0 ? '' : `: ${missed.join(', ')}`;
  return `${index + 1}  ${badge(report)}${words}`;
}

/** The spreads as `repetitions.json` holds them; the runs are in directories of their own. */
export function repetitionsJson({ runs, spreads }: Repetitions): string {
  const content = {
    schemaVersion: 1,
    runs: runs.map(({ verdict, incomplete }, index) => ({
      report: `${index + 1}/report.json`,
      outcome: incomplete === null ? verdict.outcome : 'incomplete',
    })),
    spreads: Object.fromEntries(Object.entries(spreads).map(([time, spread]) => [time, spreadJson(spread)])),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function spreadJson(spread: Spread | null): object | string {
  if (spread === null) return NOT_EXERCISED;
  const word = (value: number): number | string => (value === Infinity ? NEVER : value);
  return { ...spread, least: word(spread.least), median: word(spread.median), most: word(spread.most) };
}

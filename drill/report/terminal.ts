import { styleText } from 'node:util';
import { span } from '../support/format.js';
import { type DrillReport } from '../measure/model.js';
import { dashboardSummary, noticeLines } from './alarms.js';
import { refusalLines, rightsHeadline, rightsSummary } from './rights.js';
import {
  badge,
  caveats,
  countLines,
  figureRows,
  headline,
  machineNotes,
  RESOURCE_LISTS,
  type FigureRow,
} from './summary.js';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Where the reports were written, for the last line. */
  readonly files: readonly string[];
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const MARK = { held: '✓', missed: '✕' };

/** The result as a person reads it in ten seconds: verdict, figures, counts, and what was missed. */
export function renderTerminal(report: DrillReport, options: TerminalOptions): string {
  const paint: Paint = (style, text) => (options.colour ? styleText(style, text, { validateStream: false }) : text);
  const blocks = [
    headlines(report, paint),
    figureTable(figureRows(report), paint),
    counts(report, paint),
    missedChecks(report, paint),
    notice(report, paint),
    refusals(report, paint),
    [...caveats(report), ...machineNotes(report), ...report.problems].map(problem => paint('yellow', `! ${problem}`)),
    closing(report, options, paint),
  ];
  return `\n${blocks
    .filter(block => block.length > 0)
    .map(indent)
    .join('\n\n')}\n`;
}

function headlines(report: DrillReport, paint: Paint): string[] {
  const { passed } = report.verdict;
  const verdict = `${passed ? MARK.held : MARK.missed} ${badge(report)}`;
  return [`${paint(['bold', passed ? 'green' : 'red'], verdict)} · ${paint('bold', headline(report))}`];
}

function figureTable(rows: readonly FigureRow[], paint: Paint): string[] {
  if (rows.length === 0) return [];
  const cells = (row: FigureRow) => [row.name, row.objective, row.bound, row.measured];
  const table = [['', 'objective', 'bound', 'measured'], ...rows.map(cells)];
  const widths = table[0].map((_, column) => Math.max(...table.map(line => line[column].length)));
  return table.map((line, i) => {
    const [name, ...figures] = line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c] + 3)));
    if (i === 0) return paint('dim', `${name}${figures.join('')}`);
    const { held } = rows[i - 1];
    const measured = held === undefined ? figures[2] : paint(held ? 'green' : 'red', figures[2]);
    return `${name}${figures[0]}${figures[1]}${measured}${held === undefined ? '' : ` ${held ? MARK.held : MARK.missed}`}`;
  });
}

function counts(report: DrillReport, paint: Paint): string[] {
  const lines = countLines(report).map(({ name, parts }) => {
    const words = parts.map(({ value, label, bad }) => (bad ? paint('red', `${value} ${label}`) : `${value} ${label}`));
    return `${name.padEnd(11)}${words.join(' · ')}`;
  });
  const resources = RESOURCE_LISTS.map(({ name }) => `${report.resources[name].length} ${name}`);
  const rights = report.rights === null ? [] : [`${'Rights'.padEnd(11)}${rightsSummary(report.rights)}`];
  const unheard = dashboardSummary(report);
  const dashboards = unheard === undefined ? [] : [`${'Dashboards'.padEnd(11)}${unheard}`];
  return [...lines, `${'Resources'.padEnd(11)}${resources.join(' · ')}`, ...dashboards, ...rights];
}

function missedChecks({ verdict }: DrillReport, paint: Paint): string[] {
  const missed = verdict.checks.filter(({ passed }) => !passed);
  return missed.map(({ name, detail }) => `${paint('red', `${MARK.missed} ${name}`)}: ${detail}`);
}

function notice(report: DrillReport, paint: Paint): string[] {
  return noticeLines(report).map(({ text, good }, i) => {
    const marked = i === 0 ? `${good ? MARK.held : MARK.missed} ${text}` : text;
    return good ? marked : paint('red', marked);
  });
}

function refusals({ rights }: DrillReport, paint: Paint): string[] {
  const headline = rights === null ? undefined : rightsHeadline(rights);
  if (rights === null || headline === undefined) return [];
  return [paint('red', `${MARK.missed} ${headline}`), ...refusalLines(rights).map(line => `  ${line}`)];
}

function closing({ time }: DrillReport, { files }: TerminalOptions, paint: Paint): string[] {
  const times = `${span(time.simulatedSeconds)} simulated in ${span(time.realSeconds)} of real time, speed ${time.speed}`;
  return [...(files.length > 0 ? [files.join('  ')] : []), paint('dim', times)];
}

function indent(lines: readonly string[]): string {
  return lines.map(line => `  ${line}`).join('\n');
}

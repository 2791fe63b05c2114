import { markdownTable } from 'markdown-table';
import { type ComparisonResult, type Figure, type Row } from '../runner';
import { type Measure, type Unit } from '../suite';

/** One comparison as a Markdown table: median (min–max) and ratio for each measure. */
export function renderTable({ title, baseline, measures, rows }: ComparisonResult): string {
  const head = [title, ...measures.flatMap(measure => [measure.label, `× ${baseline}`]), 'rounds'];
  const align = ['l', ...measures.flatMap(() => ['r', 'r']), 'r'];
  return markdownTable([head, ...rows.map(row => renderRow(row, measures))], { align });
}

function renderRow(row: Row, measures: readonly Measure[]): string[] {
  const cells = measures.flatMap(({ key, unit }) => renderFigure(row.figures[key], unit));
  return [row.contender, ...cells, String(row.rounds)];
}

function renderFigure({ spread, ratio }: Figure, unit: Unit): [string, string] {
  const [median, min, max] = [spread.median, spread.min, spread.max].map(value => renderValue(value, unit));
  return [min === max ? median : `${median} (${min}–${max})`, ratio.median.toFixed(2)];
}

function renderValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return value < 1_000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1_000).toFixed(2)} s`;
    case 'B':
      return `${(value / 1_000).toFixed(1)} kB`;
    case 'pieces':
      return value.toFixed(1);
  }
}

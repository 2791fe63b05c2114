import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as echarts from 'echarts';
import { RESULTS } from '../paths';
import { type SuiteResult } from '../results';
import { type ComparisonResult } from '../runner';

const WIDTH = 1_000;

/** Draws `results/ratios.svg` and, when the growth was measured, `results/growth.svg`. */
export function drawCharts(results: readonly SuiteResult[]): void {
  const growth = results.find(({ name }) => name === 'growth');
  const others = results.filter(result => result !== growth).flatMap(({ comparisons }) => comparisons);
  if (others.length > 0) draw('ratios.svg', 120 + 26 * countBars(others), ratiosOption(others));
  if (growth) draw('growth.svg', 420, growthOption(growth.comparisons));
}

function draw(file: string, height: number, option: echarts.EChartsOption): void {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, backgroundColor: '#fff', ...option });
  writeFileSync(join(RESULTS, file), `${chart.renderToSVGString()}\n`);
  chart.dispose();
}

function countBars(comparisons: readonly ComparisonResult[]): number {
  return comparisons.reduce((sum, { rows }) => sum + rows.length - 1, 0);
}

/** A bar for each contender that is not the baseline; the axis is logarithmic, because peers are up to fifty times slower. */
function ratiosOption(comparisons: readonly ComparisonResult[]): echarts.EChartsOption {
  const bars = comparisons.flatMap(({ title, baseline, measures, rows }) =>
    rows
      .filter(({ contender }) => contender !== baseline)
      .map(({ contender, figures }) => ({
        name: `${title}: ${contender}`,
        value: Number(figures[measures[0].key].ratio.median.toFixed(2)),
        itemStyle: { color: contender === 'ours' ? '#1f77b4' : '#b0b7c3' },
      })),
  );
  return {
    title: { text: 'How many times the baseline (1 = the same, shorter is better)', left: 'center' },
    grid: { left: 500, right: 70, top: 50, bottom: 40 },
    xAxis: { type: 'log', min: 0.5 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { width: 480, overflow: 'truncate' },
    },
    series: [{ type: 'bar', data: bars, label: { show: true, position: 'right', formatter: '{c}×' } }],
  };
}

/** Milliseconds a function against the number of functions: a phase that grows linearly is a level line. */
function growthOption(comparisons: readonly ComparisonResult[]): echarts.EChartsOption {
  const lines = comparisons[0].rows.flatMap(({ contender }) =>
    ['construct', 'synth'].map(phase => ({
      name: `${contender}, ${phase}`,
      type: 'line' as const,
      data: comparisons.map(comparison => [countOf(comparison), perFunction(comparison, contender, phase)]),
    })),
  );
  return {
    title: { text: 'Milliseconds for each function, by number of functions', left: 'center' },
    legend: { top: 30 },
    grid: { left: 70, right: 40, top: 80, bottom: 50 },
    xAxis: { type: 'log', name: 'functions', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value', name: 'ms', min: 0 },
    series: lines,
  };
}

function countOf({ id }: ComparisonResult): number {
  return Number(id.split('/')[1]);
}

function perFunction(comparison: ComparisonResult, contender: string, phase: string): number {
  const row = comparison.rows.find(each => each.contender === contender)!;
  return Number((row.figures[phase].spread.median / countOf(comparison)).toFixed(2));
}

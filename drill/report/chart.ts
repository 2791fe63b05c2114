import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { type CustomSeriesRenderItemAPI, type CustomSeriesRenderItemParams } from 'echarts';
import { SVGRenderer } from 'echarts/renderers';
import { lanesOf, timeRange, toneOf, type Lane } from './lanes.js';
import { type DrillReport } from '../measure/model.js';
import { keyMoments, type Moment } from './moments.js';

use([BarChart, CustomChart, GridComponent, SVGRenderer]);

/** Pixels of the picture at its natural size; it scales with the page. */
const WIDTH = 1160;
const LEFT = 190;
/** Room for the label of a moment at the end. */
const RIGHT = 130;
const PLOT = WIDTH - LEFT - RIGHT;
const MOMENT_ROW = 20;
const REQUESTS_HEIGHT = 230;
const LANE = 34;
const GAP = 18;
const AXIS = 40;
/** More bars than this would be thinner than three pixels. */
const MOST_BARS = 300;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
/** About how wide one character is at the size of a moment's label. */
const CHARACTER = 7.6;

/** Colours are variables of the page, so that one picture follows light and dark. */
const colour = (name: string): string => `var(--${name})`;

interface Layout {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly PlacedMoment[];
  readonly plotTop: number;
  readonly lanesTop: number;
  readonly bottom: number;
}

interface PlacedMoment extends Moment {
  readonly row: number;
}

/**
 * The timeline as inline SVG: requests a second by region and outcome, and below, on the same axis, the fault's window,
 * each health check and the DNS answer, with the key moments drawn through all of them.
 */
export function renderTimeline(report: DrillReport): string {
  const lanes = lanesOf(report);
  const layout = arrange(report, lanes);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: layout.bottom + AXIS });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT },
      grid: [
        { left: LEFT, right: RIGHT, top: layout.plotTop, height: REQUESTS_HEIGHT },
        { left: LEFT, right: RIGHT, top: layout.lanesTop, height: lanes.length * LANE },
      ],
      xAxis: [timeAxis(layout, 0), timeAxis(layout, 1)],
      yAxis: [requestsAxis(), lanesAxis(lanes)],
      series: [faultBand(report, layout), ...requestBars(report, layout), momentLines(layout), laneBars(lanes)],
    });
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
}

function arrange(report: DrillReport, lanes: readonly Lane[]): Layout {
  const range = timeRange(report);
  const labels = placeMoments(keyMoments(report), at => ((at - range.from) / (range.to - range.from)) * PLOT);
  const rows = Math.max(0, ...labels.map(label => label.row + 1));
  const plotTop = 12 + rows * MOMENT_ROW;
  const lanesTop = plotTop + REQUESTS_HEIGHT + GAP;
  return { ...range, labels, plotTop, lanesTop, bottom: lanesTop + lanes.length * LANE };
}

/**
 * Gives each label a row in which no other label stands and through which no other moment's line runs: a line begins at
 * its label, so a label stands above those of the moments that it reaches over.
 */
function placeMoments(moments: readonly Moment[], x: (at: number) => number): PlacedMoment[] {
  const placed: PlacedMoment[] = [];
  for (const moment of [...moments].reverse()) {
    const reach = x(moment.at) + label(moment).length * CHARACTER + 14;
    const below = placed.filter(other => x(other.at) < reach);
    const row = Math.max(0, ...below.map(other => other.row + 1));
    placed.unshift({ ...moment, row });
  }
  return placed;
}

function label({ at, short }: Moment): string {
  return `${short} ${Math.round(at)} s`;
}

function timeAxis({ from, to }: Layout, gridIndex: number): object {
  const shown = gridIndex === 1;
  return {
    type: 'value',
    gridIndex,
    min: from,
    max: to,
    interval: niceStep((to - from) / 12),
    axisLabel: {
      show: shown,
      color: colour('muted'),
      fontSize: 12,
      formatter: '{value} s',
      hideOverlap: true,
      showMaxLabel: false,
    },
    axisLine: { show: true, lineStyle: { color: colour('line') } },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: colour('grid') } },
  };
}

/** 1, 2, 5 or 10 times a power of ten, or a whole part of a minute where one fits. */
function niceStep(least: number): number {
  return [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600].find(step => step >= least) ?? Math.ceil(least / 600) * 600;
}

function requestsAxis(): object {
  return {
    type: 'value',
    gridIndex: 0,
    name: 'requests a second',
    nameLocation: 'middle',
    nameGap: 38,
    nameTextStyle: { color: colour('muted'), fontSize: 12 },
    minInterval: 1,
    axisLabel: { color: colour('muted'), fontSize: 12 },
    splitLine: { lineStyle: { color: colour('grid') } },
  };
}

function lanesAxis(lanes: readonly Lane[]): object {
  return {
    type: 'category',
    gridIndex: 1,
    inverse: true,
    data: lanes.map(lane => lane.label),
    axisLabel: { color: colour('ink'), fontSize: 12, width: LEFT - 20, overflow: 'truncate' },
    axisLine: { show: false },
    axisTick: { show: false },
  };
}

/** Stacked bars: succeeded by region, then what failed. */
function requestBars(report: DrillReport, { from, to }: Layout): object[] {
  const bucket = Math.max(1, Math.ceil((to - from) / MOST_BARS));
  const outcomes: [string, string, (entry: DrillReport['timeline']['requests'][number]) => number][] = [
    ...report.regions.map(region => {
      const tone = toneOf(region, report.primaryRegion);
      const counts = (entry: { region: string | null; succeeded: number }) =>
        entry.region === region ? entry.succeeded : 0;
      return [region, tone, counts] as [string, string, typeof counts];
    }),
    ['failed', 'failed', entry => entry.failed],
  ];
  return outcomes.map(([name, tone, count]) => {
    // Every series has every bucket: the chart stacks by position in the data, not by time.
    const perBucket = new Map(range(from, to, bucket).map(at => [at, 0]));
    for (const entry of report.timeline.requests) {
      const at = from + Math.floor((entry.at - from) / bucket) * bucket;
      perBucket.set(at, (perBucket.get(at) ?? 0) + count(entry));
    }
    return {
      type: 'bar',
      name,
      stack: 'requests',
      silent: true,
      barWidth: Math.max(1, (bucket / (to - from)) * PLOT - 0.6),
      itemStyle: { color: colour(tone) },
      data: [...perBucket].map(([at, sum]) => [at + bucket / 2, sum / bucket]),
    };
  });
}

/** The fault's window behind everything. */
function faultBand({ fault }: DrillReport, layout: Layout): object {
  return custom(
    'fault',
    0,
    fault.startedAt === null ? [] : [[fault.startedAt, fault.endedAt ?? layout.to, 0]],
    (_, api) => {
      const left = api.coord([api.value(0), 0])[0];
      const width = api.coord([api.value(1), 0])[0] - left;
      const shape = { x: left, y: layout.plotTop, width, height: layout.bottom - layout.plotTop };
      return { type: 'rect', silent: true, shape, style: { fill: colour('fault-band') } };
    },
  );
}

function laneBars(lanes: readonly Lane[]): object {
  const rows = lanes.flatMap((lane, row) => lane.segments.map(segment => ({ ...segment, row })));
  return custom(
    'lanes',
    1,
    rows.map(({ from, to, row }) => [from, to, row]),
    ({ dataIndex }, api) => {
      const { text, tone } = rows[dataIndex];
      const [left, middle] = api.coord([api.value(0), api.value(2)]);
      const width = api.coord([api.value(1), api.value(2)])[0] - left;
      const height = LANE - 10;
      const fits = text.length * CHARACTER + 8 < width;
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: left + 0.5, y: middle - height / 2, width: Math.max(1, width - 1), height, r: 4 },
            style: { fill: colour(tone) },
          },
          ...(fits ? [laneText(text, left + width / 2, middle, tone)] : []),
        ],
      };
    },
  );
}

function laneText(text: string, x: number, y: number, tone: string): object {
  const style = {
    text,
    x,
    y,
    fill: colour(`on-${tone}`),
    font: `600 12px ${FONT}`,
    align: 'center',
    verticalAlign: 'middle',
  };
  return { type: 'text', silent: true, style };
}

function momentLines({ labels, plotTop, bottom }: Layout): object {
  return custom(
    'moments',
    0,
    labels.map(({ at }) => [at, at, 0]),
    ({ dataIndex }, api) => {
      const placed = labels[dataIndex];
      const x = Math.round(api.coord([placed.at, 0])[0]) + 0.5;
      const y = plotTop - 14 - placed.row * MOMENT_ROW;
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, y1: y - 7, x2: x, y2: bottom },
            style: { fill: 'none', stroke: colour('ink'), lineWidth: 1, lineDash: [3, 3], opacity: 0.55 },
          },
          {
            type: 'text',
            style: {
              text: label(placed),
              x: x + 5,
              y,
              fill: colour('ink'),
              font: `600 12px ${FONT}`,
              align: 'left',
              verticalAlign: 'middle',
            },
          },
        ],
      };
    },
  );
}

type Draw = (parameters: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => object;

/** A series of shapes; each item is where it begins and ends in time, and its place on the other axis. */
function custom(name: string, grid: number, data: number[][], renderItem: Draw): object {
  const encode = { x: [0, 1], y: 2 };
  return {
    type: 'custom',
    name,
    xAxisIndex: grid,
    yAxisIndex: grid,
    encode,
    clip: false,
    silent: true,
    data,
    renderItem,
  };
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}

import { Eta } from 'eta';
import { CHART_TEMPLATE } from './chart-template.js';
import { lanesOf, timeRange, toneOf, type Lane, type Segment } from './lanes.js';
import { type DrillReport } from '../measure/model.js';
import { keyMoments, type Moment } from './moments.js';

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
const TIME_STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600];
const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100];
/** About how wide one character is, in a moment's label and in a lane's. */
const CHARACTER = 7.6;
const LANE_CHARACTER = 6.8;

/** Everything that the template draws, in pixels. */
interface Layout {
  readonly x: (at: number) => number;
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

/** Requests of one outcome a bucket of time, and the colour that they get. */
interface Series {
  readonly name: string;
  readonly tone: string;
  readonly perBucket: readonly number[];
}

/**
 * The timeline as inline SVG: requests a second by region and outcome, and below, on the same axis, the fault's window,
 * each health check and the DNS answer, with the key moments drawn through all of them.
 *
 * @param description what the picture shows, for assistive software
 */
export function renderTimeline(report: DrillReport, description: string): string {
  const lanes = lanesOf(report);
  const layout = arrange(report, lanes);
  const { plotTop, lanesTop, bottom } = layout;
  return new Eta({ autoTrim: ['nl', 'nl'] }).renderString(CHART_TEMPLATE, {
    description,
    width: WIDTH,
    height: bottom + AXIS,
    frame: { left: LEFT, right: LEFT + PLOT, top: plotTop, base: plotTop + REQUESTS_HEIGHT, lanesTop, bottom },
    fault: faultBand(report, layout),
    times: timeTicks(layout),
    ...requestBars(report, layout),
    moments: layout.labels.map(moment => momentLine(moment, layout)),
    lanes: lanes.map((lane, row) => laneBars(lane, lanesTop + (row + 0.5) * LANE, layout)),
    laneHeight: LANE - 10,
  });
}

function arrange(report: DrillReport, lanes: readonly Lane[]): Layout {
  const { from, to } = timeRange(report);
  const x = (at: number): number => LEFT + ((at - from) / (to - from)) * PLOT;
  const labels = placeMoments(keyMoments(report), x);
  const rows = Math.max(0, ...labels.map(label => label.row + 1));
  const plotTop = 12 + rows * MOMENT_ROW;
  const lanesTop = plotTop + REQUESTS_HEIGHT + GAP;
  return { x, from, to, labels, plotTop, lanesTop, bottom: lanesTop + lanes.length * LANE };
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

function momentLine(moment: PlacedMoment, { x, plotTop }: Layout): object {
  const y = plotTop - 14 - moment.row * MOMENT_ROW;
  return {
    x: Math.round(x(moment.at)) + 0.5,
    y,
    text: label(moment),
    title: `${Math.round(moment.at)} s: ${moment.name}`,
  };
}

/** The fault's window, behind everything. */
function faultBand({ fault }: DrillReport, { x, to }: Layout): object | null {
  if (fault.startedAt === null || fault.region === null) return null;
  const left = x(fault.startedAt);
  return { x: pixels(left), width: pixels(x(fault.endedAt ?? to) - left) };
}

function timeTicks({ from, to, x }: Layout): object[] {
  const step = niceStep((to - from) / 12, TIME_STEPS);
  return ticks(from, to, step).map(at => ({ x: pixels(x(at)), text: `${at} s` }));
}

/** Stacked bars, succeeded by region, then what failed, and the axis that measures them. */
function requestBars(report: DrillReport, layout: Layout): { bars: object[]; counts: object[]; hints: object[] } {
  const { from, to, x, plotTop } = layout;
  const bucket = Math.max(1, Math.ceil((to - from) / MOST_BARS));
  const starts = ticks(from, to - 1, bucket, from);
  const series = seriesOf(report, starts, bucket);
  const totals = starts.map((_, i) => sum(series.map(({ perBucket }) => perBucket[i])));
  const step = niceStep(Math.max(...totals) / 5, COUNT_STEPS);
  const top = Math.max(1, Math.ceil(Math.max(...totals) / step)) * step;
  const y = (count: number): number => plotTop + REQUESTS_HEIGHT * (1 - count / top);
  const width = (at: number): number => Math.max(1, x(Math.min(at + bucket, to)) - x(at) - 0.6);
  const bars = series.map(({ name, tone, perBucket }, nth) => {
    const path = perBucket.map((count, i) => {
      const below = sum(series.slice(0, nth).map(other => other.perBucket[i]));
      return count === 0 ? '' : bar(x(starts[i]), y(below + count), width(starts[i]), y(below) - y(below + count));
    });
    return { name, tone, path: path.join('') };
  });
  const hints = starts.map((at, i) => ({ x: pixels(x(at)), width: pixels(width(at)), text: hint(at, series, i) }));
  return { bars, hints, counts: ticks(0, top, step).map(count => ({ y: pixels(y(count)), text: String(count) })) };
}

function seriesOf({ regions, primaryRegion, timeline }: DrillReport, starts: number[], bucket: number): Series[] {
  const counts = (of: (entry: DrillReport['timeline']['requests'][number]) => number): number[] => {
    const perBucket = starts.map(() => 0);
    for (const entry of timeline.requests) perBucket[Math.floor((entry.at - starts[0]) / bucket)] += of(entry) / bucket;
    return perBucket;
  };
  const succeeded = regions.map(name => {
    const perBucket = counts(({ region, succeeded: count }) => (region === name ? count : 0));
    return { name, tone: toneOf(name, primaryRegion) as string, perBucket };
  });
  return [...succeeded, { name: 'failed', tone: 'failed', perBucket: counts(({ failed }) => failed) }];
}

function bar(left: number, top: number, width: number, height: number): string {
  return `M${pixels(left)} ${pixels(top)}h${pixels(width)}v${pixels(height)}h${pixels(-width)}z`;
}

/** What one moment of the load was, in words: `96 s: us-west-2 3, failed 1 a second`. */
function hint(at: number, series: readonly Series[], nth: number): string {
  const parts = series.filter(({ perBucket }) => perBucket[nth] > 0);
  const words = parts.map(({ name, perBucket }) => `${name} ${Math.round(perBucket[nth] * 10) / 10}`);
  return `${at} s: ${words.length === 0 ? 'no request' : `${words.join(', ')} a second`}`;
}

function laneBars({ label: name, segments }: Lane, middle: number, { x }: Layout): object {
  const shown = segments.map(({ from, to, text, tone }: Segment) => {
    const left = x(from);
    const width = Math.max(1, x(to) - left - 1);
    const fits = text.length * CHARACTER + 8 < width;
    const title = `${text}, ${Math.round(from)} s to ${Math.round(to)} s`;
    return { x: pixels(left + 0.5), width: pixels(width), centre: pixels(left + width / 2), tone, text, fits, title };
  });
  return { name, label: shortened(name, Math.floor((LEFT - 20) / LANE_CHARACTER)), middle, segments: shown };
}

/** Names differ at their ends, as construct paths do: the middle of a long one is left out. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const head = /^\w+: /.exec(name)?.[0] ?? '';
  return `${head}…${name.slice(head.length + 1 - most)}`;
}

/** The smallest step that is not below the least; beyond the list, whole multiples of its last one. */
function niceStep(least: number, steps: readonly number[]): number {
  const last = steps[steps.length - 1];
  return steps.find(step => step >= least) ?? Math.ceil(least / last) * last;
}

/** Multiples of a step from one value to another, the last one included; from the first value itself where one is given. */
function ticks(from: number, to: number, step: number, first = Math.ceil(from / step) * step): number[] {
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A tenth of a pixel is all that anybody sees. */
function pixels(value: number): number {
  return Math.round(value * 10) / 10;
}

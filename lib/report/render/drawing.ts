import { readable, withoutResource } from '../readable';
import { DRAWING_TEMPLATE } from './drawing-template';
import { shortened } from './shortened';
import { render } from './template';
import { chosenBy, sharesWork } from '../view';
import {
  type DataReport,
  type ReportDocument,
  type ServiceReport,
  type SideReport,
  type SinglePointReport,
} from '../report-document';

const WIDTH = 380;
const GAP = 120;
/** Narrower than this a drawing is scrolled and not shrunk. */
const LEAST_WIDTH = 640;
const PAD = 16;
const DNS_HEIGHT = 62;
const PATH_HEIGHT = 104;
const BOX_HEIGHT = 58;
const STEP = BOX_HEIGHT + 14;
const MOST_FUNCTIONS = 6;
const LETTERS = 44;

/** One box in a region: a function, a table, a vault. */
interface Box {
  readonly kind: 'endpoint' | 'function' | 'data' | 'backup' | 'point';
  readonly title: string;
  readonly lines: readonly string[];
  /** Row across all regions: what belongs together is on one line. */
  readonly row: number;
  readonly path?: string;
}

interface Column {
  readonly side: SideReport;
  readonly x: number;
  readonly boxes: readonly Box[];
}

/** The service as SVG: the DNS name on top, its regions side by side, data with its replication, what exists once marked. */
export function drawService(service: ServiceReport, report: ReportDocument): string {
  const columns = layOut(service, report);
  const rows = Math.max(1, ...columns.flatMap(({ boxes }) => boxes.map(({ row }) => row + 1)));
  const width = columns.length * WIDTH + (columns.length - 1) * GAP + 2 * PAD;
  const top = DNS_HEIGHT + (service.name === null ? 2 * PAD : PATH_HEIGHT);
  const height = top + 44 + rows * STEP + 2 * PAD;
  const points = new Map(service.singlePointsOfFailure.map(point => [point.path, point]));
  return render(DRAWING_TEMPLATE, {
    width,
    height,
    leastWidth: Math.min(width, LEAST_WIDTH),
    label: label(service),
    name: nameView(service, width),
    paths: service.name === null ? [] : columns.map(column => pathView(column, width, points)),
    columns: columns.map(column => columnView(column, top, height, points)),
    arrows: arrowViews(columns, report, top),
  });
}

function label({ name, sides }: ServiceReport): string {
  return `${name ?? 'The app'} in ${sides.map(side => side.region).join(' and ')}`;
}

function layOut(service: ServiceReport, report: ReportDocument): Column[] {
  const dataRows = rowsOf(service, report);
  const functionRows = Math.max(...service.sides.map(side => Math.min(side.functions.length, MOST_FUNCTIONS + 1)));
  return service.sides.map((side, index) => ({
    side,
    x: PAD + index * (WIDTH + GAP),
    boxes: [
      { kind: 'endpoint', title: 'Endpoint', lines: [side.endpoint ?? 'no DNS record'], row: 0 },
      ...functionBoxes(side),
      ...dataBoxes(side, report, dataRows, 1 + functionRows),
      ...lowerBoxes(side, service, report, 1 + functionRows + dataRows.size),
    ],
  }));
}

function functionBoxes({ functions }: SideReport): Box[] {
  const shown = functions
    .slice(0, MOST_FUNCTIONS)
    .map((path, index): Box => box('function', 'Function', path, [], 1 + index));
  const rest = functions.length - shown.length;
  return rest > 0
    ? [...shown, { kind: 'function', title: 'Functions', lines: [`and ${rest} more`], row: 1 + MOST_FUNCTIONS }]
    : shown;
}

/** Row of each piece of data: the two ends of a replication share one. */
function rowsOf(service: ServiceReport, report: ReportDocument): Map<string, number> {
  const keys = service.sides.flatMap(side => side.data.map(path => placeOf(path, report)));
  return new Map([...new Set(keys)].map((key, index) => [key, index]));
}

/** The construct path without the names of regions: equal for the same thing in two regions. */
function placeOf(path: string, { regions }: ReportDocument): string {
  return path
    .split('/')
    .map(step => regions.reduce((text, region) => text.split(region).join(''), step))
    .join('/');
}

function dataBoxes(side: SideReport, report: ReportDocument, rows: ReadonlyMap<string, number>, first: number): Box[] {
  return side.data.map(path => {
    const data = report.data.find(other => other.path === path)!;
    const figures = `lost with its region: ${readable(data.regionLoss)} · damaged: ${readable(data.corruption)}`;
    return box('data', nameOf(data.type), path, [figures], first + rows.get(placeOf(path, report))!);
  });
}

function lowerBoxes(side: SideReport, service: ServiceReport, report: ReportDocument, first: number): Box[] {
  const plans = report.backups.filter(({ region }) => region === side.region);
  const copies = report.backups.filter(({ copiesTo }) => copiesTo.includes(side.region));
  const drawn = new Set([...side.functions, ...side.data]);
  const points = service.singlePointsOfFailure.filter(
    ({ path, region }) => region === side.region && !drawn.has(path) && path !== side.record,
  );
  return [
    ...plans.map(plan => [
      'Backup plan',
      plan.path,
      `${plan.covers.length} resources, copied to ${plan.copiesTo.join(', ') || 'nowhere'}`,
    ]),
    ...copies.map(plan => ['Backup copies', plan.path, `from ${plan.region}`]),
  ]
    .map(([title, path, text], index): Box => box('backup', title, path, [text], first + index))
    .concat(
      points.map(({ path, type }, index) =>
        box('point', nameOf(type), path, [], first + plans.length + copies.length + index),
      ),
    );
}

function box(kind: Box['kind'], title: string, path: string, lines: readonly string[], row: number): Box {
  return { kind, title, lines: [withoutResource(path), ...lines], row, path };
}

/** A text in the drawing, with the classes that say how it looks. */
interface Words {
  readonly x: number;
  readonly y: number;
  readonly content: string;
  readonly look: string;
}

function words(x: number, y: number, content: string, look: string): Words {
  return { x, y, content, look };
}

function nameView(service: ServiceReport, width: number): object {
  const { name, objectives } = service;
  const middle = width / 2;
  const promise =
    objectives.rto === null ? '' : objectives.rto === 'missed' ? ' ✗ objective missed' : ' ✓ objective met';
  return {
    x: middle - 180,
    height: DNS_HEIGHT - 8,
    texts: [
      words(middle, 32, shortened(name ?? 'no DNS name that fails over', LETTERS), 'title middle'),
      words(middle, 52, `${recoveryWords(service)}${promise}`, 'small middle'),
    ],
  };
}

function recoveryWords(service: ServiceReport): string {
  const { name, rto } = service;
  if (name === null) return 'nothing leads clients elsewhere';
  if (sharesWork(service)) {
    return rto.value === null
      ? 'a lost region may stay in the answers'
      : `a lost region is left within ${readable(rto)}`;
  }
  return rto.value === null ? 'failover is not bounded' : `failover within ${readable(rto)}`;
}

function pathView({ side, x }: Column, width: number, points: ReadonlyMap<string, SinglePointReport>): object {
  const to = x + WIDTH / 2;
  const from = width / 2 + Math.max(-150, Math.min(150, to - width / 2));
  const bottom = DNS_HEIGHT + PATH_HEIGHT;
  const check = side.healthCheck;
  const watched = check
    ? `${check.type}${check.intervalSeconds ? ` every ${check.intervalSeconds} s, ${check.failureThreshold} in a row` : ''}`
    : 'no health check';
  return {
    way: side.role === 'PRIMARY' || side.recovery ? 'primary' : 'secondary',
    line: `M${from} ${DNS_HEIGHT} C${from} ${DNS_HEIGHT + 50} ${to} ${DNS_HEIGHT + 20} ${to} ${bottom - 2}`,
    isPoint: side.record !== null && points.has(side.record),
    x: to - 150,
    y: bottom - 62,
    texts: [
      words(to, bottom - 44, shortened(chosenBy(side) ?? 'record', LETTERS), 'strong middle'),
      words(to, bottom - 28, `♥ ${watched}`, check ? 'small middle' : 'small middle warn'),
    ],
  };
}

function columnView(
  { side, x, boxes }: Column,
  top: number,
  height: number,
  points: ReadonlyMap<string, SinglePointReport>,
): object {
  return {
    x,
    y: top,
    width: WIDTH,
    height: height - top - PAD,
    title: words(x + 16, top + 27, side.region, 'title'),
    boxes: boxes.map(item => boxView(item, x + PAD, top + 44 + item.row * STEP, points)),
  };
}

function boxView(item: Box, x: number, y: number, points: ReadonlyMap<string, SinglePointReport>): object {
  const point = item.path === undefined ? undefined : points.get(item.path);
  const width = WIDTH - 2 * PAD;
  return {
    look: `${item.kind}${point ? ' spof' : ''}`,
    hint: [...item.lines, point?.why ?? ''].join('\n').trim(),
    x,
    y,
    width,
    height: BOX_HEIGHT,
    texts: [
      words(x + 10, y + 17, item.title, 'strong'),
      ...(point ? [words(x + width - 10, y + 17, 'single point of failure', 'small end warn')] : []),
      ...item.lines.map((content, index) => {
        const isFirst = index === 0;
        return words(
          x + 10,
          y + 33 + index * 15,
          shortened(content, isFirst ? LETTERS : 58),
          isFirst ? 'path' : 'small',
        );
      }),
    ],
  };
}

/** An arrow from each piece of data to the next region that holds it too; two heads where both ways are replicated. */
function arrowViews(columns: readonly Column[], report: ReportDocument, top: number): object[] {
  return columns.slice(1).flatMap((right, index) => {
    const left = columns[index];
    const rows = new Set([...left.boxes, ...right.boxes].filter(({ kind }) => kind === 'data').map(({ row }) => row));
    return [...rows].map(row => arrowView(left, right, row, report, top + 44 + row * STEP + BOX_HEIGHT / 2));
  });
}

function arrowView(left: Column, right: Column, row: number, report: ReportDocument, y: number): object {
  const there = reaches(left, row, right.side.region, report);
  const back = reaches(right, row, left.side.region, report);
  const [from, to] = [left.x + WIDTH - PAD + 2, right.x + PAD - 2];
  const middle = (from + to) / 2;
  const isCopied = there || back;
  const text = isCopied
    ? words(middle, y - 7, 'replication', 'small middle')
    : words(middle, y + 4, 'not replicated', 'small middle warn');
  return { isCopied, there, back, from, to, y, text };
}

/** Whether the data of a row in one region gets to another. A global table is one resource in all of its regions. */
function reaches(from: Column, row: number, region: string, report: ReportDocument): boolean {
  const item = from.boxes.find(other => other.row === row && other.kind === 'data');
  return report.data.some(
    (data: DataReport) =>
      data.path === item?.path && data.regions.includes(region) && data.regions.includes(from.side.region),
  );
}

function nameOf(type: string): string {
  const [, service, name] = type.split('::');
  return `${service} ${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`;
}

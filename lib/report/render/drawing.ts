import { readable, withoutResource } from '../readable';
import { escape, shortened } from './markup';
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
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label(service))}" style="max-width:${width}px;min-width:${Math.min(width, LEAST_WIDTH)}px">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>',
    drawName(service, width),
    ...columns.map(column => drawPath(column, service, width, points)),
    ...columns.map(column => drawColumn(column, top, height, points)),
    ...drawReplication(columns, report, top),
    '</svg>',
  ].join('\n');
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

function drawName(service: ServiceReport, width: number): string {
  const { name, objectives } = service;
  const middle = width / 2;
  const promise =
    objectives.rto === null ? '' : objectives.rto === 'missed' ? ' ✗ objective missed' : ' ✓ objective met';
  return [
    `<rect class="name" x="${middle - 180}" y="8" width="360" height="${DNS_HEIGHT - 8}" rx="8"/>`,
    text(middle, 32, shortened(name ?? 'no DNS name that fails over', LETTERS), 'title middle'),
    text(middle, 52, `${recoveryWords(service)}${promise}`, 'small middle'),
  ].join('\n');
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

function drawPath(
  { side, x }: Column,
  service: ServiceReport,
  width: number,
  points: ReadonlyMap<string, SinglePointReport>,
): string {
  if (service.name === null) return '';
  const to = x + WIDTH / 2;
  const from = width / 2 + Math.max(-150, Math.min(150, to - width / 2));
  const bottom = DNS_HEIGHT + PATH_HEIGHT;
  const check = side.healthCheck;
  const marked = side.record !== null && points.has(side.record);
  const watched = check
    ? `${check.type}${check.intervalSeconds ? ` every ${check.intervalSeconds} s, ${check.failureThreshold} in a row` : ''}`
    : 'no health check';
  return [
    `<path class="way ${side.role === 'PRIMARY' || side.recovery ? 'primary' : 'secondary'}" d="M${from} ${DNS_HEIGHT} C${from} ${DNS_HEIGHT + 50} ${to} ${DNS_HEIGHT + 20} ${to} ${bottom - 2}" marker-end="url(#tip)"/>`,
    `<rect class="badge${marked ? ' spof' : ''}" x="${to - 150}" y="${bottom - 62}" width="300" height="42" rx="6"/>`,
    text(to, bottom - 44, shortened(chosenBy(side) ?? 'record', LETTERS), 'strong middle'),
    text(to, bottom - 28, `♥ ${watched}`, check ? 'small middle' : 'small middle warn'),
  ].join('\n');
}

function drawColumn(
  { side, x, boxes }: Column,
  top: number,
  height: number,
  points: ReadonlyMap<string, SinglePointReport>,
): string {
  return [
    `<rect class="region" x="${x}" y="${top}" width="${WIDTH}" height="${height - top - PAD}" rx="12"/>`,
    text(x + 16, top + 27, side.region, 'title'),
    ...boxes.map(item => drawBox(item, x + PAD, top + 44 + item.row * STEP, points)),
  ].join('\n');
}

function drawBox(item: Box, x: number, y: number, points: ReadonlyMap<string, SinglePointReport>): string {
  const point = item.path === undefined ? undefined : points.get(item.path);
  const width = WIDTH - 2 * PAD;
  return [
    `<g class="${item.kind}${point ? ' spof' : ''}"><title>${escape([...item.lines, point?.why ?? ''].join('\n').trim())}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT}" rx="6"/>`,
    text(x + 10, y + 17, item.title, 'strong'),
    ...(point ? [text(x + width - 10, y + 17, 'single point of failure', 'small end warn')] : []),
    ...item.lines.map((content, index) =>
      text(x + 10, y + 33 + index * 15, shortened(content, index === 0 ? LETTERS : 58), index === 0 ? 'path' : 'small'),
    ),
    '</g>',
  ].join('\n');
}

/** An arrow from each piece of data to the next region that holds it too; two heads where both ways are replicated. */
function drawReplication(columns: readonly Column[], report: ReportDocument, top: number): string[] {
  return columns.slice(1).flatMap((right, index) => {
    const left = columns[index];
    const rows = new Set([...left.boxes, ...right.boxes].filter(({ kind }) => kind === 'data').map(({ row }) => row));
    return [...rows].map(row => drawArrow(left, right, row, report, top + 44 + row * STEP + BOX_HEIGHT / 2));
  });
}

function drawArrow(left: Column, right: Column, row: number, report: ReportDocument, y: number): string {
  const there = reaches(left, row, right.side.region, report);
  const back = reaches(right, row, left.side.region, report);
  const x1 = left.x + WIDTH - PAD + 2;
  const x2 = right.x + PAD - 2;
  if (!there && !back) return text((x1 + x2) / 2, y + 4, 'not replicated', 'small middle warn');
  const tips = `${there ? ' marker-end="url(#tip)"' : ''}${back ? ' marker-start="url(#tip)"' : ''}`;
  return `<line class="copy" x1="${x1}" y1="${y}" x2="${x2}" y2="${y}"${tips}/>${text((x1 + x2) / 2, y - 7, 'replication', 'small middle')}`;
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

function text(x: number, y: number, content: string, style: string): string {
  return `<text x="${x}" y="${y}" class="${style}">${escape(content)}</text>`;
}

import { chosenBy, costLabel, hasRegions, verdictText } from '../view';
import { readable, withoutResource } from '../readable';
import { type DataReport, type FigureReport, type ReportDocument, type ServiceReport } from '../report-document';

/** The report for the terminal, one line an entry. */
export function renderText(report: ReportDocument): string[] {
  if (report.services.length === 0 && report.data.length === 0) {
    return ['Resilience: no service and no data in this app.'];
  }
  return [...report.services.flatMap(service => [...renderService(service), '']), ...renderData(report.data)];
}

function renderService(service: ServiceReport): string[] {
  const { rto, rpo, detection, failback, availability, objectives, standbyCost } = service;
  const regions = service.sides.map(side => `${side.region}${chosenBy(side) ? ` (${chosenBy(side)})` : ''}`);
  return [
    `Resilience of ${service.name ?? 'the app (no DNS name that fails over)'}: ${regions.join(', ')}`,
    line('detection', readable(detection), reasonOf(detection)),
    line('RTO', `${readable(rto)}${verdictText(objectives.rtoSeconds, objectives.rto)}`, reasonOf(rto)),
    ...renderSides(service),
    ...(failback ? [line('way back', `at most ${readable(failback)}`, reasonOf(failback))] : []),
    ...(service.suggestion ? [line('', '', `meets it: ${service.suggestion}`)] : []),
    line('RPO', `${readable(rpo)}${verdictText(objectives.rpoSeconds, objectives.rpo)}`, rpoText(service)),
    line(
      'availability',
      readable(availability.correlated),
      hasRegions(service) ? `naive product of regions ${readable(availability.naive)}` : 'of one region',
    ),
    ...(hasRegions(service)
      ? [line(costLabel(service).toLowerCase(), `$${standbyCost.perMonth.toFixed(2)} a month`, standbyCost.estimate)]
      : []),
    ...renderSinglePoints(service),
  ];
}

/** What the loss of each of several sides means. */
function renderSides({ sides }: ServiceReport): string[] {
  const judged = sides.flatMap(({ region, recovery }) => (recovery ? [{ region, recovery }] : []));
  if (judged.length < 2) return [];
  return judged.map(({ region, recovery }) =>
    line('', `${region} lost:`, `${readable(recovery)}  ${reasonOf(recovery)}`),
  );
}

/** The arithmetic of a figure, or why nothing bounds it. */
function reasonOf({ formula }: FigureReport): string {
  return formula.replace(/^unbounded: /, '');
}

function rpoText({ rpo, rpoOf }: ServiceReport): string {
  return rpoOf === null ? reasonOf(rpo) : `${reasonOf(rpo)} (${withoutResource(rpoOf)})`;
}

function renderSinglePoints({ singlePointsOfFailure: points }: ServiceReport): string[] {
  if (points.length === 0) return [line('single points', 'none found', '')];
  return points.map((point, index) => line(index === 0 ? 'single points' : '', withoutResource(point.path), point.why));
}

function renderData(data: readonly DataReport[]): string[] {
  return data.flatMap(({ path, regionLoss, corruption, protections }, index) => [
    ...(index === 0 ? ['Data: lost with its region, lost when it is damaged'] : []),
    line('', withoutResource(path), `${readable(regionLoss)}, ${readable(corruption)}`),
    line('', '', protections.join(', ') || 'nothing protects it'),
  ]);
}

function line(label: string, value: string, explanation: string): string {
  const start = `  ${label.padEnd(14)}`;
  return `${start}${[value, explanation].filter(part => part !== '').join('  ')}`.trimEnd();
}

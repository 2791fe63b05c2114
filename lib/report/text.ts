import { readable, span, withoutResource } from './figures';
import type { DataReport, ObjectivesReport, ReportDocument, ServiceReport } from './report-document';

/** The report for the terminal, one line an entry. */
export function renderText(report: ReportDocument): string[] {
  if (report.services.length === 0 && report.data.length === 0)
    return ['Resilience: no service and no data in this app.'];
  return [...report.services.flatMap(service => [...renderService(service), '']), ...renderData(report.data)];
}

function renderService(service: ServiceReport): string[] {
  const { rto, rpo, detection, availability, objectives, standbyCost } = service;
  const regions = service.sides.map(side => `${side.region}${side.role ? ` (${side.role})` : ''}`);
  return [
    `Resilience of ${service.name ?? 'the app (no failover name)'}: ${regions.join(', ')}`,
    line('detection', readable(detection), detection.formula),
    line('RTO', `${readable(rto)}${verdict(objectives.rtoSeconds, objectives.rtoMet)}`, rto.formula),
    ...(service.suggestion ? [line('', '', `meets it: ${service.suggestion}`)] : []),
    line('RPO', `${readable(rpo)}${verdict(objectives.rpoSeconds, objectives.rpoMet)}`, rpoText(service)),
    line('availability', readable(availability.correlated), `naive product of regions ${readable(availability.naive)}`),
    line('standby', `$${standbyCost.perMonth.toFixed(2)} a month`, standbyCost.estimate),
    ...renderSinglePoints(service),
  ];
}

function rpoText({ rpo, rpoOf }: ServiceReport): string {
  return rpoOf === null ? rpo.formula : `${rpo.formula} (${withoutResource(rpoOf)})`;
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

/** ` of 2 min: met` */
export function verdict(seconds: number | null, met: ObjectivesReport['rtoMet']): string {
  if (seconds === null) return '';
  return ` of ${span(seconds)} promised: ${met === null ? 'not judged' : met ? 'met' : 'MISSED'}`;
}

function line(label: string, value: string, explanation: string): string {
  const start = `  ${label.padEnd(14)}`;
  return `${start}${[value, explanation].filter(part => part !== '').join('  ')}`.trimEnd();
}

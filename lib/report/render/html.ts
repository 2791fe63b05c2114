import { drawService } from './drawing';
import { readable, withoutResource } from '../readable';
import { type FigureReport, type ObjectiveVerdict, type ReportDocument, type ServiceReport } from '../report-document';
import { PAGE_TEMPLATE } from './page-template';
import { STYLE } from './style';
import { render } from './template';
import { chosenBy, costLabel, hasRegions, sharesWork, verdictText } from '../view';

/** The report as one page that needs nothing else: no script, no font, no picture from anywhere. */
export function renderHtml(report: ReportDocument): string {
  return render(PAGE_TEMPLATE, viewOf(report));
}

function viewOf(report: ReportDocument): object {
  return {
    style: STYLE,
    regions: report.regions.join(', '),
    services: report.services.map(service => serviceView(service, report)),
    data: report.data.map(({ path, type, regions, regionLoss, corruption, protections }) => ({
      path: withoutResource(path),
      type,
      regions: regions.join(', '),
      losses: [regionLoss, corruption].map(lossView),
      protections: protections.length > 0 ? protections : ['nothing'],
    })),
  };
}

function serviceView(service: ServiceReport, report: ReportDocument): object {
  return {
    name: service.name ?? 'No DNS name that fails over',
    cards: cardsOf(service),
    suggestion: service.suggestion,
    picture: drawService(service, report),
    points: service.singlePointsOfFailure.map(({ path, type, why }) => ({ path: withoutResource(path), type, why })),
    figures: figuresOf(service).map(([name, figure]) => figureView(name, figure)),
    cost: hasRegions(service) ? costView(service) : undefined,
  };
}

function cardsOf(service: ServiceReport): object[] {
  const { rto, rpo, detection, availability, objectives } = service;
  const naive = hasRegions(service) ? `the naive product of regions says ${readable(availability.naive)}` : '';
  return [
    cardView('Recovery time (RTO)', rto, verdictText(objectives.rtoSeconds, objectives.rto).trim(), objectives.rto),
    cardView('Recovery point (RPO)', rpo, verdictText(objectives.rpoSeconds, objectives.rpo).trim(), objectives.rpo),
    cardView('Detection', detection),
    cardView('Availability', availability.correlated, naive),
  ];
}

function cardView(title: string, figure: FigureReport, note = '', verdict: ObjectiveVerdict | null = null): object {
  return { title, value: readable(figure), note, verdict: verdict ?? '' };
}

function figuresOf(service: ServiceReport): [string, FigureReport][] {
  const { rto, rpo, detection, availability } = service;
  return [
    ['RTO', rto],
    ...recoveries(service),
    ['RPO', rpo],
    ['Detection', detection],
    ...(service.failback ? [['Way back', service.failback] as [string, FigureReport]] : []),
    ['One region', availability.oneRegion],
    ['Naive', availability.naive],
    ['Correlated', availability.correlated],
  ];
}

/** The recovery of each of several sides that share the work. */
function recoveries(service: ServiceReport): [string, FigureReport][] {
  if (!sharesWork(service)) return [];
  return service.sides.flatMap((side): [string, FigureReport][] =>
    side.recovery ? [[`RTO without ${side.region} (${chosenBy(side)})`, side.recovery]] : [],
  );
}

function figureView(name: string, figure: FigureReport): object {
  const { formula, kind, assumptions, source } = figure;
  return { name, value: readable(figure), formula, kind, assumptions, source: sourceView(source) };
}

function costView(service: ServiceReport): object {
  const { perMonth, estimate, lines, byUse } = service.standbyCost;
  const standing = lines.map(line => ({
    what: line.what,
    count: Number(line.count.toFixed(2)),
    price: `$${line.unitPrice}`,
    perMonth: `$${line.perMonth.toFixed(2)}`,
    source: sourceView(line.source),
  }));
  const used = byUse.map(({ what, price, source }) => ({
    what,
    count: 'by use',
    price,
    perMonth: '',
    source: sourceView(source),
  }));
  return {
    headline: `${costLabel(service)}: about $${perMonth.toFixed(2)} a month`,
    estimate,
    rows: [...standing, ...used],
  };
}

function lossView(figure: FigureReport): object {
  return { value: readable(figure), formula: figure.formula, isBad: figure.value === null };
}

function sourceView(address: string): object {
  return { address, host: new URL(address).hostname };
}

import { drawService } from './drawing';
import { readable, withoutResource } from '../readable';
import { escape } from './markup';
import { type FigureReport, type ObjectiveVerdict, type ReportDocument, type ServiceReport } from '../report-document';
import { STYLE } from './style';
import { chosenBy, costLabel, hasRegions, sharesWork, verdictText } from '../view';

/** The report as one page that needs nothing else: no script, no font, no picture from anywhere. */
export function renderHtml(report: ReportDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Resilience report</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Resilience report</h1>
<p class="lead">Computed from the templates of ${report.regions.map(escape).join(', ') || 'the app'}. Nothing was measured; run the drill for that.</p>
${report.services.map(service => renderService(service, report)).join('\n')}
${renderData(report)}
</body>
</html>
`;
}

function renderService(service: ServiceReport, report: ReportDocument): string {
  const { rto, rpo, detection, availability, objectives } = service;
  return `<section>
<h2>${escape(service.name ?? 'No DNS name that fails over')}</h2>
<div class="cards">
${card('Recovery time (RTO)', rto, verdictText(objectives.rtoSeconds, objectives.rto), objectives.rto)}
${card('Recovery point (RPO)', rpo, verdictText(objectives.rpoSeconds, objectives.rpo), objectives.rpo)}
${card('Detection', detection, '', null)}
${card('Availability', availability.correlated, hasRegions(service) ? `; the naive product of regions says ${readable(availability.naive)}` : '', null)}
</div>
${service.suggestion ? `<p class="missed">Meets the objective: ${escape(service.suggestion)}</p>` : ''}
<figure>${drawService(service, report)}</figure>
${renderSinglePoints(service)}
${renderFigures([
  ['RTO', rto],
  ...recoveries(service),
  ['RPO', rpo],
  ['Detection', detection],
  ['One region', availability.oneRegion],
  ['Naive', availability.naive],
  ['Correlated', availability.correlated],
])}
${renderCost(service)}
</section>`;
}

/** The recovery of each of several sides that share the work. */
function recoveries(service: ServiceReport): [string, FigureReport][] {
  if (!sharesWork(service)) return [];
  return service.sides.flatMap((side): [string, FigureReport][] =>
    side.recovery ? [[`RTO without ${side.region} (${chosenBy(side)})`, side.recovery]] : [],
  );
}

function card(title: string, figure: FigureReport, note: string, verdict: ObjectiveVerdict | null): string {
  return `<div class="card${verdict === null ? '' : ` ${verdict}`}"><h3>${title}</h3><p class="value">${escape(readable(figure))}</p><p>${escape(note.replace(/^[ ;]+/, ''))}</p></div>`;
}

function renderSinglePoints({ singlePointsOfFailure: points }: ServiceReport): string {
  if (points.length === 0) return '<h3>Single points of failure</h3><p>None found.</p>';
  const rows = points.map(({ path, type, why }) => [code(withoutResource(path)), escape(type), escape(why)]);
  return `<h3>Single points of failure</h3>${table(['Construct', 'Type', 'Why'], rows)}`;
}

function renderFigures(figures: readonly (readonly [string, FigureReport])[]): string {
  const rows = figures.map(([name, figure]) => [
    escape(name),
    escape(readable(figure)),
    escape(figure.formula),
    figure.kind,
    figure.assumptions.map(escape).join('<br>'),
    link(figure.source),
  ]);
  return `<details><summary>Arithmetic, assumptions and sources</summary>${table(['Figure', 'Value', 'Arithmetic', 'Kind', 'Assumptions', 'Source'], rows)}</details>`;
}

function renderCost(service: ServiceReport): string {
  const cost = service.standbyCost;
  if (!hasRegions(service)) return '';
  const standing = cost.lines.map(({ what, count, unitPrice, perMonth, source }) => [
    escape(what),
    String(Number(count.toFixed(2))),
    `$${unitPrice}`,
    `$${perMonth.toFixed(2)}`,
    link(source),
  ]);
  const byUse = cost.byUse.map(({ what, price, source }) => [escape(what), 'by use', escape(price), '', link(source)]);
  const rows = [...standing, ...byUse];
  return `<details><summary>${costLabel(service)}: about $${cost.perMonth.toFixed(2)} a month</summary><p>${escape(cost.estimate)}.</p>${
    rows.length > 0 ? table(['What', 'Count', 'Price', 'A month', 'Source'], rows) : ''
  }</details>`;
}

function renderData({ data }: ReportDocument): string {
  if (data.length === 0) return '';
  const rows = data.map(({ path, type, regions, regionLoss, corruption, protections }) => [
    code(withoutResource(path)),
    escape(type),
    escape(regions.join(', ')),
    cell(regionLoss),
    cell(corruption),
    protections.map(escape).join('<br>') || 'nothing',
  ]);
  return `<section><h2>Data</h2>${table(['Construct', 'Type', 'Regions', 'Lost with its region', 'Lost when damaged', 'Protected by'], rows)}</section>`;
}

function cell(figure: FigureReport): string {
  const style = figure.value === null ? ' class="missed"' : '';
  return `<span${style} title="${escape(figure.formula)}">${escape(readable(figure))}</span>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map(name => `<th scope="col">${name}</th>`).join('');
  const body = rows.map(row => `<tr>${row.map(content => `<td>${content}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

function link(address: string): string {
  return `<a href="${escape(address)}" rel="noreferrer">${escape(new URL(address).hostname)}</a>`;
}

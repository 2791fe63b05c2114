import { Eta } from 'eta';
import { describeFault, NO_FAULT } from '../faults/registry.js';
import { renderTimeline } from './chart.js';
import { number, span } from '../support/format.js';
import { toneOf } from './lanes.js';
import { type DrillReport } from '../measure/model.js';
import { keyMoments } from './moments.js';
import { PAGE_STYLE } from './page-style.js';
import { PAGE_TEMPLATE } from './page-template.js';
import { dashboardLines, noticeHeadline, ringTexts, silentAlarms } from './alarms.js';
import { refusalText, rightsHeadline, rightsSummary } from './rights.js';
import { badge, caveats, countLines, figureRows, headline, machineNotes, RESOURCE_LISTS } from './summary.js';

/** The report as one HTML file that needs nothing else: it works from disk, offline, in light and dark. */
export function renderHtml(report: DrillReport): string {
  return new Eta().renderString(PAGE_TEMPLATE, viewOf(report));
}

function viewOf(report: DrillReport): object {
  return {
    style: PAGE_STYLE,
    passed: report.verdict.passed,
    badge: badge(report),
    headline: headline(report),
    subtitle: subtitle(report),
    incomplete: report.incomplete?.message,
    figures: figureRows(report),
    formula: report.fault.kind === NO_FAULT ? null : report.bound.formula,
    counts: countLines(report),
    checks: report.verdict.checks,
    legend: legend(report),
    picture: renderTimeline(report, `${headline(report)}. The list below the picture has its key moments.`),
    moments: keyMoments(report).map(({ at, name }) => ({ at: `${number(Math.round(at))} s`, name })),
    resources: RESOURCE_LISTS.map(list => resourceList(report, list)),
    notice: noticeHeadline(report),
    rings: ringTexts(report),
    silent: silentAlarms(report),
    dashboards: dashboardLines(report),
    rights: report.rights && {
      ...report.rights,
      headline: rightsHeadline(report.rights) ?? 'AWS would have allowed every call',
      summary: rightsSummary(report.rights),
      refused: report.rights.refused.map(refusalText),
    },
    assumptions: [`The load called ${report.workload.calls.join(', ')}.`, ...report.assumptions],
    problems: [...caveats(report), ...machineNotes(report), ...report.problems],
    startedAt: report.startedAt.replace('T', ' ').replace(/\..*$/, ' UTC'),
  };
}

function subtitle({ app, fault, time, replication }: DrillReport): string {
  const parts = [
    app,
    describeFault(fault.kind)?.title ?? 'no fault',
    ...(replication === 'off' ? ['replication off'] : []),
    `${span(time.simulatedSeconds)} simulated in ${span(time.realSeconds)} (speed ${number(time.speed)})`,
  ];
  return parts.join(' · ');
}

function legend(report: DrillReport): { tone: string; text: string }[] {
  const regions = report.regions.map(region => {
    return { tone: toneOf(region, report.primaryRegion) as string, text: `answered by ${region}` };
  });
  const fault = report.fault.kind === NO_FAULT ? [] : [{ tone: 'fault-band', text: `${report.fault.region} away` }];
  return [...regions, { tone: 'failed', text: 'failed' }, ...fault];
}

function resourceList(report: DrillReport, { name, meaning }: (typeof RESOURCE_LISTS)[number]): object {
  const resources = report.resources[name];
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  const groups = types.map(type => ({
    type,
    paths: resources.filter(resource => resource.type === type).map(({ path }) => path),
  }));
  return { name, meaning, count: resources.length, groups };
}

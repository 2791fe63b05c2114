import { buildReport, renderText } from '../checks/judging';
import { type AppModel } from '../assembly/app-model';
import { type ServiceReport } from '../report/report-document';
import { type Reported } from './reported';
import { type CheckSection, type SectionResult } from './section';

const DOCS = 'https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/docs/resilience-report.md';

/** The resilience report as a part of the check: a missed objective fails it. */
export const reportSection: CheckSection = {
  key: 'report',
  examine(model: AppModel): SectionResult {
    const report = buildReport(model);
    const reported = report.services.flatMap(service => [...missedObjectives(service), ...singlePoints(service)]);
    return {
      text: renderText(report),
      json: report,
      reported,
      errors: reported.filter(({ severity }) => severity === 'error').length,
      warnings: reported.filter(({ severity }) => severity === 'warning').length,
    };
  },
};

function missedObjectives({ name, sides, objectives, rto, rpo, rpoOf, suggestion }: ServiceReport): Reported[] {
  const path = name ?? sides[0]?.region ?? 'app';
  const lines: Reported[] = [];
  if (objectives.rto === 'missed') {
    const problem = `an RTO of ${objectives.rtoSeconds} s is declared, and a failover takes ${rto.value ?? 'unbounded'} s: ${rto.formula}`;
    const fix = suggestion ?? 'declare what can be kept, or detect and switch faster';
    lines.push(missed('resilience-rto-missed', path, { problem, fix, title: 'The declared RTO can be kept' }));
  }
  if (objectives.rpo === 'missed') {
    const problem = `an RPO of ${objectives.rpoSeconds} s is declared, and ${rpo.value ?? 'unbounded'} s may be lost: ${rpo.formula}`;
    const fix = 'replicate or back up more often, or declare what can be kept';
    lines.push(missed('resilience-rpo-missed', rpoOf ?? path, { problem, fix, title: 'The declared RPO can be kept' }));
  }
  return lines;
}

function missed(id: string, path: string, words: Pick<Reported, 'problem' | 'fix' | 'title'>): Reported {
  return { id, severity: 'error', path, docs: `${DOCS}`, ...words };
}

function singlePoints({ singlePointsOfFailure }: ServiceReport): Reported[] {
  return singlePointsOfFailure.map(({ path, why }) => ({
    id: 'resilience-single-point',
    severity: 'warning',
    path,
    problem: why,
    fix: 'give it a second region',
    title: 'Nothing takes the service down alone',
    docs: DOCS,
  }));
}

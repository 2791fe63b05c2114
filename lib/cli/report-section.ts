import { buildReport, renderText } from '../checks/judging';
import { type CheckSection, type SectionResult } from './section';
import { type AppModel } from '../assembly/app-model';

/** The resilience report as a part of the check: a missed objective fails it. */
export const reportSection: CheckSection = {
  key: 'report',
  examine(model: AppModel): SectionResult {
    const report = buildReport(model);
    const verdicts = report.services.flatMap(({ objectives }) => [objectives.rto, objectives.rpo]);
    const points = report.services.flatMap(({ singlePointsOfFailure }) => singlePointsOfFailure);
    return {
      text: renderText(report),
      json: report,
      errors: verdicts.filter(verdict => verdict === 'missed').length,
      warnings: points.length,
    };
  },
};

import { buildReport, renderText } from '../checks/judging';
import { type CheckSection, type SectionResult } from './section';
import { type AppModel } from '../assembly/app-model';

/** The resilience report as a part of the check: a missed objective fails it. */
export const reportSection: CheckSection = {
  key: 'report',
  examine(model: AppModel): SectionResult {
    const report = buildReport(model);
    const missed = report.services.flatMap(({ objectives }) => [objectives.rtoMet, objectives.rpoMet]);
    const points = report.services.flatMap(({ singlePointsOfFailure }) => singlePointsOfFailure);
    return {
      text: renderText(report),
      json: report,
      errors: missed.filter(met => met === false).length,
      warnings: points.length,
    };
  },
};

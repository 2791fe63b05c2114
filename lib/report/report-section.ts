import type { CheckSection, SectionResult } from '../check/section';
import type { AppModel } from '../rules/model/app-model';
import { buildReport } from './build-report';
import { renderText } from './text';

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

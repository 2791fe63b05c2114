import { type DrillReport } from '../measure/model.js';

/** The report as `report.json` holds it. */
export function renderJson(report: DrillReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

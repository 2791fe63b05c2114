import { rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { renderHtml } from './render/html';
import { type ReportDocument } from './report-document';

/** Names of the files in the assembly's folder. */
const REPORT_JSON = 'resilience-report.json';
const REPORT_HTML = 'resilience-report.html';

/** Writes the report as JSON and as HTML into a folder. */
export function writeReport(report: ReportDocument, directory: string): void {
  writeFileSync(path.join(directory, REPORT_JSON), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(path.join(directory, REPORT_HTML), renderHtml(report));
}

/** Removes the report of an earlier synthesis from a folder; there is never anything wrong with that. */
export function removeReport(directory: string): string[] {
  for (const file of [REPORT_JSON, REPORT_HTML]) rmSync(path.join(directory, file), { force: true });
  return [];
}

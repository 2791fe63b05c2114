import { constants, existsSync } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type RegionMeasured } from '../cloud/measured.js';
import { type DrillReport } from '../measure/model.js';
import { renderGrafana } from '../report/grafana.js';
import { renderHtml } from '../report/html.js';
import { renderJson } from '../report/json.js';
import { renderOpenMetrics } from '../report/openmetrics.js';
import { DrillError } from '../support/errors.js';

/** Whether reports can be written there; the directory is made later, when there is something to write. */
export async function validateWritable(out: string): Promise<void> {
  let nearest = resolve(out);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    if (!(await stat(nearest)).isDirectory()) throw new Error(`"${nearest}" is no directory`);
    await access(nearest, constants.W_OK);
  } catch (cause) {
    const message = `the reports cannot be written to "${out}": ${(cause as Error).message}; give --out another directory`;
    throw new DrillError('OutputUnavailable', message, { cause });
  }
}

export async function writeReports(report: DrillReport, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'report.json'), renderJson(report));
  await writeFile(join(out, 'index.html'), renderHtml(report));
}

/**
 * For Prometheus and Grafana: what was measured, the rules and the dashboards of the app. Files for each region: two regions may
 * have a metric of the same name and labels.
 */
export async function writeMetrics(
  measured: readonly RegionMeasured[],
  secondOf: (epochMillis: number) => number,
  out: string,
): Promise<void> {
  const files = measured.flatMap(({ region, points, rules, dashboards }) => [
    [`metrics-${region}.prom`, renderOpenMetrics(points, secondOf)],
    ...rules.map(file => [`rules-${file.name}.yml`, file.rules]),
    ...dashboards.map(dashboard => [`grafana-${dashboard.name}.json`, renderGrafana(dashboard, region)]),
  ]);
  await Promise.all(files.map(([name, content]) => writeFile(join(out, name), content)));
}

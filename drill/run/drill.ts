import { join } from 'node:path';
import { type DrillReport } from '../measure/model.js';
import { Deployment, DEPLOYMENT_DEFAULTS, type DeploymentOptions } from './deployment.js';
import { RUN_DEFAULTS, type RunOptions } from './rehearsal.js';

export interface DrillOptions extends DeploymentOptions, RunOptions {
  /** Directory of the reports, and of the CDK CLI's own words. @default drill-report */
  readonly out?: string;
}

export const DEFAULTS = { ...DEPLOYMENT_DEFAULTS, ...RUN_DEFAULTS };

/**
 * Deploys an app to a local cloud, takes a region away, and reports what happened; the reports are written to `out`.
 *
 * When it ends, in whatever way, nothing that it started is left. Once load was sent there is always a report: of a run
 * that was interrupted or broke, it is the part until then, marked `incomplete`.
 *
 * @throws DrillError when the drill cannot begin: bad input, no Python, an app that does not synthesize or deploy.
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const deployment = await Deployment.of(options, [options]);
  try {
    return await deployment.run(options);
  } finally {
    await deployment.end();
  }
}

/**
 * Makes the same drill several times on one deployment, each with other draws: a single one says nothing of luck. The
 * reports of each are written to a directory of its own below `out`, named by its number.
 *
 * @param told called with the report of each run as soon as it is there
 * @throws DrillError when a run cannot begin
 */
export async function repeatDrill(
  options: DrillOptions,
  times: number,
  told: (report: DrillReport, directory: string) => void,
): Promise<DrillReport[]> {
  const { out = DEFAULTS.out, seed = DEFAULTS.seed } = options;
  const runs = Array.from({ length: times }, (_, i) => ({
    ...options,
    seed: seed + i,
    out: join(out, String(i + 1)),
  }));
  const deployment = await Deployment.of(options, runs);
  try {
    const reports: DrillReport[] = [];
    for (const run of runs) {
      const report = await deployment.run(run);
      reports.push(report);
      told(report, run.out);
      // What broke, or was interrupted, does not get better by another try.
      if (report.incomplete !== null) break;
    }
    return reports;
  } finally {
    await deployment.end();
  }
}

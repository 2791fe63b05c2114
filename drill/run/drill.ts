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

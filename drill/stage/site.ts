import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptAssembly } from '../assembly/adapt.js';
import { type App, type DeployedApp, type ResourceInventory } from '../assembly/model.js';
import { deployApp } from '../cloud/deploy.js';
import { describeDeployed } from '../cloud/deployed.js';
import { supportedTypes } from '../cloud/environment.js';
import { type IamMode } from '../cloud/decisions.js';
import { startCloud, type LocalCloud } from '../cloud/local-cloud.js';
import { type Cleanup } from '../support/cleanup.js';
import { type Progress } from '../support/progress.js';

/** An app as it stands on a local cloud, before anything of a run is set up around it. */
export interface Site {
  readonly app: App;
  readonly cloud: LocalCloud;
  readonly deployed: DeployedApp;
  readonly inventory: ResourceInventory;
}

export interface SiteOptions {
  readonly app: App;
  readonly python: string;
  readonly workDir: string;
  readonly iam: IamMode;
  readonly speed: number;
  readonly port?: number;
  /** The CDK CLI's own words. */
  readonly logFile: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Starts a local cloud for an app. */
export function openCloud(options: SiteOptions, cleanup: Cleanup): Promise<LocalCloud> {
  const { app, python, workDir, port, speed, iam, progress } = options;
  return progress.step('Start the local cloud', async ({ show }) => {
    const cloud = await startCloud({
      python,
      regions: app.regions,
      account: app.account,
      workDir,
      port,
      speed,
      appDirectories: [app.directory, process.cwd()],
      iam,
      onProgress: show,
    });
    return cleanup.add(cloud, () => cloud.stop());
  });
}

/** Deploys an app to a cloud, and reads what it turned out to be. */
export async function deploySite(cloud: LocalCloud, options: SiteOptions): Promise<Site> {
  const { app, python, workDir, logFile, progress, signal } = options;
  const inventory = await progress.step('Deploy the app with the CDK CLI', async ({ note }) => {
    const directory = await mkdtemp(join(workDir, 'adapted-'));
    const adapted = adaptAssembly(app, await supportedTypes(python), directory);
    await deployApp(cloud, app, adapted.directory, { onProgress: note, signal, logFile });
    return adapted.inventory;
  });
  return { app, cloud, deployed: await describeDeployed(cloud, app), inventory };
}

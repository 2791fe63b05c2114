import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Objectives } from '../assembly/model.js';
import { readApp } from '../assembly/read.js';
import { type IamMode } from '../cloud/decisions.js';
import { type LocalCloud } from '../cloud/local-cloud.js';
import { prepareEnvironment } from '../cloud/environment.js';
import { type DrillReport } from '../measure/model.js';
import { readWorkloadFile } from '../scenario/spec.js';
import { deploySite, openCloud, type Site, type SiteOptions } from '../stage/site.js';
import { validateTemplateValues } from '../stage/template-values.js';
import { Cleanup } from '../support/cleanup.js';
import { silentProgress, type Progress } from '../support/progress.js';
import { validateWritable } from './outputs.js';
import { explained } from './rights.js';
import { interruption, rehearse, validateRunnable, RUN_DEFAULTS, type RunOptions } from './rehearsal.js';

export interface DeploymentOptions {
  /** A cloud assembly's directory, or a command that synthesizes one. */
  readonly app: string;
  /** Where the app command runs. @default - the working directory of this process */
  readonly cwd?: string;
  /** Context for the app command. */
  readonly context?: Record<string, string>;
  /** What becomes of a call that AWS would refuse. @default observe */
  readonly iam?: IamMode;
  /** Take precedence over those that the app declares. */
  readonly objectives?: Objectives;
  /** Port of the local cloud. @default - a free one */
  readonly port?: number;
  /** Directory of the CDK CLI's own words. @default drill-report */
  readonly out?: string;
  /** @default - nobody is told */
  readonly progress?: Progress;
  /** Ends the deployment, and every run of it. */
  readonly signal?: AbortSignal;
}

export const DEPLOYMENT_DEFAULTS = { iam: 'observe' } as const;

/** The CDK CLI's own words, beside the reports. */
const LOG_FILE = 'deploy.log';

/**
 * An app on a local cloud, on which any number of runs are made, one after the other. Each finds what the deployment
 * left, and nothing of the runs before it.
 */
export class Deployment {
  /**
   * Deploys an app to a cloud of its own.
   *
   * @param runs those that are to come: what is wrong with one is told before anything is deployed
   * @throws DrillError when it cannot be done: bad input, no Python, an app that does not synthesize or deploy.
   */
  static async of(options: DeploymentOptions, runs: readonly RunOptions[]): Promise<Deployment> {
    const cleanup = new Cleanup();
    const startedAt = new Date();
    try {
      return new Deployment(options, startedAt, cleanup, await deploy(options, runs, cleanup));
    } catch (error) {
      await cleanup.run();
      throw options.signal?.aborted ? interruption() : error;
    }
  }

  private site: Site;
  private readonly setting: SiteOptions;
  /** A run after the first one begins anew with what the deployment left. */
  private hasRun = false;

  private constructor(
    private readonly options: DeploymentOptions,
    private readonly startedAt: Date,
    private readonly cleanup: Cleanup,
    { site, setting }: Deployed,
  ) {
    this.site = site;
    this.setting = setting;
  }

  /**
   * Takes a region away and reports what happened; regions that an earlier run has taken are there again.
   *
   * @throws DrillError when the run cannot begin; the deployment goes on, and takes another run
   */
  async run(options: RunOptions = {}): Promise<DrillReport> {
    validateRunnable(this.site.app, options);
    const cleanup = new Cleanup();
    const { app, progress = silentProgress() } = this.options;
    const startedAt = this.hasRun ? new Date() : this.startedAt;
    const stop = signalOf(this.options);
    try {
      stop.throwIfAborted();
      await this.begin(options.speed ?? RUN_DEFAULTS.speed, progress);
      return await rehearse(this.site, options, { app, startedAt, progress, stop }, cleanup);
    } catch (error) {
      throw stop.aborted ? interruption() : error;
    } finally {
      await cleanup.run();
    }
  }

  /** Deploys another version of the app over this one, in the same regions: it is what the next run finds. */
  async update(source: string): Promise<void> {
    const { cloud } = this.site;
    const { workDir, progress, speed, signal } = this.setting;
    if (this.hasRun) await rewind(cloud, speed, progress);
    this.hasRun = true;
    const app = await readApp(source, { ...this.options, workDir, onProgress: () => undefined });
    const until = AbortSignal.any([signal, cloud.failed]);
    this.site = await deploySite(cloud, { ...this.setting, app, signal: until });
    await cloud.keep();
  }

  /** Ends everything that the deployment started. */
  end(): Promise<void> {
    return this.cleanup.run();
  }

  private async begin(speed: number, progress: Progress): Promise<void> {
    const { cloud } = this.site;
    if (this.hasRun) await rewind(cloud, speed, progress);
    else cloud.setSpeed(speed);
    this.hasRun = true;
  }
}

/** What a deployment knows once it has succeeded. */
interface Deployed {
  readonly site: Site;
  readonly setting: SiteOptions;
}

async function deploy(options: DeploymentOptions, runs: readonly RunOptions[], cleanup: Cleanup): Promise<Deployed> {
  const { port, iam = DEPLOYMENT_DEFAULTS.iam, progress = silentProgress(), out = RUN_DEFAULTS.out } = options;
  const signal = signalOf(options);
  signal.throwIfAborted();
  for (const { workload } of runs) if (workload !== undefined) await readWorkloadFile(workload);
  for (const directory of new Set([out, ...runs.flatMap(run => run.out ?? [])])) await validateWritable(directory);
  const workDir = cleanup.add(await mkdtemp(join(tmpdir(), 'cdk-failover-drill-')), removeDirectory);
  const [{ python }, app] = await progress.together(
    { title: 'Prepare the emulator', work: ({ note }) => prepareEnvironment({ onProgress: note }) },
    { title: 'Read the app', work: ({ note }) => readApp(options.app, { ...options, workDir, onProgress: note }) },
  );
  signal.throwIfAborted();
  for (const run of runs) validateRunnable(app, run);
  validateTemplateValues(app);
  await mkdir(out, { recursive: true });
  const speed = runs[0]?.speed ?? RUN_DEFAULTS.speed;
  const setting = { app, python, workDir, iam, speed, port, logFile: join(out, LOG_FILE), progress, signal };
  const cloud = await openCloud(setting, cleanup);
  const until = AbortSignal.any([signal, cloud.failed]);
  const site = await explained(cloud, app, () => deploySite(cloud, { ...setting, signal: until }));
  // A single run does not come back to it.
  if (runs.length !== 1) await cloud.keep();
  return { site, setting };
}

function rewind(cloud: LocalCloud, speed: number, progress: Progress): Promise<void> {
  return progress.step('Go back to what was deployed', () => cloud.rewind(speed));
}

/** One that is never aborted, unless the caller gave another. */
function signalOf({ signal }: DeploymentOptions): AbortSignal {
  return signal ?? new AbortController().signal;
}

function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

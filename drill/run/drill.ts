import { constants, existsSync } from 'node:fs';
import { access, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readApp } from '../assembly/read.js';
import { type Objectives } from '../assembly/model.js';
import { Cleanup } from '../support/cleanup.js';
import { physicalNames } from '../cloud/physical-names.js';
import { prepareEnvironment } from '../cloud/environment.js';
import { planFault, type FaultChoice, type PlannedFault } from '../faults/registry.js';
import { findingsOf } from './findings.js';
import { silentProgress, type Progress } from '../support/progress.js';
import { Inspection } from '../measure/inspection.js';
import { Journal } from '../phases/journal.js';
import { type PhaseContext } from '../phases/phase.js';
import { outage, perform, undisturbed } from './scenario.js';
import { failoverBound } from '../measure/bound.js';
import { renderHtml } from '../report/html.js';
import { renderJson } from '../report/json.js';
import { type BoundReport, type DrillReport, type Incomplete } from '../measure/model.js';
import { judge } from '../measure/verdict.js';
import { type IamMode, type LocalCloud } from '../cloud/local-cloud.js';
import { servingRegion } from '../stage/serving.js';
import { validateTakenValues } from '../stage/taken-values.js';
import { validateSomethingToDrill } from '../stage/something-to-drill.js';
import { collectRights, explained, timingOf, withRefusal } from './rights.js';
import { openCloud, setStage, type Stage } from '../stage/stage.js';
import { readWorkloadFile } from '../scenario/spec.js';
import { DrillError } from '../support/errors.js';

export interface DrillOptions {
  /** A cloud assembly's directory, or a command that synthesizes one. */
  readonly app: string;
  /** Where the app command runs. @default - the working directory of this process */
  readonly cwd?: string;
  /** Context for the app command. */
  readonly context?: Record<string, string>;
  /** @default - a load that suits any app */
  readonly workload?: string;
  /** @default region-outage */
  readonly fault?: FaultChoice;
  /** The region to take away. @default - the one that serves, where the app's name leads while all is well */
  readonly region?: string;
  /** Simulated seconds in a real one. @default 10 */
  readonly speed?: number;
  /** @default on */
  readonly replication?: 'on' | 'off';
  /** What becomes of a call that AWS would refuse. @default observe */
  readonly iam?: IamMode;
  /** Take precedence over those that the app declares. */
  readonly objectives?: Objectives;
  /** Simulated seconds of undisturbed load before the fault. @default 40 */
  readonly baselineSeconds?: number;
  /** Directory of the reports. @default drill-report */
  readonly out?: string;
  /** Port of the local cloud. @default - a free one */
  readonly port?: number;
  /** Fixes what is drawn: phases of health checkers, propagation, weights. @default 1 */
  readonly seed?: number;
  /** @default - nobody is told */
  readonly progress?: Progress;
  /** Ends the drill: what was measured so far is reported as incomplete. */
  readonly signal?: AbortSignal;
  /** Called with the report while the cloud still runs, which ends when the promise resolves. */
  readonly linger?: (report: DrillReport, stage: Stage) => Promise<void>;
}

/** The CDK CLI's own words, beside the reports. */
const LOG_FILE = 'deploy.log';

export const DEFAULTS = {
  fault: 'region-outage',
  speed: 10,
  replication: 'on',
  iam: 'observe',
  baselineSeconds: 40,
  out: 'drill-report',
} as const;

/**
 * Deploys an app to a local cloud, takes a region away, and reports what happened; the reports are written to `out`.
 *
 * When it ends, in whatever way, nothing that it started is left. Once load was sent there is always a report: of a run
 * that was interrupted or broke, it is the part until then, marked `incomplete`.
 *
 * @throws DrillError when the drill cannot begin: bad input, no Python, an app that does not synthesize or deploy.
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const cleanup = new Cleanup();
  const stop = options.signal ?? new AbortController().signal;
  try {
    return await rehearse(options, stop, cleanup);
  } catch (error) {
    throw stop.aborted ? interruption() : error;
  } finally {
    await cleanup.run();
  }
}

async function rehearse(options: DrillOptions, stop: AbortSignal, cleanup: Cleanup): Promise<DrillReport> {
  const startedAt = new Date();
  const { fault, primaryRegion, stage, setting } = await prepare(options, stop, cleanup);
  const bound = boundOf(stage);
  const signal = AbortSignal.any([stop, stage.cloud.failed]);
  const { baselineSeconds = DEFAULTS.baselineSeconds } = options;
  // Without a fault, long enough for a health check that would turn unhealthy for no reason.
  const phases = fault ? outage(fault, baselineSeconds) : undisturbed(baselineSeconds + (bound.detectionSeconds ?? 0));
  const journal = new Journal();
  const inspection = new Inspection(stage.audit, stage.load.ledger, signal);
  const context: PhaseContext = { stage, journal, inspection, bound, signal };
  const names = await physicalNames(stage.cloud, stage.app);
  const loadAt = Date.now();
  const ended = await attempt(perform(phases, context, setting.progress), stage.cloud, stop);
  const timing = timingOf(stage.clock, journal);
  const rights = await collectRights(stage.cloud, stage.app, { timing, primary: primaryRegion, names });
  const incomplete = ended && { ...ended, message: withRefusal(ended.message, rights) };
  const findings = findingsOf(stage, journal, {
    app: options.app,
    primaryRegion,
    startedAt,
    setupSeconds: (loadAt - startedAt.getTime()) / 1000,
    realSeconds: (Date.now() - loadAt) / 1000,
    fault,
    replication: setting.replication,
    bound,
    rights,
    incomplete,
  });
  const report: DrillReport = { ...findings, verdict: judge(findings) };
  await writeReports(report, setting.out);
  if (incomplete === null) await options.linger?.(report, stage);
  return report;
}

interface Prepared {
  /** Null for none. */
  readonly fault: PlannedFault | null;
  /** Where the name leads that clients call. */
  readonly primaryRegion: string;
  readonly stage: Stage;
  readonly setting: { readonly out: string; readonly replication: 'on' | 'off'; readonly progress: Progress };
}

/** Everything before the load: environment, synthesis, cloud, deployment. */
async function prepare(options: DrillOptions, signal: AbortSignal, cleanup: Cleanup): Promise<Prepared> {
  const { replication = DEFAULTS.replication, speed = DEFAULTS.speed, out = DEFAULTS.out } = options;
  const { iam = DEFAULTS.iam } = options;
  const { progress = silentProgress(), workload, port, seed } = options;
  signal.throwIfAborted();
  // What is wrong already is told before anything is deployed.
  if (workload !== undefined) await readWorkloadFile(workload);
  await validateWritable(out);
  const workDir = cleanup.add(await mkdtemp(join(tmpdir(), 'cdk-failover-drill-')), removeDirectory);
  const [{ python }, app] = await progress.together(
    { title: 'Prepare the emulator', work: ({ note }) => prepareEnvironment({ onProgress: note }) },
    { title: 'Read the app', work: ({ note }) => readApp(options.app, { ...options, workDir, onProgress: note }) },
  );
  signal.throwIfAborted();
  validateSomethingToDrill(app, workload);
  validateTakenValues(app);
  const kind = options.fault ?? DEFAULTS.fault;
  // Which region serves is known after the deployment; a name that is none, now.
  planFault(kind, options.region ?? app.regions[0], app.regions);
  await mkdir(out, { recursive: true });
  const setting = {
    app,
    python,
    workDir,
    workload,
    replication,
    iam,
    speed,
    port,
    seed,
    logFile: join(out, LOG_FILE),
    progress,
  };
  const cloud = await openCloud({ ...setting, signal }, cleanup);
  const until = AbortSignal.any([signal, cloud.failed]);
  const stage = await explained(cloud, app, () => setStage(cloud, { ...setting, signal: until }, cleanup));
  const primaryRegion = servingRegion(stage);
  const fault = planFault(kind, options.region ?? primaryRegion, app.regions);
  return { fault, primaryRegion, stage, setting: { out, replication, progress } };
}

/** Waits for the end of a run, or tells why it ended early. */
async function attempt(run: Promise<void>, cloud: LocalCloud, stop: AbortSignal): Promise<Incomplete | null> {
  try {
    await run;
    return null;
  } catch (error) {
    const cause = stop.aborted ? interruption() : cloud.failed.aborted ? cloud.failed.reason : error;
    if (cause instanceof DrillError) return { code: cause.code, message: cause.message };
    return { code: 'DrillFailed', message: `[DrillFailed] ${(cause as Error).stack}` };
  }
}

function boundOf({ deployed, workload }: Stage): BoundReport {
  const { clientTimeoutSeconds, hostname } = workload;
  return failoverBound({ ...deployed, clientTimeoutSeconds, hostname });
}

/** The directory is made later, when there is something to write. */
async function validateWritable(out: string): Promise<void> {
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

async function writeReports(report: DrillReport, out: string): Promise<void> {
  await writeFile(join(out, 'report.json'), renderJson(report));
  await writeFile(join(out, 'index.html'), renderHtml(report));
}

function interruption(): DrillError {
  return new DrillError('DrillInterrupted', 'the drill was interrupted, and everything that it had started was ended');
}

function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

import { experimentsIn } from '../assembly/experiments-in.js';
import { type App } from '../assembly/model.js';
import { type LocalCloud } from '../cloud/local-cloud.js';
import { physicalNames } from '../cloud/physical-names.js';
import { planExperiment, planFault, planNext, type FaultChoice, type PlannedFault } from '../faults/registry.js';
import { failoverBound } from '../measure/bound.js';
import { Inspection } from '../measure/inspection.js';
import { type BoundReport, type DrillReport, type Incomplete } from '../measure/model.js';
import { judge } from '../measure/verdict.js';
import { Journal } from '../phases/journal.js';
import { type Phase, type PhaseContext } from '../phases/phase.js';
import { servingRegion } from '../stage/serving.js';
import { type Site } from '../stage/site.js';
import { validateDrillable } from '../stage/drillable.js';
import { setStage, type Stage, type StageOptions } from '../stage/stage.js';
import { type Cleanup } from '../support/cleanup.js';
import { type PacedClock } from '../support/clock.js';
import { DrillError } from '../support/errors.js';
import { type Progress } from '../support/progress.js';
import { findingsOf } from './findings.js';
import { writeMetrics, writeReports } from './outputs.js';
import { collectRights, explained, timingOf, withRefusal } from './rights.js';
import { planScenario, validateScenario, type PlannedScenario } from './planned-scenario.js';
import { gameDay, outage, perform, scenario as scenarioPhases, steadyState } from './scenario.js';

/** One run of an app that is deployed. */
export interface RunOptions {
  /** @default - a load that suits any app */
  readonly workload?: string;
  /** @default region-outage */
  readonly fault?: FaultChoice;
  /** The service that a fault of one is about: `dynamodb`, or `dynamodb:PutItem`. @default - the fault is one of a region */
  readonly service?: string;
  /** Share of that service's calls, from 0 to 1. @default 1 */
  readonly share?: number;
  /** The region to take away. @default - the one that serves, where the app's name leads while all is well */
  readonly region?: string;
  /** Path of an experiment of AWS FIS that is performed in place of a fault. @default - the fault */
  readonly experiment?: string;
  /** File of a scenario that is performed in place of a fault: faults at their times. @default - the fault */
  readonly scenario?: string;
  /** A second region, taken away once the service has recovered from the loss of the first. @default - one region is lost */
  readonly nextRegion?: string;
  /** Simulated seconds in a real one. @default 10 */
  readonly speed?: number;
  /** @default on */
  readonly replication?: 'on' | 'off';
  /**
   * Simulated seconds from the return of a region until its tables are replicated again, for a fault with a way back.
   *
   * @default - at once
   */
  readonly replicationResumesAfter?: number;
  /** Whether it is asked who is told of the fault, which takes until somebody is. @default true */
  readonly notice?: boolean;
  /** Simulated seconds of undisturbed load before the fault. @default 40 */
  readonly baselineSeconds?: number;
  /** Directory of the reports. @default drill-report */
  readonly out?: string;
  /** Whether what was measured is written too, for Prometheus and Grafana. @default false */
  readonly metrics?: boolean;
  /** Fixes what is drawn: phases of health checkers, propagation, weights. @default 1 */
  readonly seed?: number;
  /** Called with the report while the cloud still runs, which ends when the promise resolves. */
  readonly linger?: (report: DrillReport, stage: Stage) => Promise<void>;
}

/** A whole minute, from whenever it begins, the delay of its metrics, and a look at them. */
const LEAST_UNDISTURBED_SECONDS = 200;

export const RUN_DEFAULTS = {
  fault: 'region-outage',
  speed: 10,
  replication: 'on',
  notice: true,
  baselineSeconds: 40,
  out: 'drill-report',
  seed: 1,
} as const;

/** What a run is told by the deployment that it belongs to. */
export interface RunSetting {
  /** The app as the user named it. */
  readonly app: string;
  /** From when on what comes before the load counts as its preparation. */
  readonly startedAt: Date;
  readonly progress: Progress;
  /** Aborted when the user ends it all. */
  readonly stop: AbortSignal;
}

/**
 * Whether a run makes sense for an app, as far as that can be said before it is deployed.
 *
 * @throws DrillError `WorkloadMissing`, or `RegionUnknown` of a region that the app is not in
 */
export function validateRunnable(app: App, options: RunOptions): void {
  const { workload, fault = RUN_DEFAULTS.fault, region, nextRegion, experiment } = options;
  validateDrillable(app, workload);
  // Which region serves is known after the deployment; a name that is none, now.
  planFault(fault, region ?? app.regions[0], app.regions, options);
  if (nextRegion !== undefined) planFault(fault, nextRegion, app.regions);
  if (experiment !== undefined) planExperiment(experiment, experimentsIn(app));
  if (options.scenario !== undefined) validateScenario(options.scenario, app.regions);
}

/**
 * Takes a region of a deployed app away, and reports what happened; the reports are written to `out`.
 *
 * Once load was sent there is always a report: of a run that was interrupted or broke, it is the part until then, marked
 * `incomplete`.
 */
export async function rehearse(
  site: Site,
  options: RunOptions,
  setting: RunSetting,
  cleanup: Cleanup,
): Promise<DrillReport> {
  const { cloud, app } = site;
  const signal = AbortSignal.any([setting.stop, cloud.failed]);
  const stage = await explained(cloud, app, () => setStage(site, stageOptions(options, setting, signal), cleanup));
  const { fault, scenario, primaryRegion, phases, context } = plan(stage, options, signal);
  const { journal, bound } = context;
  const names = await physicalNames(cloud, app);
  const loadAt = Date.now();
  const ended = await attempt(perform(phases, context, setting.progress), cloud, setting.stop);
  const timing = timingOf(stage.clock, journal);
  const rights = await collectRights(cloud, app, { timing, primary: primaryRegion, names });
  const alarms = await cloud.alarms();
  const measured = await cloud.measured();
  const incomplete = ended && { ...ended, message: withRefusal(ended.message, rights) };
  const findings = findingsOf(stage, journal, {
    app: setting.app,
    primaryRegion,
    startedAt: setting.startedAt,
    setupSeconds: (loadAt - setting.startedAt.getTime()) / 1000,
    realSeconds: (Date.now() - loadAt) / 1000,
    fault,
    scenario,
    replication: options.replication ?? RUN_DEFAULTS.replication,
    notice: options.notice ?? RUN_DEFAULTS.notice,
    bound,
    rights,
    alarms,
    names,
    measured,
    incomplete,
  });
  const report: DrillReport = { ...findings, verdict: judge(findings) };
  const { out } = { ...RUN_DEFAULTS, ...options };
  await writeReports(report, out);
  if (options.metrics) await writeMetrics(measured, epochSeconds(stage.clock, setting.startedAt), out);
  if (incomplete === null) await options.linger?.(report, stage);
  return report;
}

function stageOptions(options: RunOptions, { progress }: RunSetting, signal: AbortSignal): StageOptions {
  const { workload, seed, replication = RUN_DEFAULTS.replication, speed = RUN_DEFAULTS.speed } = options;
  return { workload, seed, replication, speed, progress, signal };
}

interface Plan {
  /** Null for none; of a scenario the first. */
  readonly fault: PlannedFault | null;
  readonly scenario?: PlannedScenario;
  /** Where the name leads that clients call. */
  readonly primaryRegion: string;
  readonly phases: readonly Phase[];
  readonly context: PhaseContext;
}

function plan(stage: Stage, options: RunOptions, signal: AbortSignal): Plan {
  const { fault: kind, baselineSeconds, notice } = { ...RUN_DEFAULTS, ...options };
  const { replicationResumesAfter } = options;
  const primaryRegion = servingRegion(stage);
  const experiment =
    options.experiment === undefined ? undefined : planExperiment(options.experiment, stage.deployed.experiments ?? []);
  const scenario = options.scenario === undefined ? undefined : planScenario(options.scenario, stage.app.regions);
  const fault =
    experiment ??
    scenario?.steps[0].fault ??
    planFault(kind, options.region ?? primaryRegion, stage.app.regions, options);
  const next = planNext(fault, options.nextRegion, stage.app.regions);
  const bound = boundOf(stage);
  // Without a fault, long enough for a health check that would turn unhealthy, or an alarm that would ring, for no reason.
  const undisturbedSeconds = Math.max(baselineSeconds + (bound.detectionSeconds ?? 0), LEAST_UNDISTURBED_SECONDS);
  const phases = experiment
    ? gameDay(experiment, baselineSeconds)
    : scenario
      ? scenarioPhases(scenario.steps, baselineSeconds)
      : fault
        ? outage(fault, { baselineSeconds, notice, replicationResumesAfter, next })
        : steadyState(undisturbedSeconds);
  const inspection = new Inspection(stage.audit, stage.load.ledger, signal);
  return {
    fault,
    scenario,
    primaryRegion,
    phases,
    context: { stage, journal: new Journal(), inspection, bound, signal },
  };
}

/** Simulated time as a date: it begins when the run did. */
function epochSeconds(clock: PacedClock, startedAt: Date): (epochMillis: number) => number {
  return epochMillis => startedAt.getTime() / 1000 + clock.at(epochMillis);
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

export function interruption(): DrillError {
  return new DrillError('DrillInterrupted', 'the drill was interrupted, and everything that it had started was ended');
}

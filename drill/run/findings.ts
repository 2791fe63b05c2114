import { type Journal } from '../phases/journal.js';
import { DEFAULT_BUCKET_LAG_SECONDS } from '../replication/buckets.js';
import { DEFAULT_TABLE_LAG_SECONDS } from '../replication/tables.js';
import { type BoundReport, type Incomplete, type MeasuredReport, type Timeline } from '../measure/model.js';
import { type RegionAlarms } from '../cloud/alarms.js';
import { type RegionMeasured } from '../cloud/measured.js';
import { type PhysicalName } from '../cloud/physical-names.js';
import { type RightsReport } from '../measure/rights.js';
import { type Findings } from '../measure/verdict.js';
import { type HealthChange } from '../route53/health.js';
import { PROBE_ASSUMPTIONS } from '../route53/http-probe.js';
import { alarmReports, firstNotice, type AlarmReport } from '../measure/alarms.js';
import { dashboardReports } from '../measure/dashboards.js';
import { callsOf } from '../measure/calls.js';
import { followedChecks, regionOfHost } from '../measure/region-checks.js';
import { DEFAULT_PROPAGATION_SECONDS } from '../route53/zone.js';
import { isExperiment, NO_FAULT, type PlannedFault } from '../faults/registry.js';
import { asksDns } from '../stage/serving.js';
import { type PlannedScenario } from './planned-scenario.js';
import { type Stage } from '../stage/stage.js';
import { type RequestRecord } from '../load/ledger.js';
import { LOAD_ASSUMPTIONS } from '../load/load.js';
import {
  countEvents,
  countRequests,
  countRewrites,
  dnsSwitchSeconds,
  failbackSeconds,
  oldestLossSeconds,
  requestsBySecond,
  rpoSeconds,
  writtenOver,
  recoveryTimes,
  untilRecovery,
  type FaultWindow,
  type RecoveryTimes,
} from '../measure/measure.js';

const WITHOUT_NAMES =
  'The app has no DNS name that clients could ask, so nothing leads them to another region: no recovery time is measured.';

/** What `drill/cloud/alarms` takes for granted. */
const ALARM_ASSUMPTIONS: readonly string[] = [
  'A datapoint can be read by alarms 60 s after its period; AWS does not publish this time. What was before the load is taken for well.',
  'Who subscribed by mail has confirmed it; a mail is told of when its topic publishes.',
];

/** What is known of a run besides what the stage and the rehearsal hold. */
export interface RunDescription {
  readonly app: string;
  readonly primaryRegion: string;
  readonly startedAt: Date;
  readonly fault: PlannedFault | null;
  readonly replication: 'on' | 'off';
  /** Whether it was asked who is told. */
  readonly notice: boolean;
  /** Undefined where one fault was to come, or none. */
  readonly scenario?: PlannedScenario;
  readonly bound: BoundReport;
  readonly rights: RightsReport | null;
  /** What the alarms of each region did, and what the deployed resources are called. */
  readonly alarms: readonly RegionAlarms[];
  readonly names: readonly PhysicalName[];
  /** What was measured in each region. */
  readonly measured: readonly RegionMeasured[];
  /** Until the load began, and from then on. */
  readonly setupSeconds: number;
  readonly realSeconds: number;
  readonly incomplete: Incomplete | null;
}

/** Puts together what a rehearsal found out, also one that came only half way: what was not exercised is null. */
export function findingsOf(stage: Stage, journal: Journal, run: RunDescription): Findings {
  const shift = (at: number): number => Math.max(0, at - journal.loadStartedAt);
  const { fault } = run;
  const window = journal.windows().at(0) ?? null;
  const alarms = alarmReports(run.alarms, run.names, epochMillis => shift(stage.clock.at(epochMillis)));
  return {
    schemaVersion: 3,
    app: run.app,
    startedAt: run.startedAt.toISOString(),
    regions: [...stage.app.regions],
    primaryRegion: run.primaryRegion,
    fault: {
      kind: fault?.kind ?? NO_FAULT,
      region: fault?.region ?? null,
      startedAt: window && shift(window.startedAt),
      endedAt: window && window.endedAt !== null ? shift(window.endedAt) : null,
      ...experimentOf(fault, journal, shift),
    },
    ...scenarioOf(stage, journal, run.scenario),
    replication: run.replication,
    time: {
      speed: stage.clock.speed,
      simulatedSeconds: shift(stage.clock.now()),
      realSeconds: run.realSeconds,
      setupSeconds: run.setupSeconds,
    },
    workload: callsOf(stage.workload, stage.deployed),
    machine: { ...stage.pace.report(shift, journal.baselineAt), alarmMillis: alarmMillis(run.alarms) },
    objectives: {
      rtoSeconds: stage.app.objectives.rtoSeconds ?? null,
      rpoSeconds: stage.app.objectives.rpoSeconds ?? null,
      notifySeconds: (run.notice ? stage.app.objectives.notifySeconds : null) ?? null,
    },
    bound: run.bound,
    measured: {
      ...measure(stage, journal, window),
      ...notified(alarms, run.notice && window ? shift(window.startedAt) : null),
    },
    alarms,
    dashboards: dashboardReports(run.measured, run.names),
    resources: stage.inventory,
    rights: run.rights,
    assumptions: assumptions(stage),
    problems: stage.problems(),
    ...(stage.buckets.switchedOff.length > 0 ? { switchedOff: stage.buckets.switchedOff } : {}),
    timeline: timeline(stage, journal, shift),
    incomplete: run.incomplete,
  };
}

/** What came of each step, as far as the run came. */
function scenarioOf(stage: Stage, journal: Journal, scenario: PlannedScenario | undefined): Pick<Findings, 'scenario'> {
  if (scenario === undefined) return {};
  const shift = (at: number): number => Math.max(0, at - journal.loadStartedAt);
  const windows = journal.windows();
  const steps = journal.all('fault began').map(({ fault: { kind, region, part } }, i) => {
    const window = windows[i];
    const recovery = recoveryOf(window, stage, journal);
    return {
      fault: kind,
      region,
      ...(part === undefined ? {} : { service: part.service, operation: part.operation, share: part.share }),
      startedAt: shift(window.startedAt),
      endedAt: window.endedAt === null ? null : shift(window.endedAt),
      detectionSeconds: detection(stage, window),
      dnsSwitchSeconds: dnsSwitchSeconds(stage.zone.history(), window),
      rtoSeconds: recovery && rtoOf(recovery, window, journal),
    };
  });
  return { scenario: { name: scenario.name, expect: scenario.expect, steps } };
}

function experimentOf(
  fault: PlannedFault | null,
  journal: Journal,
  shift: (at: number) => number,
): Pick<Findings['fault'], 'experiment'> {
  if (fault === null || !isExperiment(fault)) return {};
  const stopped = journal.last('experiment stopped');
  const stoppedBy = stopped ? { alarm: stopped.alarm, at: shift(stopped.at) } : null;
  return { experiment: { path: fault.experiment.path, stoppedBy } };
}

function alarmMillis(regions: readonly RegionAlarms[]): number {
  return Math.round(regions.reduce((sum, { millis }) => sum + millis, 0));
}

/** Never, where there is no alarm too: nobody was told. */
function notified(alarms: readonly AlarmReport[], faultAt: number | null): Notified {
  if (faultAt === null) return { notifiedSeconds: null, notice: null };
  const notice = firstNotice(alarms, faultAt);
  return { notifiedSeconds: notice === null ? Infinity : notice.at - faultAt, notice };
}

type Notified = Pick<MeasuredReport, 'notifiedSeconds' | 'notice'>;

function measure(stage: Stage, journal: Journal, window: FaultWindow | null): Omit<MeasuredReport, keyof Notified> {
  const { ledger } = stage.load;
  const history = stage.zone.history();
  const missing = journal.last('survivors inspected')?.missing;
  const recovery = window && recoveryOf(window, stage, journal);
  const rto = recovery && rtoOf(recovery, window, journal);
  const gone = window && missing && new Set([...missing, ...writtenOver(ledger.rewrites, window)]);
  const rpo = window && gone ? rpoSeconds(ledger.acknowledged(), gone, window) : null;
  return {
    noticedSeconds: window && noticed(stage, window),
    detectionSeconds: window && detection(stage, window),
    dnsSwitchSeconds: window && dnsSwitchSeconds(history, window),
    rtoSeconds: rto,
    recovery,
    rpoSeconds: rpo,
    failbackSeconds: window && failbackSeconds(history, healthOf(window.region, stage), window),
    // A loss without limit is no lag of the drill's.
    rpoBasis: stage.deployed.globalTables.length > 0 && rpo !== Infinity ? 'modelled' : 'measured',
    ...sharesIn(journal),
    ...nextLoss(stage, journal),
    requests: requests(ledger.requests, journal, window),
    writes: writes(stage, journal, window),
    events: events(stage, journal, window),
  };
}

function sharesIn(journal: Journal): Pick<MeasuredReport, 'shares'> {
  const counted = journal.last('shares counted');
  return counted === undefined ? {} : { shares: counted.shares };
}

/** What came of a second region that was lost while the first was away. */
function nextLoss(stage: Stage, journal: Journal): Pick<MeasuredReport, 'next'> {
  const window = journal.windows().at(1);
  if (window === undefined) return {};
  const recovery = recoveryOf(window, stage, journal);
  const next = {
    region: window.region,
    detectionSeconds: detection(stage, window),
    dnsSwitchSeconds: dnsSwitchSeconds(stage.zone.history(), window),
    rtoSeconds: recovery && rtoOf(recovery, window, journal),
  };
  return { next };
}

function recoveryOf(window: FaultWindow, stage: Stage, journal: Journal): RecoveryTimes | null {
  if (!asksDns(stage)) return null;
  const next = journal.windows().find(({ startedAt }) => startedAt > window.startedAt);
  const limits = { recoveredAt: recoveredAt(journal, window.region), nextFaultAt: next?.startedAt ?? Infinity };
  return recoveryTimes(untilRecovery(stage.load.ledger.requests, limits), window);
}

/** Never, where the drill waited in vain: the progress and the verdict mean the same by a recovery. */
function rtoOf({ slowestSeconds }: RecoveryTimes, { region }: FaultWindow, journal: Journal): number {
  const gaveUp = recoveredAt(journal, region) === Infinity && journal.last('survivors inspected') !== undefined;
  return gaveUp ? Infinity : slowestSeconds;
}

/** When every client had succeeded for a while after the loss of a region, or after the last loss of all. */
function recoveredAt(journal: Journal, region = journal.windows().at(-1)?.region): number {
  return journal.all('service recovered').find(recovered => recovered.region === region)?.at ?? Infinity;
}

function requests(
  all: readonly RequestRecord[],
  journal: Journal,
  window: FaultWindow | null,
): MeasuredReport['requests'] {
  const before = all.filter(
    ({ ok, startedAt, endedAt }) => !ok && startedAt >= journal.baselineAt && endedAt < (window?.startedAt ?? Infinity),
  );
  const after = all.filter(({ ok, startedAt }) => !ok && startedAt > recoveredAt(journal));
  return {
    ...countRequests(all),
    failedBefore: before.length,
    failedAfter: after.length,
    reasons: reasonsOf(all),
  };
}

function reasonsOf(records: readonly { readonly reason?: string }[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of records) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/** Changes of the health checks by which a region is left and named again. */
function healthOf(region: string, { deployed, cloud, fleet }: Stage): HealthChange[] {
  const ids = followedChecks(region, deployed, cloud).map(({ id }) => id);
  return fleet.changes.filter(change => ids.includes(change.checkId));
}

/** Until the health check of the failed region turned unhealthy. */
function detection(stage: Stage, fault: FaultWindow): number | null {
  const turned = stage.fleet.changes.filter(({ healthy }) => !healthy);
  return slowestCheck(stage, fault, turned);
}

/** Until the first probe of the failed region's health check failed; a stray one tells nothing where the check stayed well. */
function noticed(stage: Stage, fault: FaultWindow): number | null {
  if (detection(stage, fault) === Infinity) return Infinity;
  return slowestCheck(stage, fault, stage.fleet.failures);
}

/** Of the health checks that records of the failed region follow, the one to which something happened last. */
function slowestCheck(
  { deployed, cloud }: Stage,
  { region, startedAt, endedAt }: FaultWindow,
  happened: readonly { readonly at: number; readonly checkId: string }[],
): number | null {
  const times = followedChecks(region, deployed, cloud).map(({ id }) => {
    const first = happened.find(({ at, checkId }) => checkId === id && at >= startedAt && at < (endedAt ?? Infinity));
    return first === undefined ? Infinity : first.at - startedAt;
  });
  return times.length === 0 ? null : Math.max(...times);
}

function writes({ load, workload }: Stage, journal: Journal, window: FaultWindow | null): MeasuredReport['writes'] {
  const wasExercised = workload.writes !== undefined || workload.dataProbes.length > 0;
  const atEnd = journal.last('data settled');
  if (!wasExercised || atEnd === undefined) return null;
  const acknowledged = load.ledger.acknowledged();
  const lost = acknowledged.filter(write => atEnd.lostWrites.has(write.id));
  const rewrites = workload.writes?.again && countRewrites(load.ledger, atEnd.overwritten, window);
  return {
    ...(rewrites ? { rewrites } : {}),
    acknowledged: acknowledged.length,
    missing: journal.last('survivors inspected')?.missing.size ?? 0,
    lost: lost.length,
    oldestLostSeconds: oldestLossSeconds(
      lost.map(({ region, sentAt, ackedAt: at }) => ({ region, sentAt, at })),
      window,
    ),
    duplicated: atEnd.duplicated,
  };
}

function events({ load, audit }: Stage, journal: Journal, window: FaultWindow | null): MeasuredReport['events'] {
  const atEnd = journal.last('data settled')?.events;
  if (!audit.seesEvents || atEnd === undefined) return null;
  const accepted = load.ledger.accepted();
  const lost = accepted.filter(({ key }) => !atEnd.processed.has(key) && !atEnd.deadLettered.has(key));
  const during = journal.last('survivors inspected')?.events;
  return {
    sent: load.ledger.uploads.length,
    reasons: reasonsOf(load.ledger.uploads),
    ...countEvents(accepted, atEnd, window && during ? { ...window, during } : null),
    oldestLostSeconds: oldestLossSeconds(
      lost.map(({ region, sentAt, acceptedAt: at }) => ({ region, sentAt, at })),
      window,
    ),
  };
}

function timeline(stage: Stage, journal: Journal, shift: (at: number) => number): Timeline {
  const { deployed, fleet, cloud, zone, load } = stage;
  const checks = new Map(deployed.healthChecks.map(check => [check.id, check]));
  const status = (id: string, at: number, healthy: boolean) => {
    const check = checks.get(id);
    return { at, check: check?.path ?? id, region: check ? regionOfHost(cloud, check.fqdn) : null, healthy };
  };
  const first = (id: string): boolean =>
    !(fleet.changes.find(change => change.checkId === id)?.healthy ?? !fleet.isHealthy(id));
  const observed = deployed.healthChecks.filter(check => !fleet.unobserved.includes(check));
  const requests = load.ledger.requests.map(request => ({ ...request, startedAt: shift(request.startedAt) }));
  return {
    requests: requestsBySecond(requests),
    health: [
      ...observed.map(({ id }) => status(id, 0, first(id))),
      ...fleet.changes.map(({ checkId, at, healthy }) => status(checkId, shift(at), healthy)),
    ],
    dns: zone.history().map(change => ({ ...change, at: shift(change.at) })),
    phases: journal.story().map(phase => ({ ...phase, at: shift(phase.at) })),
  };
}

function assumptions(stage: Stage): string[] {
  return [
    ...(asksDns(stage) ? [] : [WITHOUT_NAMES]),
    `A changed health status reaches the name servers within ${DEFAULT_PROPAGATION_SECONDS} s; AWS does not publish this time.`,
    `Global tables show a write in the other region after ${DEFAULT_TABLE_LAG_SECONDS} s, buckets an object after ${DEFAULT_BUCKET_LAG_SECONDS} s.`,
    ...ALARM_ASSUMPTIONS,
    'Once the load has ended and every write is everywhere, failed events are retried without the waits between attempts.',
    ...PROBE_ASSUMPTIONS,
    ...LOAD_ASSUMPTIONS,
    ...(stage.zone.places.length > 1
      ? [
          `Clients are near ${stage.zone.places.join(', ')}, as many near each; the fastest region is the one that they are near.`,
        ]
      : []),
  ];
}

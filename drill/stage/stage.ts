import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type DeployedApp, type HealthCheckSpec } from '../assembly/model.js';
import { BadVersions } from '../cloud/bad-versions.js';
import { disturbInvocations } from '../cloud/invocation-faults.js';
import { ServiceFaults } from '../cloud/service-faults.js';
import { type FaultTarget } from '../faults/fault.js';
import { type Cleanup } from '../support/cleanup.js';
import { createClock, type PacedClock } from '../support/clock.js';
import { type LocalCloud } from '../cloud/local-cloud.js';
import { type Progress, type StepLog } from '../support/progress.js';
import { BucketReplication, type ObjectReplication } from '../replication/buckets.js';
import { type ReplicationMode } from '../replication/repeated-task.js';
import { Schedules } from '../events/schedules.js';
import { TableReplication } from '../replication/tables.js';
import { DnsServer } from '../route53/dns-server.js';
import { type HealthCheckFleet, type Probe } from '../route53/health.js';
import { loadBalancerOf } from '../route53/load-balancers.js';
import { type Zone } from '../route53/zone.js';
import { DrillError } from '../support/errors.js';
import { Audit } from '../measure/audit.js';
import { Load } from '../load/load.js';
import { send } from '../load/http-client.js';
import { fill } from '../load/ledger.js';
import { patienceMillis } from '../load/virtual-user.js';
import { bearableSpeed, demandPerSecond, measureCapacity } from './calibrate.js';
import { HandedMetrics } from './handed-metrics.js';
import { createNameService, unobservedChecks } from './name-service.js';
import { Pace } from './pace.js';
import { type Site } from './site.js';
import { nothingToDrill } from './drillable.js';
import { loadWorkload, type Workload } from '../scenario/spec.js';

export interface StageOptions {
  readonly workload?: string;
  readonly replication: ReplicationMode;
  readonly speed: number;
  readonly seed?: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Everything that runs while an app is rehearsed. */
export interface Stage extends Site {
  readonly workload: Workload;
  readonly clock: PacedClock;
  readonly zone: Zone;
  readonly dns: DnsServer;
  readonly fleet: HealthCheckFleet;
  readonly tables: TableReplication;
  readonly buckets: BucketReplication;
  readonly schedules: Schedules;
  readonly versions: BadVersions;
  readonly invocations: FaultTarget['invocations'];
  readonly services: ServiceFaults;
  readonly load: Load;
  readonly audit: Audit;
  readonly pace: Pace;
  /** What the drill's own parts could not do until now; empty in a sound run. */
  problems(): string[];
}

/** Real time that a freshly deployed endpoint may take until it answers its health check: functions start cold. */
const WARM_UP_MILLIS = 60_000;
/** Real seconds for one answer of a cold function. */
const COLD_ANSWER_SECONDS = 10;
const RETRY_PAUSE_MILLIS = 250;
const WARM_UP_CALLS = 24;

/**
 * Sets up around a deployed app what AWS would, for one run: replication, schedules, health checkers, DNS. The load is
 * ready to start.
 *
 * @throws DrillError `EndpointUnavailable` when a health check's endpoint does not answer as it should.
 */
export async function setStage(site: Site, options: StageOptions, cleanup: Cleanup): Promise<Stage> {
  const { app, cloud, deployed } = site;
  const { progress, seed, signal } = options;
  const workload = await loadWorkload(options.workload, deployed);
  validateLoad(workload);
  const clock = createClock(options.speed);
  const world: World = { cloud, deployed, clock };
  const metrics = stopped(cleanup, new HandedMetrics(world));
  const replication = await progress.step('Set up replication', () =>
    replicate(world, { mode: options.replication, metrics }, cleanup),
  );

  const healthPaths = deployed.healthChecks.flatMap(({ resourcePath }) => resourcePath?.split('?')[0] ?? []);
  const versions = cleanup.add(new BadVersions(cloud, app, healthPaths), it => it.close());
  const invocations: Stage['invocations'] = {
    disturb: (region, faults) => disturbInvocations(cloud, region, faults),
  };
  const services = cleanup.add(new ServiceFaults(cloud, clock), it => it.close());
  const audit = cleanup.add(new Audit({ cloud, workload, deployed }), it => it.close());
  const { probe, fleet, zone } = createNameService({ ...world, seed });
  stopped(cleanup, fleet);
  leadToLoadBalancers(cloud, deployed);
  await progress.step('Wait until every endpoint is healthy', async log => {
    await warmUp(world, probe, log, signal);
    await callApp(cloud, audit, workload);
  });
  const dns = stopped(cleanup, await progress.step('Answer DNS', log => answerDns(zone, log)));
  await progress.step('Find the speed that this machine bears', ({ note }) => calibrate(world, workload, probe, note));
  fleet.start();
  metrics.start(fleet);
  const [uploadRegion = app.regions[0]] = workload.hostname === undefined ? [] : zone.regions(workload.hostname);
  const load = stopped(
    cleanup,
    new Load({ cloud, clock, workload, dns, uploadRegion, seed, places: zone.places.length }),
  );
  const pace = new Pace({
    cloud,
    clock,
    speedAsked: options.speed,
    requests: load.ledger.requests,
    patienceMillis: () => patienceMillis(clock, workload),
  });
  cleanup.add(pace, it => it.stop());
  const problems = (): string[] => [
    ...unobservedChecks(fleet),
    ...audit.problems,
    ...replication.problems(),
    ...metrics.problems,
  ];
  return {
    ...site,
    clock,
    ...replication,
    versions,
    invocations,
    services,
    problems,
    workload,
    zone,
    dns,
    fleet,
    load,
    audit,
    pace,
  };
}

/** A load balancer takes every name that leads to it; the emulator knows it by its own. */
function leadToLoadBalancers(cloud: LocalCloud, { records }: DeployedApp): void {
  for (const record of records) {
    const target = loadBalancerOf(record);
    if (target !== undefined) cloud.serve(record.name, target);
  }
}

async function answerDns(zone: Zone, { note }: StepLog): Promise<DnsServer> {
  const dns = await DnsServer.start({ zone });
  const [name = 'example.com'] = zone.names;
  note(`dig @${dns.address} -p ${dns.port} ${name}`);
  return dns;
}

interface World {
  readonly cloud: LocalCloud;
  readonly deployed: DeployedApp;
  readonly clock: PacedClock;
}

/** Starts to copy what AWS copies. Schedules run once at once: on AWS they had their first turn long before an outage. */
async function replicate(
  { cloud, deployed, clock }: World,
  { mode, metrics }: { readonly mode: ReplicationMode; readonly metrics: HandedMetrics },
  cleanup: Cleanup,
): Promise<Pick<Stage, 'tables' | 'buckets' | 'schedules' | 'problems'>> {
  const tables = stopped(
    cleanup,
    new TableReplication({
      cloud,
      clock,
      tables: deployed.globalTables,
      mode,
      onReplicated: it => metrics.ofTable(it),
    }),
  );
  const roleMay: LocalCloud['roleMay'] = (...question) => cloud.roleMay(...question);
  const onReplicated = (it: ObjectReplication): void => metrics.ofBucket(it);
  const copied = { cloud, clock, buckets: deployed.buckets, mode, roleMay, onReplicated };
  const buckets = stopped(cleanup, new BucketReplication(copied));
  const schedules = stopped(cleanup, new Schedules({ cloud, clock, schedules: deployed.schedules }));
  await tables.start();
  const firings = await schedules.fireOnce();
  buckets.start();
  schedules.start();
  const unfired = firings.flatMap(({ region, ruleName, problem }) =>
    problem ? [`rule ${ruleName} in ${region}: ${problem}`] : [],
  );
  return { tables, buckets, schedules, problems: () => [...unfired, ...tables.problems, ...buckets.problems] };
}

/** Asks every endpoint as its health check would, until it answers: a check begins as healthy, so it must be. */
async function warmUp({ deployed, clock }: World, probe: Probe, { show }: StepLog, signal: AbortSignal): Promise<void> {
  const patience = COLD_ANSWER_SECONDS * clock.speed;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(WARM_UP_MILLIS)]);
  // Every connection of every probe listens to it.
  setMaxListeners(0, limit);
  const limits = { connectSeconds: patience, answerSeconds: patience, signal: limit };
  await Promise.all(
    probedChecks(deployed).map(async check => {
      while (!(await probe(check, limits))) {
        signal.throwIfAborted();
        if (limit.aborted) throw unhealthy(check);
        show(check.path);
        await wait(RETRY_PAUSE_MILLIS);
      }
    }),
  );
}

function probedChecks({ healthChecks }: DeployedApp): HealthCheckSpec[] {
  return healthChecks.filter(check => !check.disabled && !check.inverted && check.fqdn !== undefined);
}

/**
 * Reads what is not there through the app, several at a time in one region after the other: a load that begins at its
 * full rate would otherwise find only cold functions, which in real time start no faster than without a clock.
 */
async function callApp(cloud: LocalCloud, audit: Audit, workload: Workload): Promise<void> {
  if (workload.writes === undefined) return;
  const nothing = Array.from({ length: WARM_UP_CALLS }, (_, i) => ({
    id: `drill-warm-up-${i}`,
    region: null,
    sentAt: 0,
    ackedAt: null,
  }));
  for (const { name } of cloud.regions) await audit.presentWrites(name, nothing);
}

/** Asks the app as its checkers and its clients will, and makes the clock slower where the answers come too late. */
async function calibrate(world: World, workload: Workload, probe: Probe, note: StepLog['note']): Promise<void> {
  const { cloud, clock, deployed } = world;
  const calls = calibrationCalls(world, workload, probe);
  if (calls.length === 0) return;
  const capacity = await measureCapacity(calls);
  const asked = clock.speed;
  const speed = bearableSpeed(asked, demandPerSecond(workload, deployed), capacity, patienceMillis(clock, workload));
  if (speed === asked) return;
  clock.setSpeed(speed);
  cloud.setSpeed(speed);
  const { answersPerSecond, slowMillis } = capacity;
  note(
    `speed ${speed} in place of ${asked}: this machine gives ${Math.round(answersPerSecond)} answers a second, ` +
      `the slow ones after ${Math.round(slowMillis)} ms`,
  );
}

/** Requests that change nothing, to every region. */
function calibrationCalls(
  { cloud, clock, deployed }: World,
  workload: Workload,
  probe: Probe,
): (() => Promise<unknown>)[] {
  const patience = COLD_ANSWER_SECONDS * clock.speed;
  const { signal } = new AbortController();
  // Every connection of every call listens to it.
  setMaxListeners(0, signal);
  const limits = { connectSeconds: patience, answerSeconds: patience, signal };
  const probes = probedChecks(deployed).map(check => () => probe(check, limits));
  const { reads, writes } = workload;
  const found = writes && { hostname: writes.hostname, method: 'GET', path: fill(writes.readPath, 'drill-warm-up') };
  const asked = [...reads, ...(found ? [found] : [])].flatMap(({ hostname, method, path }) =>
    cloud.regions.map(({ address }) => () => {
      const timeoutMillis = COLD_ANSWER_SECONDS * 1000;
      return send({ address, port: cloud.edgePort, hostname, method, path, timeoutMillis });
    }),
  );
  return [...probes, ...asked];
}

function validateLoad({ reads, writes, dataProbes, uploads }: Workload): void {
  if (reads.length > 0 || writes || dataProbes.length > 0 || uploads) return;
  throw nothingToDrill('neither the app nor its workload file says what clients do');
}

function unhealthy(check: HealthCheckSpec): DrillError {
  const target = `${check.type} ${check.fqdn}${check.resourcePath ?? ''}`;
  const message =
    `the health check "${check.path}" fails although nothing is wrong: ${target} gave no success within ` +
    `${WARM_UP_MILLIS / 1000} s of its deployment; on AWS it would take its region out of DNS`;
  return new DrillError('EndpointUnavailable', message);
}

function stopped<T extends { stop(): Promise<void> }>(cleanup: Cleanup, part: T): T {
  return cleanup.add(part, it => it.stop());
}

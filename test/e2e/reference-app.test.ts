import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { exitStatus } from '../../drill/cli/command.js';
import { type DrillReport } from '../../drill/measure/model.js';
import { renderTerminal } from '../../drill/report/terminal.js';
import { Deployment } from '../../drill/run/deployment.js';
import { type RunOptions } from '../../drill/run/rehearsal.js';
import { ROOT, synthReferenceApp } from '../support/drill';
import { MUTANTS, mutate } from './mutants';

/** Minutes that a deployment or a run may take on a machine that has other things to do. */
const RUN_MILLIS = 8 * 60_000;
/** Seconds until an alarm must have told somebody: detection, two or three minutes of traffic, the delay of metrics. */
const NOTIFY_SECONDS = 400;

/** Simulated seconds by which the writes of the standby come later than the primary does. */
const LAG_SECONDS = 360;

let work: string;
let assembly: string;
let deployment: Deployment | undefined;
let outage: DrillReport;

/** All runs are on one deployed cloud: each begins with what the deployment left. */
function run(options: RunOptions): Promise<DrillReport> {
  const workload = path.join(ROOT, 'drill.workload.json');
  return deployment!.run({ workload, speed: 10, out: path.join(work, 'report'), ...options });
}

/** What a person sees. */
function terminal(report: DrillReport): string {
  return renderTerminal(report, { colour: false, files: [] });
}

function missedChecks({ verdict }: DrillReport): string[] {
  return verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name);
}

/** What was found where a check was missed, so that a failure of a test tells it. */
function missed({ verdict }: DrillReport): string[] {
  return verdict.checks.filter(({ passed }) => !passed).map(({ name, detail }) => `${name}: ${detail}`);
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'reference-app-'));
  assembly = path.join(work, 'cdk.out');
  await synthReferenceApp(assembly);
  deployment = await Deployment.of(
    { app: assembly, out: path.join(work, 'deployment'), objectives: { notifySeconds: NOTIFY_SECONDS } },
    [],
  );
}, RUN_MILLIS);

afterAll(async () => {
  await deployment?.end();
  rmSync(work, { recursive: true, force: true });
});

describe('when the primary region stops answering, and its table lags behind its return', () => {
  beforeAll(
    async () =>
      void (outage = await run({ fault: 'region-outage', replicationResumesAfter: LAG_SECONDS, metrics: true })),
    RUN_MILLIS,
  );

  test('every objective holds, and the command says so', () => {
    expect(missed(outage)).toEqual([]);
    expect(exitStatus(outage)).toBe(0);
  });

  test('the service answers again within the bound, and the bound is within the objective', () => {
    const { objectives, bound, measured } = outage;

    expect(measured.rtoSeconds).toBeGreaterThan(0);
    expect(measured.rtoSeconds).toBeLessThanOrEqual(bound.rtoSeconds!);
    expect(bound.rtoSeconds).toBeLessThanOrEqual(objectives.rtoSeconds!);
    expect(measured.detectionSeconds).toBeLessThanOrEqual(measured.rtoSeconds!);
  });

  test('clients noticed, and no acknowledged write is lost or doubled', () => {
    const { requests, writes } = outage.measured;

    expect(requests.failed).toBeGreaterThan(0);
    expect(requests.sent).toBe(requests.succeeded + requests.failed);
    expect(writes!.acknowledged).toBeGreaterThan(0);
    expect(writes).toMatchObject({ lost: 0, duplicated: 0 });
  });

  test('every accepted upload is processed or a dead letter', () => {
    const { accepted, processed, deadLettered, lost } = outage.measured.events!;

    expect(deadLettered).toBeGreaterThan(0);
    expect(processed + deadLettered).toBe(accepted);
    expect(lost).toBe(0);
  });

  test('the standby tells the operator that it serves, as the first of all alarms', () => {
    const { notifiedSeconds, notice, rtoSeconds } = outage.measured;

    expect(notifiedSeconds).toBeGreaterThan(rtoSeconds!);
    expect(notice).toMatchObject({ region: 'us-west-2', told: ['email on-call@example.com'] });
    expect(notice!.alarm).toMatch(/^FileIntake\/us-west-2\/ServiceAlarm/);
    expect(terminal(outage)).toContain('email on-call@example.com was told');
  });

  test('traffic comes back to the primary once, and not before the writes of the standby have', () => {
    expect(outage.measured.failbackSeconds).toBeGreaterThan(LAG_SECONDS);
    expect(outage.measured.failbackSeconds).toBeLessThanOrEqual(outage.bound.failbackSeconds!);
    expect(outage.timeline.dns.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
  });

  test('keys that were written again kept what was acknowledged', () => {
    const { sent, refused, overwritten } = outage.measured.writes!.rewrites!;

    expect(refused).toBeGreaterThan(20);
    expect(refused).toBeLessThanOrEqual(sent);
    expect(overwritten).toBe(0);
    expect(terminal(outage)).toContain('0 acknowledged writes overwritten');
  });

  test('the operator of the standby hears of heartbeats that no longer come', () => {
    const alarm = outage.alarms.find(({ path: at }) => at.startsWith('FileIntake/us-west-2/Endpoint/HeartbeatAge'))!;
    expect(alarm.transitions.map(({ to }) => to)).toContain('ALARM');
  });

  test('what the dashboards of both regions draw had figures, or is of something that did not happen', () => {
    const [primary, standby] = outage.dashboards;

    expect([primary.name, standby.name]).toEqual(['FileIntake-us-east-1', 'FileIntake-us-west-2']);
    for (const { metrics, withData } of outage.dashboards) expect(withData).toBeGreaterThan(metrics / 2);
    expect(standby.unknown).toEqual([]);
    // The drill keeps backup plans and carries none out.
    expect(primary.unknown).toEqual(
      ['NumberOfBackupJobsCompleted', 'NumberOfCopyJobsCompleted'].map(
        name => `AWS/Backup ${name} BackupVaultName=FileIntake-Backup in us-east-1`,
      ),
    );
  });

  test('what was measured is written for Prometheus, of the region that was away too', () => {
    const [primary, standby] = outage.regions.map(region =>
      readFileSync(path.join(work, 'report', `metrics-${region}.prom`), 'utf8'),
    );

    expect(primary).toMatch(
      /^Invocations_sum\{FunctionName="FileIntake_us_east_1_ApiFunction\w+",namespace="AWS_Lambda"\} [1-9]/m,
    );
    expect(standby).toMatch(
      /^Invocations_sum\{FunctionName="FileIntake_us_west_2_ApiFunction\w+",namespace="AWS_Lambda"\} [1-9]/m,
    );
    // Route 53's checkers come by the API, uploads by a queue.
    for (const name of ['EndpointHealth', 'IngestRecorderFunction']) {
      expect(primary).toMatch(
        new RegExp(
          `^Invocations_sum\\{FunctionName="FileIntake_us_east_1_${name}\\w+",namespace="AWS_Lambda"\\} [1-9]`,
          'm',
        ),
      );
    }
    expect(primary).toMatch(/^HealthCheckStatus_min\{.*\} 0 /m);
    expect(standby).toMatch(/^HeartbeatAge_max\{.*\} [1-9]\d\d/m);
  });

  test('each resource of the templates is listed once, by type and path', () => {
    const { emulated, simulated, stored, placeholder } = outage.resources;
    const listed = [...emulated, ...simulated, ...stored, ...placeholder];

    expect(new Set(listed.map(({ path: where, region }) => `${region} ${where}`)).size).toBe(listed.length);
    expect(simulated.map(({ type }) => type)).toContain('AWS::Route53::HealthCheck');
    expect(stored.map(({ type }) => type)).toContain('AWS::Backup::BackupPlan');
    expect(placeholder.map(({ type }) => type)).toContain('AWS::Backup::BackupSelection');
  });

  test('the page shows the result without anything from elsewhere', () => {
    const page = readFileSync(path.join(work, 'report', 'index.html'), 'utf8');

    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});

/** Of clients that leave a connection on which they got a status of 500 or more, as with a region that goes on answering. */
function leavingWorkload(): string {
  const workload = path.join(work, 'workload.json');
  const content = JSON.parse(readFileSync(path.join(ROOT, 'drill.workload.json'), 'utf8')) as object;
  writeFileSync(workload, JSON.stringify({ ...content, closeOnServerError: true }));
  return workload;
}

test(
  'when a bad version answers 5xx in the primary, its health check notices, and clients that leave it are served by the standby',
  async () => {
    const bad = await run({ fault: 'bad-version', workload: leavingWorkload(), notice: false });

    expect(bad.timeline.dns.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
    expect(missed(bad)).toEqual([]);
  },
  RUN_MILLIS,
);

test(
  'when the primary region and its data are gone, no more is lost than the objective allows',
  async () => {
    const loss = await run({ fault: 'region-loss', notice: false });

    expect(loss.measured.rpoSeconds).toBeLessThanOrEqual(loss.objectives.rpoSeconds!);
    expect(missed(loss)).toEqual([]);
    expect(exitStatus(loss)).toBe(0);
  },
  RUN_MILLIS,
);

test(
  'when the table of the primary region cannot be reached, the region says so and is left',
  async () => {
    const report = await run({
      fault: 'service-outage',
      service: 'dynamodb',
      workload: leavingWorkload(),
      notice: false,
    });

    expect(missed(report)).toEqual([]);
    expect(report.measured.requests.failed).toBeGreaterThan(0);
    expect(report.timeline.dns.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
  },
  RUN_MILLIS,
);

test(
  'a service that users do not need is no reason to leave a region',
  async () => {
    const report = await run({ fault: 'service-outage', service: 'sns', notice: false });

    expect(missed(report)).toEqual([]);
    expect(report.measured).toMatchObject({ rtoSeconds: 0, requests: { failed: 0 } });
    expect(report.verdict.checks.map(({ name }) => name)).toContain('no client needed it');
    expect(report.timeline.dns.map(({ region }) => region)).toEqual(['us-east-1']);
  },
  RUN_MILLIS,
);

/** Two faults at their times: one that moves the users, and in the standby that serves then, one that nobody needs. */
const OCTOBER = `
name: october
steps:
  - { at: 0s, fault: service-outage, service: dynamodb, region: us-east-1, for: 5m }
  - { at: 4m, fault: service-outage, service: sns, region: us-west-2, for: 30s }
expect: { rto: 2m, lost: 0, failovers: 1 }
`;

test(
  'a scenario: faults at their times, and what came of each',
  async () => {
    const scenario = path.join(work, 'october.yaml');
    writeFileSync(scenario, OCTOBER);
    const report = await run({ scenario, workload: leavingWorkload(), notice: false });
    const [first, second] = report.scenario!.steps;

    expect(missed(report)).toEqual([]);
    expect(report.verdict.checks.filter(({ name }) => name.startsWith('the scenario expects'))).toHaveLength(3);
    expect(first).toMatchObject({ fault: 'service-outage', service: 'dynamodb', region: 'us-east-1' });
    expect(first.rtoSeconds).toBeGreaterThan(0);
    expect(second).toMatchObject({ service: 'sns', region: 'us-west-2', rtoSeconds: 0, detectionSeconds: Infinity });
    expect(second.startedAt - first.startedAt).toBeGreaterThanOrEqual(239);
    expect(second.endedAt).toBeLessThan(first.endedAt!);
  },
  RUN_MILLIS,
);

test(
  'a scenario with a mistake is refused before anything of it is done, with line and path',
  async () => {
    const scenario = path.join(work, 'mistaken.yaml');
    writeFileSync(scenario, OCTOBER.replace('service: sns', 'service: sms'));

    await expect(run({ scenario })).rejects.toThrow(
      /mistaken.yaml:5: steps\[1\].service is "sms".* did you mean "sns"/,
    );
  },
  RUN_MILLIS,
);

test(
  'with replication switched off, acknowledged writes are missing and the verdict fails',
  async () => {
    const unreplicated = await run({ fault: 'region-loss', replication: 'off', notice: false });

    expect(unreplicated.measured.writes!.missing).toBeGreaterThan(0);
    expect(missedChecks(unreplicated)).toContain('RPO within the objective');
    expect(exitStatus(unreplicated)).toBe(1);
  },
  RUN_MILLIS,
);

test(
  'without a fault nothing fails, no alarm rings, and what earlier runs took and wrote is there as the deployment left it',
  async () => {
    const undisturbed = await run({ fault: 'none' });

    expect(undisturbed.measured.requests).toMatchObject({ failedBefore: 0 });
    expect(undisturbed.measured.requests.sent).toBeGreaterThan(0);
    expect(undisturbed.timeline.dns).toHaveLength(1);
    expect(undisturbed.rights!.refused).toEqual([]);
    expect(undisturbed.verdict.checks).toContainEqual(expect.objectContaining({ name: 'no alarm rang', passed: true }));
    expect(exitStatus(undisturbed)).toBe(0);
  },
  RUN_MILLIS,
);

/** Health checks with more patience, alarms without actions, a primary that is never held, and dashboards with a misspelt metric. */
function changedTemplate(template: string): string {
  return template
    .replace('"FailureThreshold": 3', '"FailureThreshold": 8')
    .replace('"HOLD_SECONDS": "3600"', '"HOLD_SECONDS": "0"')
    .replaceAll(String.raw`\"Throttles\"`, String.raw`\"Trottles\"`)
    .replaceAll('"AlarmActions":', '"InsufficientDataActions":');
}

describe("with the health checks' threshold raised, alarms without actions, a primary that is never held, and rights missing", () => {
  let patient: DrillReport;

  beforeAll(async () => {
    const changed = path.join(work, 'changed.out');
    cpSync(assembly, changed, { recursive: true });
    for (const file of readdirSync(changed).filter(name => name.endsWith('.template.json'))) {
      const template = readFileSync(path.join(changed, file), 'utf8');
      writeFileSync(path.join(changed, file), changedTemplate(template));
    }
    for (const mutant of Object.values(MUTANTS)) mutate(changed, mutant);
    await deployment!.update(changed);
    patient = await run({ fault: 'region-outage', region: 'us-east-1', replicationResumesAfter: LAG_SECONDS });
  }, RUN_MILLIS);

  test('the measured recovery takes longer', () => {
    expect(patient.bound.rtoSeconds! - outage.bound.rtoSeconds!).toBe(5 * 16);
    expect(patient.measured.rtoSeconds! - outage.measured.rtoSeconds!).toBeGreaterThan(25);
  });

  test('users return before the writes of the standby, and overwrite them', () => {
    expect(patient.measured.failbackSeconds).toBeLessThan(LAG_SECONDS);
    expect(patient.measured.writes!.rewrites!.overwritten).toBeGreaterThan(0);
    expect(missedChecks(patient)).toContain('no acknowledged write overwritten');
    expect(terminal(patient)).toMatch(/✕ no acknowledged write overwritten: .* [1-9]\d* acknowledged contents gone/);
  });

  test('nobody is told', () => {
    expect(patient.measured).toMatchObject({ notifiedSeconds: Infinity, notice: null });
    expect(missedChecks(patient)).toContain('somebody was told');
    expect(terminal(patient)).toContain('Nobody was told of the fault');
  });

  test('metrics that are misspelt on dashboards are named', () => {
    const [primary] = patient.dashboards;

    expect(primary.unknown).toContainEqual(
      expect.stringMatching(/^AWS\/Lambda Trottles FunctionName=FileIntake-us-east-1-ApiFunction\S+ in us-east-1$/),
    );
    expect(terminal(patient)).toMatch(/Dashboards \d+ of \d+ metrics name nothing that is measured here/);
  });

  test.each(Object.entries(MUTANTS))('%s: AWS would refuse it, and the drill says so', (_, { refusal }) => {
    expect(patient.rights!.refused).toContainEqual(expect.objectContaining(refusal));
  });

  test('nothing else is refused', () => {
    const expected = Object.values(MUTANTS).map(({ refusal }) => expect.objectContaining(refusal));
    const unexpected = patient.rights!.refused.filter(each => !expected.some(one => one.asymmetricMatch(each)));

    expect(unexpected).toEqual([]);
  });

  test('the drill fails by that check, and has the figures all the same', () => {
    expect(missedChecks(patient)).toContain('AWS would have allowed every call');
    expect(exitStatus(patient)).toBe(1);
    expect(patient.measured.rtoSeconds).toBeGreaterThan(0);
    expect(terminal(patient)).toMatch(/✕ AWS would refuse [\d,]+ calls \(\d+ causes\), which passed here/);
  });
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { discard, drill, type DrillRun, ROOT, synthReferenceApp } from '../support/drill';

/** Minutes that one drill may take on a machine that has other things to do. */
const DRILL_MILLIS = 8 * 60_000;
const SPEED = '5';
/** Seconds until an alarm must have told somebody: detection, two or three minutes of traffic, the delay of metrics. */
const NOTIFY = '400';

let work: string;
let assembly: string;
let outage: DrillRun;
let slow: DrillRun | undefined;
let steadyState: DrillRun | undefined;
let unreplicated: DrillRun | undefined;
let loss: DrillRun | undefined;

function drillReferenceApp(...args: string[]): Promise<DrillRun> {
  return drillApp(assembly, ...args);
}

function drillApp(directory: string, ...args: string[]): Promise<DrillRun> {
  return drill(['--app', directory, '--workload', path.join(ROOT, 'drill.workload.json'), '--speed', SPEED, ...args]);
}

function rewriteTemplates(directory: string, rewrite: (template: string) => string): void {
  for (const file of readdirSync(directory).filter(name => name.endsWith('.template.json'))) {
    const template = readFileSync(path.join(directory, file), 'utf8');
    writeFileSync(path.join(directory, file), rewrite(template));
  }
}

const missed = ({ report }: DrillRun): string[] =>
  report.verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name);

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'reference-app-'));
  assembly = path.join(work, 'cdk.out');
  await synthReferenceApp(assembly);
  outage = await drillReferenceApp('--fault', 'region-outage', '--notify', NOTIFY);
}, DRILL_MILLIS);

afterAll(() => {
  discard([outage, slow, steadyState, unreplicated, loss]);
  rmSync(work, { recursive: true, force: true });
});

describe('when the primary region stops answering', () => {
  test('every objective holds, and the command says so', () => {
    expect(outage.report.verdict.checks.filter(check => !check.passed)).toEqual([]);
    expect(outage.status).toBe(0);
  });

  test('the service answers again within the bound, and the bound is within the objective', () => {
    const { objectives, bound, measured } = outage.report;

    expect(measured.rtoSeconds).toBeGreaterThan(0);
    expect(measured.rtoSeconds).toBeLessThanOrEqual(bound.rtoSeconds!);
    expect(bound.rtoSeconds).toBeLessThanOrEqual(objectives.rtoSeconds!);
    expect(measured.detectionSeconds).toBeLessThanOrEqual(measured.rtoSeconds!);
  });

  test('clients noticed, and no acknowledged write is lost or doubled', () => {
    const { requests, writes } = outage.report.measured;

    expect(requests.failed).toBeGreaterThan(0);
    expect(requests.sent).toBe(requests.succeeded + requests.failed);
    expect(writes!.acknowledged).toBeGreaterThan(0);
    expect(writes).toMatchObject({ lost: 0, duplicated: 0 });
  });

  test('every accepted upload is processed or a dead letter', () => {
    const { accepted, processed, deadLettered, lost } = outage.report.measured.events!;

    expect(deadLettered).toBeGreaterThan(0);
    expect(processed + deadLettered).toBe(accepted);
    expect(lost).toBe(0);
  });

  test('the standby tells the operator that it serves, as the first of all alarms', () => {
    const { notifiedSeconds, notice, rtoSeconds } = outage.report.measured;

    expect(notifiedSeconds).toBeGreaterThan(rtoSeconds!);
    expect(notice).toMatchObject({ region: 'us-west-2', told: ['email on-call@example.com'] });
    expect(notice!.alarm).toMatch(/^FileIntake\/us-west-2\/.*ServesTrafficAlarm$/);
    expect(outage.output).toContain('email on-call@example.com was told');
  });

  test('traffic comes back to the primary after its return', () => {
    expect(outage.report.measured.failbackSeconds).toBeGreaterThan(0);
    expect(outage.report.timeline.dns.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
  });

  test('each resource of the templates is listed once, by type and path', () => {
    const { emulated, simulated, stored, placeholder } = outage.report.resources;
    const listed = [...emulated, ...simulated, ...stored, ...placeholder];

    expect(new Set(listed.map(({ path: where, region }) => `${region} ${where}`)).size).toBe(listed.length);
    expect(simulated.map(({ type }) => type)).toContain('AWS::Route53::HealthCheck');
    expect(stored.map(({ type }) => type)).toContain('AWS::Backup::BackupPlan');
    expect(placeholder.map(({ type }) => type)).toContain('AWS::Backup::BackupSelection');
  });

  test('the page shows the result without anything from elsewhere', () => {
    const page = readFileSync(path.join(outage.directory, 'index.html'), 'utf8');

    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});

test(
  'without a fault nothing fails, and no alarm rings',
  async () => {
    steadyState = await drillReferenceApp('--fault', 'none');

    expect(steadyState.report.measured.requests).toMatchObject({ failed: 0 });
    expect(steadyState.report.measured.requests.sent).toBeGreaterThan(0);
    expect(steadyState.report.timeline.dns).toHaveLength(1);
    expect(steadyState.report.verdict.checks).toContainEqual(
      expect.objectContaining({ name: 'no alarm rang', passed: true }),
    );
    expect(steadyState.status).toBe(0);
  },
  DRILL_MILLIS,
);

test(
  "with the health checks' threshold raised, the measured recovery takes longer",
  async () => {
    const patient = path.join(work, 'patient.out');
    cpSync(assembly, patient, { recursive: true });
    rewriteTemplates(patient, template => template.replace('"FailureThreshold": 3', '"FailureThreshold": 8'));

    slow = await drillApp(patient, '--notify', 'off');

    expect(slow.report.bound.rtoSeconds! - outage.report.bound.rtoSeconds!).toBe(5 * 16);
    expect(slow.report.measured.rtoSeconds! - outage.report.measured.rtoSeconds!).toBeGreaterThan(25);
  },
  DRILL_MILLIS,
);

test(
  'with replication switched off and alarms without actions, acknowledged writes are missing, nobody is told, and the verdict fails',
  async () => {
    const deaf = path.join(work, 'deaf.out');
    cpSync(assembly, deaf, { recursive: true });
    rewriteTemplates(deaf, template => template.replaceAll('"AlarmActions":', '"InsufficientDataActions":'));

    unreplicated = await drillApp(deaf, '--replication', 'off', '--notify', NOTIFY);

    expect(unreplicated.report.measured.writes!.missing).toBeGreaterThan(0);
    expect(unreplicated.report.measured).toMatchObject({ notifiedSeconds: 'never', notice: null });
    expect(missed(unreplicated)).toEqual(expect.arrayContaining(['somebody was told', 'RPO within the objective']));
    expect(unreplicated.output).toContain('Nobody was told of the fault');
    expect(unreplicated.status).toBe(1);
  },
  DRILL_MILLIS,
);

test(
  'when the primary region and its data are gone, no more is lost than the objective allows',
  async () => {
    loss = await drillReferenceApp('--fault', 'region-loss', '--notify', 'off');

    expect(loss.report.measured.rpoSeconds).toBeLessThanOrEqual(loss.report.objectives.rpoSeconds!);
    expect(loss.report.verdict.checks.filter(check => !check.passed)).toEqual([]);
    expect(loss.status).toBe(0);
  },
  DRILL_MILLIS,
);

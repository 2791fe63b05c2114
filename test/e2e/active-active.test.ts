import { mkdtempSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { exitStatus } from '../../drill/cli/command.js';
import { type DrillReport } from '../../drill/measure/model.js';
import { Deployment } from '../../drill/run/deployment.js';
import { type RunOptions } from '../../drill/run/rehearsal.js';
import { ROOT, run as runCommand } from '../support/drill';

const RUN_MILLIS = 8 * 60_000;
const EXAMPLE = path.join(ROOT, 'examples/active-active');
const REGIONS = ['us-east-2', 'us-west-2', 'eu-west-1'];

let work: string;
let assembly: string;
let deployment: Deployment | undefined;

interface Record53 {
  Type: string;
  Properties: { Weight?: number; Region?: string; SetIdentifier: string; HealthCheckId?: unknown };
}

/** Another version of the app, in which the records of its regions are changed. */
async function deployWith(name: string, change: (record: Record53['Properties']) => void): Promise<void> {
  const changed = path.join(work, name);
  cpSync(assembly, changed, { recursive: true });
  for (const file of readdirSync(changed).filter(each => each.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(path.join(changed, file), 'utf8')) as {
      Resources: { [id: string]: Record53 };
    };
    const records = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Route53::RecordSet');
    for (const { Properties } of records) change(Properties);
    writeFileSync(path.join(changed, file), JSON.stringify(template));
  }
  await deployment!.update(changed);
}

function run(options: RunOptions): Promise<DrillReport> {
  const workload = path.join(EXAMPLE, 'drill.workload.json');
  return deployment!.run({
    workload,
    speed: 8,
    fault: 'region-outage',
    notice: false,
    out: path.join(work, 'report'),
    ...options,
  });
}

function missedChecks({ verdict }: DrillReport): string[] {
  return verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name);
}

function answers({ timeline }: DrillReport): (readonly string[])[] {
  return timeline.dns.map(({ regions }) => regions);
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'active-active-'));
  assembly = path.join(work, 'cdk.out');
  const synth = await runCommand('env', [`CDK_OUTDIR=${assembly}`, 'node', '--import', 'tsx', 'app.ts'], EXAMPLE);
  if (synth.status !== 0) throw new Error(`the example does not synthesize:\n${synth.output}`);
  deployment = await Deployment.of({ app: assembly, out: path.join(work, 'deployment') }, []);
}, RUN_MILLIS);

afterAll(async () => {
  await deployment?.end();
  rmSync(work, { recursive: true, force: true });
});

describe('with weights, when one of three regions stops answering', () => {
  let outage: DrillReport;
  beforeAll(async () => void (outage = await run({})), RUN_MILLIS);

  test('every objective holds, and the others carry the load until its share returns', () => {
    expect(missedChecks(outage)).toEqual([]);
    expect(exitStatus(outage)).toBe(0);
    expect(answers(outage)).toEqual([REGIONS, REGIONS.slice(1), REGIONS]);
  });

  test('bound, switch and way back have figures', () => {
    const { bound, measured } = outage;
    expect(bound.formula).toBe('5 s + 3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 98 s');
    expect(measured.dnsSwitchSeconds).toBeGreaterThan(0);
    expect(measured.dnsSwitchSeconds).toBeLessThan(measured.rtoSeconds!);
    expect(measured.rtoSeconds).toBeLessThanOrEqual(bound.rtoSeconds!);
    expect(measured.failbackSeconds).toBeGreaterThan(0);
  });

  test('before, every region got its share of new clients', () => {
    const shares = outage.measured.shares!;
    expect(shares.map(({ region, expected }) => [region, expected])).toEqual([
      ['us-east-2', 0.5],
      ['us-west-2', 0.25],
      ['eu-west-1', 0.25],
    ]);
    for (const { expected, measured } of shares) expect(Math.abs(measured - expected)).toBeLessThanOrEqual(0.05);
  });
});

test(
  'by latency, each region serves the clients near it, and another one when it is lost',
  async () => {
    await deployWith('latency', record => {
      delete record.Weight;
      record.Region = record.SetIdentifier;
    });
    const outage = await run({ region: 'us-west-2' });

    expect(missedChecks(outage)).toEqual([]);
    const before = outage.timeline.requests.filter(({ at }) => at < outage.fault.startedAt!);
    expect(new Set(before.map(({ region }) => region))).toEqual(new Set(REGIONS));
    expect(outage.measured.dnsSwitchSeconds).toBeGreaterThan(0);
    expect(outage.measured.failbackSeconds).toBeGreaterThan(0);
    expect(outage.measured.rtoSeconds).toBeLessThanOrEqual(outage.bound.rtoSeconds!);
    expect(outage.measured.shares).toBeUndefined();
  },
  RUN_MILLIS,
);

test(
  'a record without a health check keeps the lost region in the answer, and the drill fails',
  async () => {
    await deployWith('blind', record => {
      if (record.SetIdentifier === 'us-east-2') delete record.HealthCheckId;
    });
    const outage = await run({ region: 'us-east-2' });

    expect(outage.bound).toMatchObject({
      rtoSeconds: null,
      formula: 'not bounded: the record "us-east-2" of orders.example.com has no health check',
    });
    expect(outage.measured.rtoSeconds).toBe(Infinity);
    expect(answers(outage)).toEqual([REGIONS]);
    expect(missedChecks(outage)).toContain('the service recovered');
    expect(exitStatus(outage)).toBe(1);
  },
  RUN_MILLIS,
);

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack, Stage } from 'aws-cdk-lib/core';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { ResilienceReport } from '../../lib/checks';
import { type ReportDocument } from '../../lib/report/report-document';

const created: string[] = [];
afterAll(() => created.forEach(directory => rmSync(directory, { recursive: true })));

/** A plain app in two regions whose failover takes 3 × (30 s + 6 s) + 10 s + 60 s + 5 s. */
function plainApp(rto: Duration, outdir = newFolder()): App {
  const app = new App({ outdir, confirmValidationPluginsDoNotMutate: true });
  for (const [region, failover] of [
    ['us-east-1', 'PRIMARY'],
    ['us-west-2', 'SECONDARY'],
  ]) {
    const stack = new Stack(app, region, { env: { account: '111122223333', region } });
    stack.addMetadata('RecoveryObjectives', { rtoSeconds: rto.toSeconds() });
    const check = new CfnHealthCheck(stack, 'Check', {
      healthCheckConfig: { type: 'HTTPS', fullyQualifiedDomainName: `a.execute-api.${region}.amazonaws.com` },
    });
    new CfnRecordSet(stack, 'Record', {
      name: 'files.example.com',
      type: 'CNAME',
      ttl: '60',
      failover,
      setIdentifier: region,
      healthCheckId: check.ref,
      hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      resourceRecords: [`d-a.execute-api.${region}.amazonaws.com`],
    });
    new Bucket(stack, 'Uploads');
  }
  return app;
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'resilience-report-'));
  created.push(folder);
  return folder;
}

const written = (app: App): ReportDocument =>
  JSON.parse(readFileSync(path.join(app.outdir, 'resilience-report.json'), 'utf8')) as ReportDocument;

test('every synthesis writes the report beside the templates, as JSON and as a page', () => {
  const app = plainApp(Duration.minutes(5));
  ResilienceReport.writeFor(app);
  app.synth();
  expect(written(app).services[0]).toMatchObject({ name: 'files.example.com', rto: { value: 183 } });
  expect(readFileSync(path.join(app.outdir, 'resilience-report.html'), 'utf8')).toContain('<svg');
});

test('data is named by construct path', () => {
  const app = plainApp(Duration.minutes(5));
  ResilienceReport.writeFor(app);
  app.synth();
  expect(written(app).data.map(({ path: at }) => at)).toEqual([
    'us-east-1/Uploads/Resource',
    'us-west-2/Uploads/Resource',
  ]);
});

test('asking twice for one app, or from inside of it, writes one report', () => {
  const app = plainApp(Duration.minutes(5));
  ResilienceReport.writeFor(app);
  ResilienceReport.writeFor(app.node.children[0]);
  expect(() => app.synth()).not.toThrow();
});

test('stages of the app are in the report of the app', () => {
  const app = plainApp(Duration.minutes(5));
  const stage = new Stage(app, 'Beta');
  new Bucket(new Stack(stage, 'Stack', { env: { region: 'eu-west-1' } }), 'Uploads');
  ResilienceReport.writeFor(stage);
  app.synth();
  expect(written(app).regions).toContain('eu-west-1');
});

test('a changed app into the same folder replaces the report', () => {
  const first = plainApp(Duration.minutes(5));
  ResilienceReport.writeFor(first);
  first.synth();
  const second = plainApp(Duration.minutes(6), first.outdir);
  ResilienceReport.writeFor(second);
  second.synth();
  expect(written(second).services[0].objectives.rtoSeconds).toBe(360);
});

describe('a promise that cannot be kept', () => {
  test('fails the synthesis with the arithmetic and the cheapest change, and the report is there', () => {
    const app = plainApp(Duration.seconds(125));
    ResilienceReport.writeFor(app);
    expect(() => app.synth()).toThrow(
      /3 × \(30 s \+ 6 s\) \+ 10 s \+ 60 s \+ 5 s = 183 s[^]*interval 10 s in place of 30 s gives 123 s/,
    );
    expect(existsSync(path.join(app.outdir, 'resilience-report.html'))).toBe(true);
  });

  test('is only a warning where the app says so', () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const app = plainApp(Duration.seconds(125));
    ResilienceReport.writeFor(app, { enforceObjectives: false });
    expect(() => app.synth()).not.toThrow();
    expect(printed.mock.calls.flat().join('\n')).toContain('resilience-rto-unreachable');
    printed.mockRestore();
  });
});

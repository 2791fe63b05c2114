import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration } from 'aws-cdk-lib/core';
import { exitStatus } from '../../drill/cli/command.js';
import { type DrillReport } from '../../drill/measure/model.js';
import { Deployment } from '../../drill/run/deployment.js';
import { Fault, FaultExperiment, Regions, ResilientFunction, ResilientService } from '../../lib';
import { ACCOUNT } from '../support/local-app';

const RUN_MILLIS = 8 * 60_000;
const [EAST, WEST] = ['us-east-1', 'us-west-2'];

let work: string;
let deployment: Deployment | undefined;

/** An API in two regions, and in the primary three experiments that watch over its users by the errors of its function. */
function synthShop(outdir: string): void {
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const shop = new ResilientService(app, 'Shop', {
    account: ACCOUNT,
    regions: Regions.activePassive(EAST, WEST),
    domain: { name: 'shop.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
  });
  for (const region of shop.regionalStacks) {
    const api = new ResilientFunction(region, 'Api', {
      code: Code.fromInline("exports.handler = async () => ({ statusCode: 200, body: 'sold' });"),
      handler: 'index.handler',
    });
    const endpoint = shop.exposeHttp(region, api);
    if (region !== shop.primary) continue;
    const [health, stopWhen] = [endpoint.healthFunction! as never, [api.errorsAlarm!]];
    new FaultExperiment(region, 'Unhealthy', {
      fault: Fault.answerInvocations({ functions: [health], statusCode: 503 }),
      duration: Duration.minutes(3),
      stopWhen,
    });
    new FaultExperiment(region, 'Failing', {
      fault: Fault.failInvocations({ functions: [api], percentage: 60 }),
      duration: Duration.minutes(20),
      stopWhen,
    });
    const tooSlow = api.metricDuration({ statistic: 'p50', period: Duration.minutes(1) });
    new FaultExperiment(region, 'Slow', {
      fault: Fault.delayInvocations({ functions: [api], delay: Duration.seconds(2) }),
      duration: Duration.minutes(20),
      stopWhen: [tooSlow.createAlarm(region, 'TooSlow', { threshold: 1500, evaluationPeriods: 1 })],
    });
  }
  app.synth();
}

function perform(experiment: string): Promise<DrillReport> {
  return deployment!.run({ experiment, notice: false, speed: 10, out: path.join(work, 'report') });
}

function missed({ verdict }: DrillReport): string[] {
  return verdict.checks.filter(({ passed }) => !passed).map(({ name }) => name);
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'experiments-'));
  const assembly = path.join(work, 'cdk.out');
  synthShop(assembly);
  deployment = await Deployment.of({ app: assembly, out: path.join(work, 'deployment') }, []);
}, RUN_MILLIS);

afterAll(async () => {
  await deployment?.end();
  rmSync(work, { recursive: true, force: true });
});

test(
  'a health route that says 503: the region is left and comes back, and nothing stops the experiment',
  async () => {
    const report = await perform('Unhealthy');

    expect(report.fault).toMatchObject({ kind: 'experiment', region: EAST });
    expect(report.fault.experiment).toEqual({ path: 'Shop/us-east-1/Unhealthy', stoppedBy: null });
    expect(report.fault.endedAt! - report.fault.startedAt!).toBeGreaterThanOrEqual(180);
    expect(report.timeline.dns.map(({ regions }) => regions)).toEqual([[EAST], [WEST], [EAST]]);
    expect(missed(report)).toEqual([]);
    expect(exitStatus(report)).toBe(0);
  },
  RUN_MILLIS,
);

test.each([
  ['fails', 'Failing', 'ApiErrorsAlarm', true],
  ['is slow', 'Slow', 'TooSlow', false],
])(
  'a function that %s: an alarm of users rings, and ends the experiment long before its time',
  async (_, experiment, alarm, requestsFail) => {
    const report = await perform(experiment);
    const { startedAt, endedAt } = report.fault;

    expect(report.fault.experiment!.stoppedBy!.alarm).toContain(alarm);
    expect(endedAt! - startedAt!).toBeLessThan(19 * 60);
    expect(missed(report)).toEqual(['no stop condition was met']);
    expect(report.measured.requests.failed > 0).toBe(requestsFail);
    expect(exitStatus(report)).toBe(1);
  },
  RUN_MILLIS,
);

test('fails before anything runs on an experiment that the app does not have', async () => {
  await expect(perform('Slowly')).rejects.toThrow(
    '[ExperimentUnknown] the app has no experiment "Slowly"; it has Shop/',
  );
});

import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { runRollout } from '../../lib/cli/rollout-command';
import { ResilientFunction } from '../../lib/function';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { failureOf } from '../support/failure';

const [FIRST, SECOND] = ['eu-west-1', 'eu-central-1'];
const DOMAIN = { name: 'shop.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

let assembly: string;

beforeAll(() => {
  const app = new App();
  // A stack of the standby comes first in the assembly.
  new Stack(app, 'Before', { env: { region: SECOND } });
  const regions = Regions.activePassive(FIRST, SECOND);
  const service = new ResilientService(app, 'Shop', { regions, domain: DOMAIN });
  for (const stack of service.regionalStacks) {
    service.exposeHttp(
      stack,
      new ResilientFunction(stack, 'Api', { code: Code.fromInline('x'), handler: 'index.handler' }),
    );
  }
  assembly = app.synth().directory;
});

interface World {
  /** Exit status of the deployment, by region. */
  readonly statuses?: Record<string, number>;
  /** Alarms that ring before a region is deployed, and those that ring then. */
  readonly ringsBefore?: readonly string[];
  readonly ringsAfter?: readonly string[];
}

/** A machine on which each stack has two alarms, and what was done on it. */
function given({ statuses = {}, ringsBefore = [], ringsAfter = [] }: World = {}) {
  const done: string[] = [];
  const deployed = new Set<string>();
  let waited = 0;
  const aws = (args: readonly string[]): unknown => {
    const region = args[args.indexOf('--region') + 1];
    if (args[1] === 'list-stacks') {
      return { StackSummaries: [{ StackName: `Shop-${region}`, StackStatus: 'UPDATE_COMPLETE' }] };
    }
    if (args[1] === 'list-stack-resources') {
      const alarm = (PhysicalResourceId: string) => ({ ResourceType: 'AWS::CloudWatch::Alarm', PhysicalResourceId });
      return { StackResourceSummaries: ['Errors', 'Slow'].map(alarm) };
    }
    const rings = deployed.has(region) ? [...ringsBefore, ...ringsAfter] : ringsBefore;
    return { MetricAlarms: rings.map(AlarmName => ({ AlarmName })) };
  };
  const tools = {
    aws,
    cdk: (_assembly: string, stacks: readonly string[]) => {
      const region = stacks.some(stack => stack.endsWith(FIRST)) ? FIRST : SECOND;
      done.push(...stacks);
      deployed.add(region);
      return statuses[region] ?? 0;
    },
    say: () => undefined,
    wait: (seconds: number) => void (waited += seconds),
  };
  return { done, waited: () => waited, run: (...args: string[]) => runRollout([assembly, ...args], tools) };
}

test('the region of the primary comes first, is watched for a while, and the others follow', () => {
  const { done, waited, run } = given();
  expect(run('--bake', '3')).toEqual({ output: `${FIRST}, ${SECOND}: deployed, in this order\n`, status: 0 });
  expect(done).toEqual([`Shop/${FIRST}`, 'Before', `Shop/${SECOND}`]);
  expect(waited()).toBe(180);
});

test('an alarm that rings since the deployment stops it: the next region keeps the version before', () => {
  const { done, waited, run } = given({ ringsAfter: ['Errors'] });
  const { output, status } = run();
  expect(status).toBe(1);
  expect(output).toContain(`${FIRST}: Errors in ALARM since the deployment`);
  expect(output).toContain(`${SECOND} keeps the version before`);
  expect(done).toEqual([`Shop/${FIRST}`]);
  expect(waited()).toBe(15);
});

test('an alarm that rang before does not', () => {
  expect(given({ ringsBefore: ['Slow'] }).run().status).toBe(0);
});

test('a deployment that fails stops it', () => {
  const { done, run } = given({ statuses: { [FIRST]: 1 } });
  expect(run()).toEqual({
    output: `${FIRST}: the deployment failed, and CloudFormation took it back; ${SECOND} keeps the version before\n`,
    status: 1,
  });
  expect(done).toEqual([`Shop/${FIRST}`]);
});

test('another order is given by name', () => {
  const { done, run } = given();
  run('--regions', `${SECOND},${FIRST}`, '--bake', '0');
  expect(done).toEqual(['Before', `Shop/${SECOND}`, `Shop/${FIRST}`]);
});

describe('fails', () => {
  test.each<[string, string[], string, string]>([
    [
      'for a region that the app has not',
      ['--regions', 'eu-west-2'],
      'RolloutRegionUnknown',
      'did you mean "eu-west-1"',
    ],
    ['for a time that is none', ['--bake', 'soon'], 'ArgumentInvalid', '--bake is "soon"'],
    ['for an option that there is not', ['--back', '3'], 'ArgumentInvalid', "Unknown option '--back'"],
  ])('%s', (_what, args, code, words) => {
    const { codes, message } = failureOf(() => given().run(...args));
    expect(codes).toEqual([code]);
    expect(message).toContain(words);
  });

  test('for an app of one region', () => {
    const app = new App();
    new Stack(app, 'Only', { env: { region: FIRST } });
    const failure = failureOf(() => runRollout([app.synth().directory]));
    expect(failure.codes).toEqual(['RolloutUnsupported']);
    expect(failure.message).toContain('use "cdk deploy"');
  });

  test('with the words of the AWS CLI', () => {
    const before = process.env.PATH;
    process.env.PATH = '';
    const failure = failureOf(() => runRollout([assembly]));
    process.env.PATH = before;
    expect(failure.codes).toEqual(['AwsCliFailed']);
    expect(failure.message).toContain('aws cloudformation list-stacks');
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { App, Stack } from 'aws-cdk-lib/core';
import { runCommand } from '../../lib/cli/command';
import { ResilienceChecks } from '../../lib/checks';
import { failureOf } from '../support/failure';

const WITHOUT_ACTION = 'resilience-alarm-without-action';

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string; helpUri: string }[] } };
    results: {
      ruleId: string;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } };
        logicalLocations: { fullyQualifiedName: string }[];
      }[];
      suppressions?: { kind: string; justification: string }[];
    }[];
  }[];
}

/** An alarm without an action (a warning), one with a period that AWS does not take (an error), one that is accepted. */
function assembly({ traces = false, sound = false } = {}): string {
  const app = new App({ postCliContext: { 'aws:cdk:disable-creation-stack-traces': !traces } });
  const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-west-1' } });
  if (sound) return app.synth().directory;
  const alarm = (id: string): Alarm =>
    new Alarm(stack, id, {
      metric: new Metric({ namespace: 'Shop', metricName: id }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
  Object.assign(alarm('Orders').node.defaultChild!, { period: 45 });
  ResilienceChecks.acknowledge(alarm('Seen'), WITHOUT_ACTION, 'a dashboard shows it');
  return app.synth().directory;
}

const outputOf = (directory: string, format: string): string =>
  runCommand(['check', directory, '--format', format]).output;

describe('SARIF', () => {
  const sarif = (directory: string): Sarif['runs'][0] => {
    const log = JSON.parse(outputOf(directory, 'sarif')) as Sarif;
    expect(log.version).toBe('2.1.0');
    return log.runs[0];
  };

  test('has each finding with its rule, its construct and the template that it is in', () => {
    const { tool, results } = sarif(assembly());
    expect(tool.driver.name).toBe('cdk-resilient-serverless');
    const found = results.find(({ ruleId }) => ruleId === WITHOUT_ACTION)!;
    expect(found).toMatchObject({
      level: 'warning',
      locations: [{ logicalLocations: [{ fullyQualifiedName: 'Shop/Orders/Resource' }] }],
    });
    expect(found.locations[0].physicalLocation.artifactLocation.uri).toMatch(/Shop\.template\.json$/);
    expect(tool.driver.rules.map(({ id }) => id).sort()).toEqual(
      [...new Set(results.map(({ ruleId }) => ruleId))].sort(),
    );
    expect(results.some(({ level }) => level === 'error')).toBe(true);
  });

  test('leads to the line of the app where the assembly has traces', () => {
    const { results } = sarif(assembly({ traces: true }));
    const [{ physicalLocation }] = results.find(({ ruleId }) => ruleId === WITHOUT_ACTION)!.locations;
    expect(physicalLocation.artifactLocation.uri).toBe('test/cli/formats.test.ts');
    expect(physicalLocation.region!.startLine).toBeGreaterThan(30);
  });

  test('has what was acknowledged as suppressed, with the reason', () => {
    const suppressed = sarif(assembly()).results.filter(({ suppressions }) => suppressions);
    expect(suppressed.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'a dashboard shows it' }],
    ]);
  });
});

describe('JUnit', () => {
  test('has a failure for each error, and a case for each finding', () => {
    const output = outputOf(assembly(), 'junit');
    expect(output).toMatch(/<testsuite name="cdk-resilient-serverless check" tests="2" failures="1">/);
    expect(output).toContain(`<testcase classname="${WITHOUT_ACTION}" name="Shop/Orders/Resource"><system-out>`);
    expect(output.match(/<failure /g)).toHaveLength(1);
    expect(output).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  test('has one case that passes where nothing was found', () => {
    expect(outputOf(assembly({ sound: true }), 'junit')).toContain('name="nothing found"/>');
  });
});

test('Markdown is a table of what is open', () => {
  const output = outputOf(assembly(), 'markdown');
  expect(output).toContain('### Reliability: 1 errors, 1 warnings');
  expect(output).toContain(`| warning | [${WITHOUT_ACTION}](https://`);
  expect(output).not.toContain('Shop/Seen');
  expect(outputOf(assembly({ sound: true }), 'markdown')).toBe('### Reliability: nothing found\n');
});

test('GitHub annotations say file and line, on one line each', () => {
  const lines = outputOf(assembly({ traces: true }), 'github')
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(
      /^::(error|warning) file=test\/cli\/formats\.test\.ts,line=\d+,title=resilience-[a-z-]+::Shop\/Orders/,
    );
  }
});

describe('--out', () => {
  let directory: string;
  beforeEach(() => void (directory = mkdtempSync(path.join(tmpdir(), 'check-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  test('writes the output into a file, and nothing to the terminal', () => {
    const file = path.join(directory, 'reports', 'check.json');
    const { output, status } = runCommand(['check', assembly(), '--format', 'json', '--out', file]);
    expect([output, status]).toEqual(['', 1]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('rules.findings');
  });

  test('fails where it cannot be written', () => {
    const { codes, message } = failureOf(() => runCommand(['check', assembly(), '--out', directory]));
    expect(codes).toEqual(['OutputFailed']);
    expect(message).toContain(directory);
  });
});

test('fails on a format that there is not', () => {
  const { message } = failureOf(() => runCommand(['check', assembly({ sound: true }), '--format', 'sarf']));
  expect(message).toContain('did you mean "sarif"?; write one of text, json, sarif, junit, markdown, github');
});

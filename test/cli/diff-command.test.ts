import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Stack } from 'aws-cdk-lib/core';
import { runDiff } from '../../lib/cli/diff-command';
import { ReplicatedTable } from '../../lib/data';
import { TestApp } from '../../lib/testing';
import { buildReport } from '../../lib/report/build-report';
import { twoRegions, type TwoRegions } from '../report/support/two-regions';

const reportOf = (options: TwoRegions = {}) => buildReport(twoRegions(options));
const QUEUE = { environment: { QUEUE: { Ref: 'Queue' } }, primary: { Queue: { Type: 'AWS::SQS::Queue' } } };

const directory = mkdtempSync(path.join(tmpdir(), 'resilience-diff-'));
const file = (name: string, content: unknown): string => {
  const target = path.join(directory, name);
  writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
  return target;
};
const good = file('good.json', reportOf());
const weak = file('weak.json', reportOf(QUEUE));
afterAll(() => rmSync(directory, { recursive: true }));

test('fails on what is worse only when asked to', () => {
  expect(runDiff([good, weak]).status).toBe(0);
  expect(runDiff([good, weak, '--fail-on-worse']).status).toBe(1);
  expect(runDiff([weak, good, '--fail-on-worse']).status).toBe(0);
});

test('prints a line for each difference and a sum', () => {
  const { output } = runDiff([good, weak]);
  expect(output).toContain('worse   files.example.com: single point of failure: none → App/us-east-1/Queue');
  expect(output).toContain('1 worse, 0 better, 0 changed');
  expect(runDiff([good, good]).output).toBe('Resilience is the same.\n');
});

test('prints JSON for machines', () => {
  const { differences } = JSON.parse(runDiff([good, weak, '--format', 'json']).output) as { differences: unknown[] };
  expect(differences).toHaveLength(1);
});

test.each([
  ['one report', () => runDiff([good]), 'ArgumentInvalid'],
  ['an unknown option', () => runDiff([good, weak, '--fail']), 'ArgumentInvalid'],
  ['an unknown format', () => runDiff([good, weak, '--format', 'xml']), 'ArgumentInvalid'],
  ['a file that is not there', () => runDiff([good, path.join(directory, 'none.json')]), 'ReportUnreadable'],
  ['a file that is no JSON', () => runDiff([good, file('text.json', 'text')]), 'ReportUnreadable'],
  [
    'a report of another version',
    () => runDiff([good, file('one.json', { schemaVersion: 1 })]),
    'ReportVersionUnknown',
  ],
])('fails on %s', (_what, run, code) => {
  expect(run).toThrow(expect.objectContaining({ code }) as Error);
});

describe('two assemblies', () => {
  const assembly = (partitionKey: string): string => {
    const app = new TestApp();
    const stack = new Stack(app, 'Orders', { env: { account: '111122223333', region: 'us-east-1' } });
    new ReplicatedTable(stack, 'Files', {
      tableName: 'files',
      replicaRegions: ['us-west-2'],
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
    });
    return app.synth().directory;
  };
  const [before, after] = [assembly('key'), assembly('id')];

  test('are told apart by what a deployment of the second over the first would meet', () => {
    const { output, status } = runDiff([before, after]);

    expect(output).toContain('refused replaced-under-its-name\n        at Orders/Files/Table');
    expect(output).toContain('The deployment: 1 refused, 0 losing something');
    expect(output).toContain('Resilience is the same.');
    expect(status).toBe(1);
  });

  test('that are the same pass', () => {
    expect(runDiff([before, before])).toEqual({
      output: 'The deployment: nothing is known that AWS would refuse or lose.\n\nResilience is the same.\n',
      status: 0,
    });
  });

  test('are told apart for machines too', () => {
    expect(JSON.parse(runDiff([before, after, '--format', 'json']).output)).toMatchObject({
      schemaVersion: 2,
      differences: [],
      deployment: [{ hazard: 'replaced-under-its-name', outcome: 'refused' }],
    });
  });

  test('and a report beside an assembly says nothing of the deployment', () => {
    const report = file('same.json', reportOf());

    expect(runDiff([report, before]).output).not.toContain('deployment');
  });
});

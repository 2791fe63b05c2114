import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMeasured } from '../../cloud/measured.js';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'measured-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const point = {
  at: 1000,
  namespace: 'AWS/Lambda',
  name: 'Errors',
  dimensions: { FunctionName: 'api' },
  value: 1,
  count: 1,
};

test('what a region wrote is read line by line', async () => {
  writeFileSync(
    join(directory, 'shown-us-east-1.json'),
    '{"dashboards":[{"name":"d","body":"{}"}],"rules":[{"name":"r","rules":"groups: []"}],"measured":{"AWS/SQS":["a"]}}',
  );
  writeFileSync(join(directory, 'points-us-east-1.jsonl'), `${JSON.stringify(point)}\n${JSON.stringify(point)}\n`);
  expect(await readMeasured(directory, ['us-east-1'])).toEqual([
    {
      region: 'us-east-1',
      dashboards: [{ name: 'd', body: '{}' }],
      rules: [{ name: 'r', rules: 'groups: []' }],
      measured: { 'AWS/SQS': ['a'] },
      points: [point, point],
    },
  ]);
});

test('half a line of a region that was killed while it wrote is left out', async () => {
  writeFileSync(join(directory, 'points-us-east-1.jsonl'), `${JSON.stringify(point)}\n{"at": 10`);
  const [{ points }] = await readMeasured(directory, ['us-east-1']);
  expect(points).toEqual([point]);
});

test('a region that wrote nothing has nothing', async () => {
  expect(await readMeasured(directory, ['us-west-2'])).toEqual([
    { region: 'us-west-2', dashboards: [], rules: [], measured: {}, points: [] },
  ]);
});

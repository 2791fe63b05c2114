import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { readAssembly } from '../../lib/assembly/assembly';
import { judgeUpdate } from '../../lib/changes/judge-update';
import { ROOT, run } from '../support/drill';

const DIRECTORY = path.join(ROOT, 'examples/existing-app');
const STATEFUL = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket'];

interface Template {
  readonly Resources: Record<string, { readonly Type: string }>;
}

let before: string;
let after: string;
beforeAll(async () => {
  [before, after] = [await synth('before.ts'), await synth('app.ts')];
}, 120_000);
afterAll(() => [before, after].forEach(directory => rmSync(directory, { recursive: true, force: true })));

async function synth(file: string): Promise<string> {
  const output = mkdtempSync(path.join(tmpdir(), 'existing-app-'));
  const { status, output: printed } = await run(
    'env',
    [`CDK_OUTDIR=${output}`, 'node', '--import', 'tsx', file],
    DIRECTORY,
  );
  if (status !== 0) throw new Error(printed);
  return output;
}

const templateFile = (assembly: string) => path.join(assembly, 'Orders.template.json');
const resourcesOf = (assembly: string) =>
  (JSON.parse(readFileSync(templateFile(assembly), 'utf8')) as Template).Resources;

/** Logical id and type of everything in the home stack that holds data. */
const statefulOf = (assembly: string) =>
  Object.entries(resourcesOf(assembly))
    .filter(([, { Type }]) => STATEFUL.includes(Type))
    .map(([id, { Type }]) => `${id} ${Type}`)
    .sort();

const hazards = () => judgeUpdate(readAssembly(before), readAssembly(after)).map(({ hazard }) => hazard.id);

test('everything that holds data keeps its logical id and its type', () => {
  expect(statefulOf(before)).toHaveLength(3);
  expect(statefulOf(after)).toEqual(statefulOf(before));
});

test('nothing of the app that was there leaves it, or is of another type', () => {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];

  expect(Object.keys(old).filter(id => now[id]?.Type !== old[id].Type)).toEqual([]);
});

test('the deployment over it has no hazard', () => {
  expect(hazards()).toEqual([]);
});

test('the same table under another id is a hazard', () => {
  const file = templateFile(after);
  const text = readFileSync(file, 'utf8');
  const [table] = Object.entries(resourcesOf(after)).find(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable')!;
  try {
    writeFileSync(file, text.replaceAll(table, 'AnotherTable'));
    expect(hazards()).toContain('claim-still-held');
    expect(statefulOf(after)).not.toEqual(statefulOf(before));
  } finally {
    writeFileSync(file, text);
  }
});

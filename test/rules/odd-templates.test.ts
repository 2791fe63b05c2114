import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as fc from 'fast-check';
import { evaluate } from '../../lib/rules/engine';
import { AppModel } from '../../lib/assembly/app-model';
import { readAssembly } from '../../lib/assembly/assembly';
import { type StackInput, type Template } from '../../lib/assembly/template';
import { MORE_FAULTS, SEEDED_APPS } from './seeded-faults';
import { EAST, fn, resource, stack } from './support/templates';

const inputs = [...Object.values(SEEDED_APPS), ...MORE_FAULTS.slice(0, 60).map(fault => fault.build)];
const texts = inputs.map(build => JSON.stringify(build()));

const json = fc.jsonValue({ maxDepth: 3 });
const intrinsic = fc.oneof(
  json.map(value => ({ Ref: value })),
  json.map(value => ({ 'Fn::GetAtt': value })),
  json.map(value => ({ 'Fn::Sub': value })),
  json.map(value => ({ 'Fn::If': value })),
  json.map(value => ({ 'Fn::Join': value })),
  json.map(value => ({ 'Fn::Select': value })),
  json.map(value => ({ 'Fn::Split': value })),
  json.map(value => ({ 'Fn::FindInMap': value })),
  json.map(value => ({ 'Fn::ImportValue': value })),
  json.map(value => ({ 'Fn::GetStackOutput': value })),
  json.map(value => ({ 'Fn::Transform': value })),
  json.map(value => ({ 'Fn::ToJsonString': value })),
  json.map(value => ({ 'Fn::Length': value })),
  fc.constantFrom(
    { 'Fn::GetAZs': '' },
    { Condition: 'Nowhere' },
    { 'Fn::ForEach::Each': ['X', ['a'], { '${X}': {} }] },
  ),
);

/** Replaces what stands at the n-th place of a template, from its sections down. */
function spoil(template: Template, place: number, value: unknown): void {
  const places: { owner: Record<string, unknown>; key: string }[] = [];
  const collect = (owner: Record<string, unknown>): void => {
    for (const key of Object.keys(owner)) {
      places.push({ owner, key });
      if (owner[key] !== null && typeof owner[key] === 'object') collect(owner[key] as Record<string, unknown>);
    }
  };
  collect(template as Record<string, unknown>);
  const { owner, key } = places[place % places.length];
  owner[key] = JSON.parse(JSON.stringify(value));
}

const report = (stacks: StackInput[]): number => evaluate(new AppModel(stacks)).findings.length;

test('no template makes a rule fail, whatever stands at any place of it', () => {
  fc.assert(
    fc.property(
      fc.nat(texts.length - 1),
      fc.array(fc.tuple(fc.nat(), fc.oneof(json, intrinsic)), { minLength: 1, maxLength: 4 }),
      (which, faults) => {
        const stacks = JSON.parse(texts[which]) as StackInput[];
        for (const [place, value] of faults) spoil(stacks[place % stacks.length].template, place, value);

        expect(() => report(stacks)).not.toThrow();
      },
    ),
    { numRuns: 1500, seed: 11 },
  );
});

test('numbers and booleans as text mean what they are', () => {
  const spelled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(spelled)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spelled(item)]))
        : typeof value === 'number' || typeof value === 'boolean'
          ? String(value)
          : value;
  const ids = (stacks: StackInput[]): string[] =>
    evaluate(new AppModel(stacks)).findings.map(({ rule, path: where }) => `${rule.id} at ${where}`);

  for (const text of texts) {
    const stacks = JSON.parse(text) as StackInput[];
    const asText = stacks.map(each => ({ ...each, template: spelled(each.template) as Template }));

    expect(ids(asText)).toEqual(ids(stacks));
  }
});

test.each<[string, unknown]>([
  ['nothing', {}],
  ['no resources', { Resources: {} }],
  [
    'resources of unknown types',
    { Resources: { X: { Type: 'Company::Thing::Widget', Properties: { A: [1, { B: 2 }] } } } },
  ],
  ['a resource of nothing', { Resources: { X: null } }],
  ['a resource without type', { Resources: { X: { Properties: {} } } }],
  ['a loop of the language extensions', { Resources: { 'Fn::ForEach::Topics': ['N', ['A'], { 'Topic${N}': {} }] } }],
  ['a transform at the top', { Transform: ['AWS::LanguageExtensions'], 'Fn::Transform': { Name: 'AWS::Include' } }],
  [
    'a condition that asks for itself',
    { Conditions: { A: { Condition: 'A' } }, Resources: { X: { Type: 'A::B::C', Condition: 'A' } } },
  ],
  [
    'a name that asks for its own attribute',
    { Resources: { X: resource('AWS::SQS::Queue', { QueueName: { 'Fn::GetAtt': 'X.QueueName' } }) } },
  ],
])('an app with a template of %s is read', (_what, template) => {
  expect(report([stack({}, EAST, { template: template as Template })])).toBe(0);
});

test('exports that import each other are no endless loop', () => {
  const exporting = (id: string, other: string): StackInput =>
    stack({}, EAST, {
      id,
      template: {
        Resources: { Fn: fn({ Description: { 'Fn::ImportValue': other } }) },
        Outputs: { Out: { Value: { 'Fn::ImportValue': other }, Export: { Name: id } } },
      },
    });

  expect(report([exporting('a', 'b'), exporting('b', 'a')])).toBe(0);
});

test('a nest of a thousand conditions is read', () => {
  let value: unknown = 60;
  for (let depth = 0; depth < 1000; depth++) value = { 'Fn::If': ['Unknown', value, { Ref: 'AWS::NoValue' }] };

  expect(report([stack({ Fn: fn({ Timeout: value }) })])).toBe(0);
});

describe('an assembly of which a file is missing', () => {
  const assembly = (artifact: Record<string, unknown>): string => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-'));
    const artifacts = { Shop: { type: 'aws:cloudformation:stack', environment: 'aws://1/eu-west-1', ...artifact } };
    fs.writeFileSync(path.join(directory, 'manifest.json'), JSON.stringify({ version: '1', artifacts }));
    return directory;
  };

  test.each([
    ['the template', { properties: { templateFile: 'Shop.template.json' } }],
    ['the metadata', { properties: { templateFile: 'manifest.json' }, additionalMetadataFile: 'Shop.metadata.json' }],
  ])('fails, and names it: %s', (_what, artifact) => {
    const directory = assembly(artifact);

    expect(() => readAssembly(directory)).toThrow(/\[AssemblyUnreadable\].*ENOENT.*Shop\./);
    fs.rmSync(directory, { recursive: true });
  });
});

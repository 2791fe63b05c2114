import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { FAULT_CHOICES, NO_FAULT } from '../../faults/registry.js';
import { planScenario } from '../../run/planned-scenario.js';

const REGIONS = ['us-east-1', 'us-west-2'];
const SCHEMA = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'docs', 'schema', 'drill-scenario.schema.json'), 'utf8'),
);
const STEP = '{ at: 0, fault: region-outage, region: us-east-1, for: 3m }';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scenario-'));
  file = join(directory, 'october.yaml');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function plan(text: string) {
  writeFileSync(file, text);
  return planScenario(file, REGIONS);
}

test('reads steps in the order of their times, times in each unit, and what is expected', () => {
  const {
    name,
    steps,
    expect: expected,
  } = plan(`
steps:
  - { at: 2m, fault: region-loss, region: us-west-2 }
  - { at: 1.5s, fault: service-errors, service: "dynamodb:PutItem", share: 0.6, region: us-east-1, for: 90 }
expect: { rto: 1h, lost: 0, failovers: 1 }
`);

  expect(name).toBe('october');
  expect(steps).toMatchObject([
    {
      at: 1.5,
      until: 91.5,
      fault: { region: 'us-east-1', part: { service: 'dynamodb', operation: 'PutItem', share: 0.6 } },
    },
    { at: 120, until: undefined, fault: { kind: 'region-loss', region: 'us-west-2' } },
  ]);
  expect(expected).toEqual({ rtoSeconds: 3600, lost: 0, failovers: 1 });
});

test('a step that names no region is about the first one', () => {
  expect(plan('steps:\n  - { at: 0, fault: region-loss }').steps).toMatchObject([{ fault: { region: 'us-east-1' } }]);
});

const OUTAGES = join(__dirname, '..', '..', 'outages');

test.each(readdirSync(OUTAGES))(
  'the known outage %s can be performed, follows the schema and names its source',
  name => {
    const text = readFileSync(join(OUTAGES, name), 'utf8');

    expect(planScenario(join(OUTAGES, name), REGIONS).name).toBe(name.replace('.yaml', ''));
    expect(new Ajv().compile(SCHEMA)(parse(text))).toBe(true);
    expect(text).toMatch(/^# .*https:\/\/aws\.amazon\.com\/message\/\d+\//ms);
  },
);

test.each([
  [
    'an unknown fault',
    'at: 0, fault: service-outge, region: us-east-1',
    '3: steps[0].fault is "service-outge"',
    'did you mean "service-outage"?',
  ],
  [
    'an unknown region',
    'at: 0, fault: region-loss, region: us-eats-1',
    '3: steps[0].region is "us-eats-1"',
    'did you mean "us-east-1"?',
  ],
  [
    'an unknown service',
    'at: 0, fault: service-outage, service: dynamo-db, region: us-east-1, for: 1m',
    '3: steps[0].service is "dynamo-db"',
    'did you mean "dynamodb"?',
  ],
  [
    'no service',
    'at: 0, fault: service-outage, region: us-east-1, for: 1m',
    '3: steps[0].service is missing',
    'one of dynamodb',
  ],
  [
    'a service of a region',
    'at: 0, fault: region-loss, service: s3, region: us-east-1',
    '3: steps[0].service is given',
    'whole region',
  ],
  [
    'an unknown member',
    'att: 0, at: 0, fault: region-loss, region: us-east-1',
    '3: steps[0].att is unknown',
    'did you mean "at"?',
  ],
  ['a time without a unit', 'at: "5", fault: region-loss, region: us-east-1', '3: steps[0].at is "5"', 'such as 90s'],
  [
    'no end',
    'at: 0, fault: region-outage, region: us-east-1',
    '3: steps[0].for is missing',
    'how long region-outage lasts',
  ],
  [
    'an end of what has none',
    'at: 0, fault: region-loss, region: us-east-1, for: 1m',
    '3: steps[0].for is given',
    'no way back',
  ],
  [
    'a share of more than all',
    'at: 0, fault: region-loss, region: us-east-1, share: 60',
    '3: steps[0].share must be',
    'from 0 to 1',
  ],
])('fails with %s', (_, step, at, advice) => {
  const act = () => plan(`name: october\nsteps:\n  - { ${step} }\n`);
  expect(act).toThrow(`[ScenarioInvalid] "${file}" is no scenario:\n  - ${file}:${at}`);
  expect(act).toThrow(advice);
});

test('fails with all that is wrong at once, each at its line', () => {
  const act = () => plan(`steps:\n  - ${STEP.replace('0', 'soon')}\nexpekt: {}\nexpect:\n  rpo: 5\n`);
  expect(act).toThrow(`${file}:2: steps[0].at is "soon"`);
  expect(act).toThrow(/:3: expekt is unknown.* did you mean "expect"/);
  expect(act).toThrow(/:5: expect.rpo is unknown.* did you mean "rto"/);
});

test('fails with two faults of a region at a time: what ends one would end both', () => {
  const again = STEP.replace('at: 0', 'at: 179');
  expect(() => plan(`steps:\n  - ${STEP}\n  - ${again}\n`)).toThrow(`${file}:3: steps[1].at is within steps[0]`);
  expect(plan(`steps:\n  - ${STEP}\n  - ${STEP.replace('at: 0', 'at: 180')}\n`).steps).toHaveLength(2);
});

test('fails with what is no YAML, with nothing in it, and with a file that is not there', () => {
  expect(() => plan('steps:\n  - { at: 0')).toThrow(`[ScenarioInvalid] "${file}" is no scenario:\n  - ${file}:2`);
  expect(() => plan('')).toThrow('the scenario must have some of name, steps, expect');
  expect(() => plan('steps: []')).toThrow(`${file}:1: steps must be a list of at least one step`);
  expect(() => planScenario(join(directory, 'none.yaml'), REGIONS)).toThrow('[ScenarioUnreadable]');
});

test("the README's scenario is one", () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const [, example] = /```yaml\n(name: [^]*?)```/.exec(readme)!;
  expect(plan(example).steps).toHaveLength(2);
});

test('the published schema knows every fault, and takes and refuses what the drill does', () => {
  const valid = new Ajv().compile(SCHEMA);
  expect(SCHEMA.properties.steps.items.properties.fault.enum).toEqual(FAULT_CHOICES.filter(kind => kind !== NO_FAULT));
  expect(valid(parse(`steps: [${STEP}]\nexpect: { rto: 2m, lost: 0, failovers: 1 }`))).toBe(true);
  expect(valid(parse(`steps: [${STEP.replace('3m', '3 minutes')}]`))).toBe(false);
  expect(valid(parse(`steps: [${STEP}]\nexpect: { rpo: 5 }`))).toBe(false);
});

import Ajv from 'ajv';
import schema from '../../../docs/schema/drill-report.schema.json';
import { FAULT_CHOICES } from '../../faults/registry.js';
import { type DrillReport } from '../../measure/model.js';
import { renderJson } from '../../report/json.js';
import { sampleReport, sampleRights } from './sample-report.js';

/** As a script reads it. */
interface Read {
  fault: Record<string, unknown>;
  bound: Record<string, unknown>;
  measured: Record<string, unknown> & { writes: Record<string, unknown> };
}

const written = (report: DrillReport): Read => JSON.parse(renderJson(report)) as Read;
const problemsOf = (report: unknown) => {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, report);
  return (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
};
const measured = (changes: Partial<DrillReport['measured']>): DrillReport =>
  sampleReport({ measured: { ...sampleReport().measured, ...changes } });

const unexercised = sampleReport({
  fault: { kind: 'none', region: null, startedAt: null, endedAt: null },
  bound: { detectionSeconds: null, rtoSeconds: null, formula: null },
  measured: {
    ...sampleReport().measured,
    noticedSeconds: null,
    detectionSeconds: null,
    dnsSwitchSeconds: null,
    rtoSeconds: null,
    rpoSeconds: null,
    failbackSeconds: null,
    writes: null,
    events: null,
  },
});
const hopeless = sampleReport({
  fault: { kind: 'region-loss', region: 'us-east-1', startedAt: 60, endedAt: null },
  bound: { detectionSeconds: null, rtoSeconds: null, formula: 'not bounded: no health check' },
  measured: {
    ...sampleReport().measured,
    noticedSeconds: Infinity,
    detectionSeconds: Infinity,
    dnsSwitchSeconds: Infinity,
    rtoSeconds: Infinity,
    rpoSeconds: Infinity,
    failbackSeconds: Infinity,
    writes: { acknowledged: 3, missing: 3, lost: 3, oldestLostSeconds: Infinity, duplicated: 0 },
  },
});

const OPEN = { caller: 'Api', action: 'a:B', resource: '*', region: 'us-east-1', count: 1, why: 'condition on a:b' };

test.each([
  ['of an outage that was survived', sampleReport()],
  ['of a run in which nothing was exercised', unexercised],
  ['of a region from which nothing came back', hopeless],
  [
    'of two regions that were lost, and of shares by weight',
    measured({
      next: { region: 'us-west-2', detectionSeconds: 30, dnsSwitchSeconds: Infinity, rtoSeconds: null },
      shares: [{ region: 'us-east-1', expected: 0.5, measured: 0.48 }],
    }),
  ],
  ['of an app that lacks rights', sampleReport({ rights: sampleRights({ undecided: [OPEN] }) })],
  ['of a run that ended early', sampleReport({ incomplete: { code: 'DrillInterrupted', message: 'by Ctrl-C' } })],
])('report.json %s is as the schema says', (_, report) => {
  expect(problemsOf(written(report))).toEqual([]);
});

test('a time that was not exercised, one that never came, and a loss without limit are three different words', () => {
  expect(written(unexercised)).toMatchObject({
    fault: { startedAt: 'not exercised', endedAt: 'not exercised' },
    bound: { rtoSeconds: 'not exercised' },
    measured: { rtoSeconds: 'not exercised', rpoSeconds: 'not exercised', writes: 'not exercised' },
  });
  expect(written(hopeless)).toMatchObject({
    fault: { startedAt: 60, endedAt: 'never' },
    bound: { rtoSeconds: 'unbounded' },
    measured: { rtoSeconds: 'never', rpoSeconds: 'unbounded', writes: { oldestLostSeconds: 'unbounded' } },
  });
});

test('no word passes for a figure within an objective', () => {
  const { measured: read } = written(hopeless);
  for (const value of [read.rtoSeconds, read.rpoSeconds, written(unexercised).measured.rtoSeconds]) {
    expect((value as number) <= 120).toBe(false);
  }
});

test('an age of the oldest loss is there only where something is lost', () => {
  expect(written(sampleReport()).measured.writes).not.toHaveProperty('oldestLostSeconds');
});

test('the schema refuses null for a time, an earlier version, and a property that it does not know', () => {
  const good = written(measured({}));
  expect(problemsOf({ ...good, measured: { ...good.measured, rtoSeconds: null } })).not.toEqual([]);
  expect(problemsOf({ ...good, schemaVersion: 2 })).not.toEqual([]);
  expect(problemsOf({ ...good, surprise: true })).not.toEqual([]);
});

test('the schema takes a scenario, with a step that nobody noticed', () => {
  const step = { startedAt: 60, endedAt: 90, detectionSeconds: Infinity, dnsSwitchSeconds: Infinity, rtoSeconds: 0 };
  const steps = [{ ...step, fault: 'service-outage', service: 'sns', share: 1, region: 'us-west-2' } as const];
  const content = written(sampleReport({ scenario: { name: 'october', expect: { lost: 0 }, steps } })) as object;

  expect(content).toMatchObject({ scenario: { steps: [{ detectionSeconds: 'never', rtoSeconds: 0 }] } });
  expect(problemsOf(content)).toEqual([]);
});

test('the schema knows every fault', () => {
  expect([...schema.properties.fault.properties.kind.enum].sort()).toEqual([...FAULT_CHOICES, 'experiment'].sort());
});

import { evaluate } from '../../lib/rules/engine';
import { AppModel } from '../../lib/assembly/app-model';
import { MORE_FAULTS, SEEDED_APPS } from './seeded-faults';
import { findingsOf } from './support/synthesized';

test.each(Object.entries(SEEDED_APPS))('nothing is reported of %s', (_name, build) => {
  expect(findingsOf(new AppModel(build()))).toEqual([]);
});

test.each(MORE_FAULTS.map(fault => [fault.name, fault] as const))('finds: %s', (_name, { rule, build }) => {
  expect(evaluate(new AppModel(build())).findings.map(finding => finding.rule.id)).toContain(`resilience-${rule}`);
});

test('two faults are not the same one', () => {
  const names = MORE_FAULTS.map(fault => fault.name);

  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(300);
});

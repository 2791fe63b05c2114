import { evaluate } from '../../lib/rules/engine';
import { AppModel } from '../../lib/rules/model/app-model';
import { findingsOf, synthesized } from './support/synthesized';
import { twoRegionApp } from './support/two-region-app';
import { FAULTS } from './support/faults';

const good = synthesized(twoRegionApp());
const inputs = JSON.stringify(good.stacks.map(stack => ({ ...stack.input, paths: undefined })));

test('the app without a fault has nothing to report', () => {
  expect(findingsOf(good)).toEqual([]);
});

test.each(FAULTS.map(fault => [fault.name, fault] as const))('finds: %s', (_name, { inject, rule }) => {
  const stacks = JSON.parse(inputs);

  inject(stacks);

  expect(evaluate(new AppModel(stacks)).findings.map(finding => finding.rule.id)).toContain(`resilience-${rule}`);
});

test('at least thirty different faults are seeded and every one of them is found', () => {
  const found = FAULTS.filter(({ inject }) => {
    const stacks = JSON.parse(inputs);
    inject(stacks);
    return evaluate(new AppModel(stacks)).findings.length > 0;
  });

  expect(FAULTS.length).toBeGreaterThanOrEqual(30);
  expect(found.length).toBe(FAULTS.length);
});

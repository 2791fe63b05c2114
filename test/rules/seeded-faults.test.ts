import { evaluate } from '../../lib/rules/engine';
import { AppModel } from '../../lib/assembly/app-model';
import { findingsOf, synthesized } from './support/synthesized';
import { twoRegionApp } from './good-apps/two-region-app';
import { FAULTS, type Fault } from './seeded-faults/two-region-app';

const good = synthesized(twoRegionApp());
const inputs = JSON.stringify(good.stacks.map(stack => ({ ...stack.input, paths: undefined })));

test('the app without a fault has nothing to report', () => {
  expect(findingsOf(good)).toEqual([]);
});

/** Ids of the rules that report something about the app with a fault in it. */
function reportedWith({ inject }: Fault): string[] {
  const stacks = JSON.parse(inputs);
  inject(stacks);
  return evaluate(new AppModel(stacks)).findings.map(finding => finding.rule.id);
}

test.each(FAULTS.map(fault => [fault.name, fault] as const))('finds: %s', (_name, fault) => {
  expect(reportedWith(fault)).toContain(`resilience-${fault.rule}`);
});

test('more than seventy faults are seeded and every one of them is found', () => {
  const found = FAULTS.filter(fault => reportedWith(fault).includes(`resilience-${fault.rule}`));

  expect(FAULTS.length).toBeGreaterThan(70);
  expect(found.length).toBe(FAULTS.length);
});

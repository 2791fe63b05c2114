import { ALL_RULES } from '../../lib/rules/all-rules';
import { evaluate } from '../../lib/rules/engine';
import { type StackInput } from '../../lib/assembly/template';
import { RULE_CASES } from './support/rule-cases';
import { app } from './support/templates';

const findingsOf = (rule: string, stacks: StackInput[]) =>
  evaluate(
    app(...stacks),
    ALL_RULES.filter(({ id }) => id === `resilience-${rule}`),
  ).findings;

describe.each(RULE_CASES.map(each => [`${each.rule}${each.what ? ` (${each.what})` : ''}`, each] as const))(
  '%s',
  (_name, { rule, bad, good }) => {
    test('reports the app that breaks it, with what is wrong, the fix and where', () => {
      const findings = findingsOf(rule, bad);

      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) {
        expect(finding.problem).not.toMatch(/undefined|\[object|NaN/);
        expect(finding.fix).not.toMatch(/undefined|\[object|NaN/);
        expect(finding.path).toMatch(/^App\//);
      }
    });

    test('says nothing of the same app without the fault', () => {
      expect(findingsOf(rule, good).map(finding => finding.problem)).toEqual([]);
    });
  },
);

test('every rule has cases, in the folder of its area, and no cases are left of a rule that is gone', () => {
  const withCases = new Set(RULE_CASES.map(({ area, rule }) => `${area}/resilience-${rule}`));

  expect([...withCases].sort()).toEqual(ALL_RULES.map(rule => `${rule.area}/${rule.id}`).sort());
});

test('ids are unique and can be acknowledged with CDK', () => {
  const ids = ALL_RULES.map(rule => rule.id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter(id => !/^resilience-[a-z0-9-]+$/.test(id))).toEqual([]);
});

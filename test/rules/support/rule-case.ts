import { type StackInput } from '../../../lib/assembly/template';

/** A rule with the smallest app that breaks it and the same app mended. */
export interface RuleCase {
  /** Id of the rule without `resilience-`. */
  readonly rule: string;
  /** What is tried, where a rule has several cases. */
  readonly what?: string;
  readonly bad: StackInput[];
  readonly good: StackInput[];
}

/** Makes a case from one builder, so that bad and good differ in the fault alone. */
export function ruleCase(rule: string, build: (bad: boolean) => StackInput | StackInput[], what?: string): RuleCase {
  const stacks = (bad: boolean): StackInput[] => [build(bad)].flat();
  return { rule, what, bad: stacks(true), good: stacks(false) };
}

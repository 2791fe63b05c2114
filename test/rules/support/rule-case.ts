import { type StackInput } from '../../../lib/assembly/template';

/** The smallest app that breaks a rule, and the same app mended. */
export interface RuleCase {
  /** What is tried, where a rule has several cases. */
  readonly what?: string;
  readonly bad: StackInput[];
  readonly good: StackInput[];
}

/** Makes a case from one builder, so that bad and good differ in the fault alone. */
export function ruleCase(build: (bad: boolean) => StackInput | StackInput[], what?: string): RuleCase {
  const stacks = (bad: boolean): StackInput[] => [build(bad)].flat();
  return { what, bad: stacks(true), good: stacks(false) };
}

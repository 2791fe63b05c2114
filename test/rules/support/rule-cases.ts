import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { type RuleCase } from './rule-case';

/** A case and the rule that it belongs to, which its file is named after: `<area>/<rule>.cases.ts`. */
export interface CaseOfRule extends RuleCase {
  readonly rule: string;
  readonly area: string;
}

const TESTS = path.join(__dirname, '..');
const SUFFIX = '.cases.ts';
const load = createRequire(__filename);

/**
 * The cases of every rule. Data and not tests, so that one test file runs all of them (a test file a rule takes twenty
 * seconds longer) and the pages of `docs/rules/` show them.
 */
export const RULE_CASES: readonly CaseOfRule[] = fs
  .readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith(SUFFIX))
  .sort()
  .flatMap(casesIn);

function casesIn(file: string): CaseOfRule[] {
  const { cases } = load(path.join(TESTS, file)) as { cases: RuleCase[] };
  return cases.map(each => ({ ...each, rule: path.basename(file, SUFFIX), area: path.dirname(file) }));
}

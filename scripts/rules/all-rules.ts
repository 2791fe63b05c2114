import * as fs from 'fs';
import * as path from 'path';
import { AREAS } from './areas';

/** Where the rules are, and the list that is written from their files. */
const RULES = path.join(__dirname, '../../lib/rules');
export const ALL_RULES_FILE = path.join(RULES, 'all-rules.ts');

/** The list of all rules as its file should read: by area, in the order of the pages, and by name. */
export function renderAllRules(): string {
  const rules = Object.keys(AREAS).flatMap(area => rulesOf(area).map(rule => ({ area, rule, name: constantOf(rule) })));
  return [
    '// Written by `npm run docs:rules` from the files of the areas.',
    ...rules.map(({ area, rule, name }) => `import { ${name} } from './${area}/${rule}';`),
    "import { type Rule } from './rule';",
    '',
    '/** Every rule, by area in the order of docs/rules/README.md, and by name: the order of what `check` reports. */',
    'export const ALL_RULES: readonly Rule[] = [',
    ...rules.map(({ name }) => `  ${name},`),
    '];',
    '',
  ].join('\n');
}

/** What the constant of a rule is called: its name in camel case. */
export function constantOf(rule: string): string {
  return rule.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function rulesOf(area: string): string[] {
  return fs
    .readdirSync(path.join(RULES, area))
    .map(file => path.basename(file, '.ts'))
    .sort();
}

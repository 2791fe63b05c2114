import * as fs from 'fs';
import * as path from 'path';
import { constantOf } from './all-rules';
import { AREAS } from './areas';

/** The files of a new rule, by path. It runs as it stands, and the tests fail until it names AWS's page. */
export function scaffold(name: string | undefined, root: string): Readonly<Record<string, string>> {
  const [area = '', id = '', ...more] = (name ?? '').split('/');
  const areas = Object.keys(AREAS);
  if (!areas.includes(area) || more.length > 0) {
    throw new Error(`[UnknownArea] "${name ?? ''}" is no <area>/<id>; the areas are ${areas.join(', ')}`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.startsWith('resilience-')) {
    throw new Error(`[InvalidId] "${id}" is no id; write words in lower case with hyphens, without "resilience-"`);
  }
  const rule = `lib/rules/${area}/${id}.ts`;
  if (fs.existsSync(path.join(root, rule))) throw new Error(`[RuleExists] ${rule} is there already; choose another id`);
  return { [rule]: ruleText(area, id), [`test/rules/${area}/${id}.cases.ts`]: CASES };
}

const ruleText = (area: string, id: string) => `import { type Rule } from '../rule';

export const ${constantOf(id)}: Rule = {
  id: 'resilience-${id}',
  area: '${area}',
  severity: 'warning',
  title: 'What must hold, as one sentence',
  why: 'What happens where it does not hold.',
  source: 'https://docs.aws.amazon.com/',
  check(model, report) {
    for (const resource of model.ofType('AWS::Lambda::Function')) {
      const value = resource.text('Description');
      if (value === 'bad') report(resource, \`the description is "\${value}"\`, 'write "good"');
    }
  },
};
`;

const CASES = `import { ruleCase } from '../support/rule-case';
import { fn, stack } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Fn: fn({ Description: bad ? 'bad' : 'good' }) }))];
`;

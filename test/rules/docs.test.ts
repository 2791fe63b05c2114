import * as fs from 'fs';
import * as path from 'path';
import { ALL_RULES } from '../../lib/rules/all-rules';
import { docsOf, type Area } from '../../lib/rules/rule';
import { ALL_RULES_FILE, renderAllRules } from '../../scripts/rules/all-rules';
import { AREAS } from '../../scripts/rules/areas';
import { PAGES, renderIndex, renderPage } from '../../scripts/rules/pages';

const page = (area: string): string => fs.readFileSync(path.join(PAGES, `${area}.md`), 'utf8');

test('the list of all rules has every file of every area (npm run docs:rules)', () => {
  expect(fs.readFileSync(ALL_RULES_FILE, 'utf8')).toBe(renderAllRules());
});

test.each(Object.keys(AREAS) as Area[])(
  'the page on %s says what the rules and their cases say (npm run docs:rules)',
  area => {
    expect(page(area)).toBe(renderPage(area));
  },
);

test('the index lists every rule (npm run docs:rules)', () => {
  expect(page('README')).toBe(renderIndex());
  expect(ALL_RULES.filter(({ id, area }) => !page('README').includes(`(${area}.md#${id})`))).toEqual([]);
});

test('every page shows a template that is reported and one that is right', () => {
  for (const area of Object.keys(AREAS)) {
    const rules = page(area).split('\n## ').slice(1);

    expect(rules.filter(text => !/```diff\n- ❌ reported\n\+ ✅ right\n\n.*\n[-+] /s.test(text))).toEqual([]);
  }
});

test("each rule's link leads to a heading", () => {
  const broken = ALL_RULES.filter(rule => {
    const [file, anchor] = docsOf(rule).split('/').pop()!.split('#');
    return !page(file.replace('.md', '')).includes(`## ${anchor}\n`);
  });

  expect(broken.map(rule => rule.id)).toEqual([]);
});

test('each rule names the AWS page that it comes from', () => {
  expect(ALL_RULES.filter(rule => !/^https:\/\/docs\.aws\.amazon\.com\/.+/.test(rule.source))).toEqual([]);
});

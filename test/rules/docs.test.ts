import * as fs from 'fs';
import * as path from 'path';
import { ALL_RULES } from '../../lib/rules/all-rules';
import { docsOf } from '../../lib/rules/rule';
import { AREAS, renderPage } from './support/render-docs';

const PAGES = path.join(__dirname, '..', '..', 'docs', 'rules');
const page = (area: string): string => fs.readFileSync(path.join(PAGES, `${area}.md`), 'utf8');

test.each(AREAS)(
  'the page on %s says what the rules and their cases say (npx tsx test/rules/support/write-docs.ts)',
  area => {
    expect(page(area)).toBe(renderPage(area));
  },
);

test("each rule's link leads to a heading", () => {
  const broken = ALL_RULES.filter(rule => {
    const [file, anchor] = docsOf(rule).split('/').pop()!.split('#');
    return !page(file.replace('.md', '')).includes(`## ${anchor}\n`);
  });

  expect(broken.map(rule => rule.id)).toEqual([]);
});

test('each rule names the AWS page that it comes from', () => {
  expect(
    ALL_RULES.filter(rule => !rule.source.startsWith('https://docs.aws.amazon.com/')).map(rule => rule.id),
  ).toEqual([]);
});

test('the overview lists every area', () => {
  for (const area of AREAS) expect(page('README')).toContain(`(${area}.md)`);
});

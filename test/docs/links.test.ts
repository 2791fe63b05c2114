import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
const inDocs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter(file =>
  file.endsWith('.md'),
);
const pages = ['README.md', 'CONTRIBUTING.md', 'drill/README.md', ...inDocs.map(file => path.join('docs', file))];

/** Pages in a package link files outside of it by their address, which is no path of the package. */
const REPOSITORY = 'https://github.com/cdk-resilient-serverless/cdk-resilient-serverless';
const OF_REPOSITORY = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/`);

const read = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');

/** Links of a page to files of this repository, from the page's folder, with the text of code taken out. */
function linksOf(page: string): string[] {
  const prose = read(page)
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link.replace(OF_REPOSITORY, `${path.relative(path.dirname(page), '.') || '.'}/`))
    .filter(link => !/^[a-z]+:/.test(link));
}

/** Ids that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [
    ...read(page)
      .replace(/^```[^]*?^```$/gm, '')
      .matchAll(/^#+ (.*)$/gm),
  ].map(([, heading]) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function isBroken(page: string, link: string): boolean {
  const [file, anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(ROOT, target))) return true;
  return (
    anchor !== undefined && (statSync(path.join(ROOT, target)).isDirectory() || !anchorsOf(target).includes(anchor))
  );
}

// The API reference is written by a tool, and links within itself.
test.each(pages.filter(page => page !== 'docs/API.md'))('every link of %s leads somewhere', page => {
  expect(linksOf(page).filter(link => isBroken(page, link))).toEqual([]);
});

test('a link that leads nowhere is found', () => {
  expect(['errors.md', 'errors.md#propunknown', '#warnings'].filter(link => isBroken('docs/errors.md', link))).toEqual(
    [],
  );
  expect(['error.md', 'errors.md#nothing', '#warning'].filter(link => !isBroken('docs/errors.md', link))).toEqual([]);
});

test('a link by address to a file that is not there is found', () => {
  const of = (file: string) => isBroken('docs/errors.md', `../${file}`);

  expect([of('drill/README.md'), of('drill/READ.md')]).toEqual([false, true]);
  expect(linksOf('docs/drill.md')).toContain('../drill/README.md');
});

test.each([
  ['docs/README.md', 'docs'],
  ['docs/adr/README.md', 'docs/adr'],
  ['docs/rules/README.md', 'docs/rules'],
])('%s leads to every page of its folder', (index, folder) => {
  const listed = linksOf(index).map(link => path.join(path.dirname(index), link.split('#')[0]));
  const there = readdirSync(path.join(ROOT, folder)).filter(file => file.endsWith('.md') && file !== 'README.md');

  expect(there.filter(file => !listed.includes(path.join(folder, file)))).toEqual([]);
});

test('the index of docs leads to every example', () => {
  const examples = readdirSync(path.join(ROOT, 'examples'), { withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  );

  expect(
    examples.map(({ name }) => `../examples/${name}`).filter(link => !linksOf('docs/README.md').includes(link)),
  ).toEqual([]);
});

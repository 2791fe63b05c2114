/**
 * Whether a tag may be published: it is the version of both packages, and the changelog has a section for it.
 *
 * usage: node scripts/check-release.mjs v1.2.3
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const read = file => readFileSync(join(ROOT, file), 'utf8');

const [tag = ''] = process.argv.slice(2);
const wrong = ['package.json', 'drill/package.json']
  .map(file => ({ file, version: JSON.parse(read(file)).version }))
  .filter(({ version }) => `v${version}` !== tag)
  .map(({ file, version }) => `${file} has the version ${version}, the tag is "${tag}"`);
const headings = read('CHANGELOG.md').match(/^## \S+/gm) ?? [];
if (!headings.includes(`## ${tag.slice(1)}`)) wrong.push(`CHANGELOG.md has no section "## ${tag.slice(1)}"`);
for (const problem of wrong) console.error(problem);
process.exitCode = wrong.length === 0 ? 0 : 1;

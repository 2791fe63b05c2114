import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { cp } from 'fs/promises';
import { tmpdir } from 'os';
import * as path from 'path';
import { ROOT, run } from '../support/drill';

/** Builds, packs, installs and synthesizes: none of it starts an emulator. */
const MINUTES = 60_000;

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let work: string;
let packed: readonly Packed[];
let project: string;

/** Both packages from a copy of the sources in which nothing is built, in a project made by `cdk init`. */
beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'packages-'));
  packed = await pack(await copyOfSources());
  project = path.join(work, 'my-app');
  mkdirSync(project);
  await succeed('node', [path.join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...INIT], project);
  const tarballs = packed.map(({ filename }) => path.join(work, filename));
  await succeed('npm', ['install', '--no-audit', '--no-fund', ...tarballs, 'esbuild'], project);
  const [app, handler] = blocksOf('docs/tutorial.md', 'ts');
  writeFileSync(path.join(project, 'bin/my-app.ts'), app);
  writeFileSync(path.join(project, 'handler.ts'), handler);
}, 10 * MINUTES);

afterAll(() => rmSync(work, { recursive: true, force: true }));

const INIT = ['init', 'app', '--language', 'typescript', '--generate-only'];

async function succeed(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, output } = await run(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}

/** What git knows or would add, so nothing of a build; modules are those of this checkout. */
async function copyOfSources(): Promise<string> {
  const sources = path.join(work, 'sources');
  const listed = await succeed('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...PACKED_FROM], ROOT);
  for (const file of listed.split('\n').filter(Boolean)) await cp(path.join(ROOT, file), path.join(sources, file));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(sources, 'node_modules'));
  return sources;
}

const PACKED_FROM = [':!test', ':!bench', ':!drill/test'];

async function pack(sources: string): Promise<Packed[]> {
  const list = path.join(work, 'packed.json');
  const command = `npm pack --workspaces --include-workspace-root --json --pack-destination "${work}" > "${list}"`;
  await succeed('sh', ['-c', command], sources);
  const text = readFileSync(list, 'utf8');
  // What `prepack` prints comes before it.
  return JSON.parse(text.slice(text.search(/^\[/m))) as Packed[];
}

/** What a reader copies from a page. */
function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block]) => block);
}

const firstExample = () => blocksOf('README.md', 'ts')[0];

const bin = (name: string, ...args: string[]) => run('npx', ['--no', '--', name, ...args], project);

test('packing builds both, the library in less than 1.5 MB', () => {
  expect(packed.map(({ name }) => name).sort()).toEqual(['cdk-failover-drill', 'cdk-resilient-serverless']);
  expect(packed.find(({ name }) => name === 'cdk-resilient-serverless')!.size).toBeLessThan(1.5e6);
});

test('the app of the tutorial is the first example of the README', () => {
  expect(blocksOf('docs/tutorial.md', 'ts')[0]).toBe(firstExample());
});

test(
  'it compiles, synthesizes and is checked in a project of "cdk init", by the commands of the tutorial',
  async () => {
    const commands = blocksOf('docs/tutorial.md', 'sh')[1].trimEnd().split('\n');
    const printed: string[] = [];
    for (const command of commands) printed.push(await succeed('sh', ['-c', command], project));

    expect(printed).toEqual([expect.stringContaining('Successfully synthesized'), expect.stringContaining('0 errors')]);
  },
  5 * MINUTES,
);

test(
  'a prop that does not exist fails the same synthesis',
  async () => {
    const file = path.join(project, 'bin/my-app.ts');
    writeFileSync(file, firstExample().replace('uploads:', 'upload:'));
    const { status, output } = await run('npx', ['cdk', 'synth', '--quiet'], project);
    writeFileSync(file, firstExample());

    expect(output).toContain("'upload' does not exist");
    expect(status).not.toBe(0);
  },
  5 * MINUTES,
);

test.each(['cdk-resilient-serverless', 'cdk-failover-drill'])('%s says its version and its help', async name => {
  const manifest = path.join(project, 'node_modules', name, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

  expect(await bin(name, '--version')).toEqual({ status: 0, output: `${version}\n` });
  expect(await bin(name, '--help')).toMatchObject({ status: 0, output: expect.stringContaining(`Usage: ${name}`) });
});

test('every link of a packed page leads to a packed file', () => {
  const broken = packed.flatMap(({ name, files }) => {
    const directory = path.join(project, 'node_modules', name);
    const pages = files.filter(file => file.path.endsWith('.md') && !file.path.startsWith('node_modules/'));
    return pages.flatMap(page => brokenLinks(directory, page.path));
  });

  expect(broken).toEqual([]);
});

function brokenLinks(directory: string, page: string): string[] {
  const prose = readFileSync(path.join(directory, page), 'utf8')
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link.split('#')[0])
    .filter(link => link !== '' && !/^[a-z]+:/.test(link))
    .filter(link => !existsSync(path.join(directory, path.dirname(page), link)))
    .map(link => `${page}: ${link}`);
}

import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import * as esbuild from 'esbuild';
import * as fc from 'fast-check';
import { BundleCache } from '../../lib/bundling/bundle-cache';
import { compileAll, CompileError } from '../../lib/bundling/compile';
import { Fingerprints } from '../../lib/bundling/fingerprint';
import { BundleRequest } from '../../lib/bundling/request';
import { isSystemError } from '../../lib/bundling/system-error';

/** Few places and names, so that what one edit makes shadows what another one imports. */
const PLACES = [
  '',
  'a',
  'a/x',
  'a/l',
  'b',
  'b/y',
  'packages/p',
  'packages/q',
  'node_modules/p',
  'node_modules/p/x',
  'node_modules/@s/q',
  'node_modules/x',
];
const NAMES = ['x.ts', 'x.js', 'x.mjs', 'x.json', 'y.ts', 'y.js', 'index.ts', 'index.js', 'x/index.ts', 'y/index.js'];
const IMPORTS = ['./x', './y', '../x', './a/x', './x/y', './l/x', '.', '..', 'p', 'p/x', '@s/q', '#im', 'x', '~/x'];
const FORMS: readonly ((imported: string) => string)[] = [
  imported => `import * as found from "${imported}"; console.log(found);`,
  imported => `export * from "${imported}";`,
  imported => `try { console.log(require("${imported}")); } catch {}`,
  imported => `import("${imported}").catch(() => {});`,
  () => 'import("./" + process.argv[1] + ".js").catch(() => {});',
];
const MANIFESTS = [
  '{}',
  '{ "main": "x.js" }',
  '{ "main": "./x/index.js", "type": "module" }',
  '{ "exports": { ".": "./index.js", "./x": "./x.js" } }',
  '{ "imports": { "#im": "./y.ts" } }',
  '{ "sideEffects": false }',
];
const CONFIGURATIONS = [
  '{}',
  '{ "compilerOptions": { "baseUrl": "a" } }',
  '{ "compilerOptions": { "paths": { "~/*": ["./b/*", "./a/*"] } } }',
  '{ "extends": "./x" }',
  '{ "compilerOptions": { "jsx": "react", "verbatimModuleSyntax": true } }',
];
const LINKS = ['a', 'b', 'packages/p', 'packages/q', 'a/x.ts', 'nowhere'];

const PROJECT = {
  'package.json': '{ "imports": { "#im": "./x.ts" } }',
  'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./a/*", "./b/*"] } } }',
  'entry.ts': 'import * as a from "./a/x"; import * as p from "p"; console.log(a, p);',
};

interface Edit {
  /** For the report of a counterexample. */
  readonly what: string;
  apply(project: string): void;
}

const place = fc.constantFrom(...PLACES);
const source = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom(...FORMS), fc.constantFrom(...IMPORTS)), { maxLength: 2 }), fc.nat())
  .map(([imports, value]) =>
    [...imports.map(([form, imported]) => form(imported)), `export const v${value % 3} = ${value};`].join('\n'),
  );
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(place, fc.constantFrom(...NAMES), source).map(([at, name, text]) => put(at, name, text)),
  },
  { weight: 1, arbitrary: fc.tuple(place, fc.constantFrom(...NAMES)).map(([at, name]) => remove(path.join(at, name))) },
  {
    weight: 1,
    arbitrary: fc.tuple(place, fc.constantFrom(...MANIFESTS)).map(([at, text]) => put(at, 'package.json', text)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('', 'a', 'b'), fc.constantFrom(...CONFIGURATIONS))
      .map(([at, text]) => put(at, 'tsconfig.json', text)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom('l', 'x', 'x.ts', '.'), fc.constantFrom(...LINKS))
      .map(([at, name, target]) => link(path.join(at, name), target)),
  },
);

function put(at: string, name: string, text: string): Edit {
  const content = name.endsWith('.json') && !text.startsWith('{') ? JSON.stringify(text) : text;
  return edited(`${path.join(at, name)}: ${content}`, project => {
    const file = path.join(project, at, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, new Date(), new Date(Date.now() - 60_000));
  });
}

function remove(name: string): Edit {
  return edited(`${name} is deleted`, project => rmSync(path.join(project, name), { recursive: true, force: true }));
}

function link(name: string, target: string): Edit {
  return edited(`${name} -> ${target}`, project => {
    if (name === '.' || statSync(path.join(project, target), { throwIfNoEntry: false }) === undefined) return;
    const file = path.join(project, name);
    rmSync(file, { recursive: true, force: true });
    mkdirSync(path.dirname(file), { recursive: true });
    symlinkSync(path.relative(path.dirname(file), path.join(project, target)), file);
  });
}

/** Where a directory is a file by now, or a link leads in a circle, nothing is changed. */
function edited(what: string, change: (project: string) => void): Edit {
  const apply = (project: string): void => {
    try {
      change(project);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  };
  return { what, apply };
}

function layOut(project: string): void {
  mkdirSync(path.join(project, 'node_modules'));
  for (const at of PLACES) {
    for (const name of ['x.ts', 'y.ts', 'index.ts']) put(at, name, `export const v0 = "${at}/${name}";`).apply(project);
  }
  for (const [name, text] of Object.entries(PROJECT)) put('', name, text).apply(project);
}

/** What a synthesis makes of the project: the hash of the bundle with the compiler's warnings, or that there is none. */
function synthesize(project: string, cache?: BundleCache): string {
  const request = requestIn(project);
  const found = cache?.find(request);
  try {
    const compiled = found ?? compileAll(esbuild, [request]).get(request)!;
    if (!found) cache?.add(request, compiled, Date.now() + 1000);
    cache?.save();
    return [compiled.bundle.hash, ...compiled.warnings].join('\n');
  } catch (error) {
    if (error instanceof CompileError) return 'does not compile';
    throw error;
  }
}

function requestIn(project: string): BundleRequest {
  return new BundleRequest({ entry: path.join(project, 'entry.ts'), bundling: {}, target: 'node22' });
}

test('whatever is edited, the cache gives what a compilation would give', () => {
  const runs = fc.property(source, fc.array(edit, { minLength: 8, maxLength: 24 }), (first, edits) => {
    const project = mkdtempSync(path.join(tmpdir(), 'bundle-cache-'));
    try {
      layOut(project);
      put('a', 'x.ts', first).apply(project);
      for (const change of edits) {
        change.apply(project);
        const cached = synthesize(project, new BundleCache(project, esbuild.version, new Fingerprints()));
        expect(cached).toBe(synthesize(project));
      }
    } finally {
      rmSync(project, { recursive: true });
    }
  });
  fc.assert(runs, { numRuns: 40, seed: 20_261_125 });
});

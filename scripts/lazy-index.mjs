// Rewrites the compiled index of each room, and of the library, so that a module is loaded when one of its exports is first
// used: `require('cdk-resilient-serverless')` then costs no more than aws-cdk-lib's own index, which does the same.
// usage: node scripts/lazy-index.mjs [sources = lib] [compiled = build]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix, resolve, sep } from 'node:path';

const [sources = 'lib', compiled = 'build'] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const EXPORT = /^export \* from '(\.[^']+)';$/;

/** Modules that an index exports, in its order and through the indexes of rooms, relative to the sources. */
function modulesOf(index) {
  const lines = readFileSync(join(sources, `${index}.ts`), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '');
  return lines.flatMap(line => {
    const [, path] = EXPORT.exec(line) ?? fail(`${index}.ts has more than exports: ${line}`);
    const module = posix.join(posix.dirname(index), path);
    return existsSync(join(sources, `${module}.ts`)) ? [module] : modulesOf(`${module}/index`);
  });
}

/** The module that each name comes from, as the compiled modules tell: types are gone from them. */
function namesOf(modules) {
  const origin = new Map();
  for (const module of modules) {
    for (const name of Object.keys(load(resolve(compiled, `${module}.js`)))) {
      if (origin.has(name)) fail(`both ${origin.get(name)} and ${module} export ${name}`);
      origin.set(name, module);
    }
  }
  return origin;
}

// The assignments do nothing when the file runs: by them Node.js finds the names that an ES module may import.
function render(index, origin) {
  const names = [...origin.keys()].reverse();
  const path = module => `./${posix.relative(posix.dirname(index), module)}`;
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    ...(names.length > 0 ? [`${names.map(name => `exports.${name} = `).join('')}void 0;`] : []),
    'function lazy(name, load) {',
    '  const define = property => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...property });',
    '  define({ get: () => { const value = load()[name]; define({ value }); return value; } });',
    '}',
    ...[...origin].map(([name, module]) => `lazy("${name}", () => require("${path(module)}"));`),
    '',
  ].join('\n');
}

function fail(problem) {
  throw new Error(`lazy-index: ${problem}`);
}

const indexes = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter(file => file === 'index.ts' || file.endsWith(`${sep}index.ts`))
  .map(file => file.split(sep).join('/').replace(/\.ts$/, ''))
  .filter(index => existsSync(join(compiled, `${index}.js`)));

// All names are read before anything is written: a compiled index still loads whatever it names.
const rendered = indexes.map(index => [index, render(index, namesOf(modulesOf(index)))]);
for (const [index, text] of rendered) writeFileSync(join(compiled, `${index}.js`), text);

// How long the house's files, constructors and functions are, and how many parameters they take: lib without rules, rules, drill.
// usage: node scripts/measure-house.mjs   (npm run measure:house); exits with 1 above the bounds
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** At the 90th percentile; a file or a function may be longer where its idea is. */
const BOUNDS = { constructors: 17, functions: 18 };
const LONG = { file: 300, function: 30, parameters: 4 };
/** Written by a script, or a table of texts. */
const NOT_WRITTEN = /(^|\/)(error-code|all-rules|replacement|warnings|codes)\.ts$|^diagnostics\//;

const HOUSES = [
  ['lib', file => !file.startsWith('rules/') && !file.startsWith('runtime/')],
  ['lib', file => file.startsWith('rules/'), 'lib/rules'],
  ['drill', file => !/^(build|node_modules|test)\//.test(file)],
];

function measure(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const line = position => source.getLineAndCharacterOfPosition(position).line;
  const found = { path, lines: text.trimEnd().split('\n').length, constructors: [], functions: [] };
  const visit = node => {
    const kind = ts.isConstructorDeclaration(node) ? 'constructors' : isFunction(node) ? 'functions' : undefined;
    if (kind && node.body) {
      const name = node.name?.getText() ?? (kind === 'constructors' ? 'constructor' : '(anonymous)');
      const [start, end] = [line(node.getStart()), line(node.end)];
      found[kind].push({
        at: `${path}:${start + 1} ${name}`,
        lines: end - start + 1,
        parameters: node.parameters.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What has a name and a body of its own; an arrow function is a part of what it stands in. */
function isFunction(node) {
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessorDeclaration(node);
}

function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const spread = values => [0.5, 0.9, 1].map(share => percentile(values, share)).join('/');

let ok = true;
for (const [directory, isOfIt, title = directory] of HOUSES) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.ts') && isOfIt(file) && !NOT_WRITTEN.test(file))
    .map(file => measure(join(directory, file)));
  const all = kind => files.flatMap(file => file[kind]);
  console.log(
    `${title}: ${files.length} files, ${files.reduce((sum, { lines }) => sum + lines, 0)} lines; p50/p90/max`,
  );
  console.log(`  files         ${spread(files.map(({ lines }) => lines))}`);
  for (const [kind, bound] of Object.entries(BOUNDS)) {
    const lines = all(kind).map(each => each.lines);
    const within = percentile(lines, 0.9) <= bound;
    ok &&= within;
    console.log(`  ${kind.padEnd(13)} ${spread(lines)} of ${lines.length}${within ? '' : `: above ${bound} at p90`}`);
  }
  for (const { path, lines } of files.filter(file => file.lines > LONG.file)) console.log(`  ${lines} lines: ${path}`);
  const functions = [...all('constructors'), ...all('functions')];
  for (const { at, lines } of functions.filter(each => each.lines > LONG.function))
    console.log(`  ${lines} lines: ${at}`);
  for (const { at, parameters } of functions.filter(each => each.parameters > LONG.parameters)) {
    console.log(`  ${parameters} parameters: ${at}`);
  }
}
process.exitCode = ok ? 0 : 1;

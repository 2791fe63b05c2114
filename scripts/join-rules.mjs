// Joins the compiled rules into one file: two hundred small ones take longer to open than to run. What the rules share with
// other parts of the library (model, relations) stays where it is, so that there is one copy of it.
// usage: node scripts/join-rules.mjs [compiled = build]
import { dirname, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const [compiled = 'build'] = process.argv.slice(2);
const rules = resolve(compiled, 'rules');
const file = resolve(rules, 'all-rules.js');

/** Whether a module is a rule: in the folder of an area. */
function isRule(module) {
  const [area, ...rest] = relative(rules, module).split(sep);
  return rest.length === 1 && !['..', 'model', 'relations'].includes(area);
}

await build({
  entryPoints: [file],
  outfile: file,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  plugins: [
    {
      name: 'rules only',
      setup({ onResolve }) {
        onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
          const module = resolve(resolveDir, path);
          if (kind === 'entry-point' || isRule(module)) return undefined;
          const from = relative(dirname(file), module).split(sep).join('/');
          return { path: from.startsWith('.') ? from : `./${from}`, external: true };
        });
      },
    },
  ],
});

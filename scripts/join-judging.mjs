// Joins what reads and judges templates, the rooms assembly/, changes/, rules/ and report/, into the compiled door to them, and removes the
// compiled modules that are in it: there is one copy of each.
// usage: node scripts/join-judging.mjs [sources = lib] [compiled = build]
import { rmSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const DOOR = 'checks/judging';
const JOINED_ROOMS = ['assembly', 'changes', 'rules', 'report'];

const [sources, compiled] = [process.argv[2] ?? 'lib', process.argv[3] ?? 'build'];

/** Path below the sources, without extension. */
const moduleOf = file => relative(resolve(sources), file).split(sep).join('/').replace(/\.ts$/, '');

const leaveOtherRooms = {
  name: 'leave other rooms',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      const module = moduleOf(resolve(resolveDir, path));
      if (kind === 'entry-point' || JOINED_ROOMS.includes(module.split('/')[0])) return undefined;
      const from = relative(dirname(DOOR), module).split(sep).join('/');
      return { path: from.startsWith('.') ? from : `./${from}`, external: true };
    });
  },
};

const { metafile } = await build({
  entryPoints: [join(sources, `${DOOR}.ts`)],
  outfile: join(compiled, `${DOOR}.js`),
  allowOverwrite: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  metafile: true,
  logLevel: 'warning',
  plugins: [leaveOtherRooms],
});

const joined = Object.keys(metafile.inputs).map(file => moduleOf(resolve(file)));
for (const module of joined.filter(each => each !== DOOR)) rmSync(join(compiled, `${module}.js`), { force: true });

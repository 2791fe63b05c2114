// Bundles the library's own Lambda handlers (lib/runtime/<name>.ts) into assets/<name>/index.js: users need no esbuild for them.
import { readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';

const handlers = readdirSync('lib/runtime').filter(file => file.endsWith('.ts'));
rmSync('assets', { recursive: true, force: true });
await build({
  entryPoints: handlers.map(file => ({ in: `lib/runtime/${file}`, out: `${basename(file, '.ts')}/index` })),
  outdir: 'assets',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A clause of import() would look for the SDK by other rules than require does, which is how Lambda provides it.
  supported: { 'dynamic-import': false },
  external: ['@aws-sdk/*', '@smithy/*'],
  logLevel: 'warning',
});

import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { report } from '../report';

const load = createRequire(__filename);

/** Requires each argument, and reports how long that took after Node.js itself had started. */
const started = performance.now();
for (const module of process.argv.slice(2)) load(module);
report({ require: performance.now() - started });

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { report } from '../report';

const load = createRequire(__filename);

/** Loads a handler's file as the Lambda runtime does, once and cold. */
const started = performance.now();
load(resolve(process.argv[2]));
report({ init: performance.now() - started });

import * as path from 'path';
import { PLAIN_APPS, plainApp } from './plain-apps';

/** Writes an assembly for each plain app into a folder of its own below the one given: for scripts/judges.mjs. */
const [directory] = process.argv.slice(2);
for (const name of PLAIN_APPS) {
  plainApp(name, {
    autoSynth: false,
    outdir: path.join(directory, name),
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
  }).synth();
}

import { PLAIN_APPS, plainApp } from './support/plain-apps';
for (const n of PLAIN_APPS) plainApp(n, { outdir: '/tmp/judges/out/plain-' + n, autoSynth: false } as any).synth();

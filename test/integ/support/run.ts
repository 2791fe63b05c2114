/** `npm run integ`: compares, without AWS; with `--update-on-failed` it writes what has changed, as CDK's integ-runner does. */
import { integApps, readSnapshot, synthesize, writeSnapshot } from './snapshots';

const update = process.argv.includes('--update-on-failed');
process.env.CDK_VALIDATION = 'false';

for (const app of integApps()) {
  const [before, now] = [readSnapshot(app), synthesize(app)];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    file => before[file] !== now[file],
  );
  const verdict = changed.length === 0 ? 'UNCHANGED' : update ? 'UPDATED' : 'CHANGED';
  process.stdout.write(`${verdict.padEnd(10)}${app}${changed.map(file => `\n          ${file}`).join('')}\n`);
  if (changed.length > 0 && update) writeSnapshot(app, now);
  if (verdict === 'CHANGED') process.exitCode = 1;
}

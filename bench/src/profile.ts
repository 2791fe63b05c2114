import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from './paths';
import { type Progress } from './runner';
import { takeSample } from './sample';
import { constructs } from './suites/constructs';

/** Writes a CPU profile of each contender of the constructs suite, for Chrome's DevTools or speedscope. */
export async function profile(library: string, progress: Progress): Promise<void> {
  const directory = join(RESULTS, 'profiles');
  mkdirSync(directory, { recursive: true });
  for (const comparison of constructs.comparisons({ library, everything: false })) {
    for (const contender of comparison.contenders) {
      const file = `${contender.name.replaceAll(' ', '-').toLowerCase()}.cpuprofile`;
      const command = ['--cpu-prof', `--cpu-prof-dir=${directory}`, `--cpu-prof-name=${file}`, ...contender.command];
      await takeSample(comparison, { ...contender, command });
      progress(`wrote ${join(directory, file)}`);
    }
  }
}

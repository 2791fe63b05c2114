import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseFile } from '../paths';
import { type Contender } from '../suite';

export const RAW_TWIN = 'raw L2 twin';

const ALL = [
  { name: RAW_TWIN, file: 'same-resources' },
  { name: 'ours', file: 'ours' },
  { name: 'raw L2, alarms of its own', file: 'raw-twin' },
  { name: 'Solutions Constructs', file: 'solutions-constructs' },
  { name: 'cdk-monitoring-constructs', file: 'monitoring-constructs' },
];

/** Ways to make so many functions with dead letters, alias and alarm pairs. */
export function protectedFunctions(count: number): Contender[] {
  return ALL.map(({ name, file }) => ({
    name,
    command: [caseFile(`constructs/${file}`), JSON.stringify({ count })],
  }));
}

/** The code that all of them share, so that none has to be bundled. */
export function writeHandler(directory: string): void {
  mkdirSync(join(directory, 'handler'));
  writeFileSync(join(directory, 'handler/index.js'), 'exports.handler = async () => {};\n');
}

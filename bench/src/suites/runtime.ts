import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseFile } from '../paths';
import { requiredModules } from '../required-modules';
import { type Comparison, PROCESS, type Suite } from '../suite';

const BARE = 'bare handler';

/** The library's own handlers, each against one that does nothing but load the same AWS SDK clients. */
export const runtime: Suite = {
  name: 'runtime',
  about:
    'Cold start of the code that the library puts into functions, against a bare handler with the same SDK clients.',
  comparisons: ({ library }) => {
    const assets = join(library, '..', 'assets');
    if (!existsSync(assets)) return [];
    return readdirSync(assets).map(name => comparison(name, join(assets, name)));
  },
};

function comparison(name: string, asset: string): Comparison {
  const clients = requiredModules(asset, '@aws-sdk/');
  const file = join(asset, 'index.js');
  return {
    id: `runtime/${name}`,
    title: `${name}, ${(statSync(file).size / 1024).toFixed(1)} KiB minified`,
    baseline: BARE,
    contenders: [
      { name: BARE, command: [caseFile('runtime/init'), 'bare.cjs'] },
      { name: 'ours', command: [caseFile('runtime/init'), file] },
    ],
    measures: [PROCESS, { key: 'init', label: 'loading the handler', unit: 'ms' }],
    prepare: directory => writeBareHandler(directory, clients),
  };
}

function writeBareHandler(directory: string, clients: string[]): void {
  const lines = [...clients.map(client => `require('${client}');`), 'exports.handler = async () => {};'];
  writeFileSync(join(directory, 'bare.cjs'), `${lines.join('\n')}\n`);
}

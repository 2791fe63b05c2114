import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { caseFile } from '../paths';
import { writeReferenceApp } from '../reference-app';
import { requiredModules } from '../required-modules';
import { type Comparison, PROCESS, type Suite } from '../suite';

const { resolve } = createRequire(import.meta.url);

export const start: Suite = {
  name: 'start',
  about: 'What is waited for before the first construct: loading the library, and launching the reference app.',
  comparisons: ({ library }) => [requireLibrary(library), launchReferenceApp(library)],
};

function requireLibrary(library: string): Comparison {
  const run = (...modules: string[]): string[] => [caseFile('start/require'), ...modules];
  return {
    id: 'start/require',
    title: 'require',
    baseline: 'aws-cdk-lib',
    contenders: [
      { name: 'aws-cdk-lib', command: run('aws-cdk-lib') },
      { name: 'ours', command: run(library) },
      { name: 'the submodules that ours names', command: run(...requiredModules(library, 'aws-cdk-lib')) },
    ],
    measures: [PROCESS, { key: 'require', label: 'require alone', unit: 'ms' }],
  };
}

function launchReferenceApp(library: string): Comparison {
  return {
    id: 'start/launch',
    title: 'reference app, launched and synthesized',
    baseline: 'precompiled',
    contenders: [
      { name: 'precompiled', command: ['app.js'] },
      { name: 'tsx', command: ['--import', pathToFileURL(resolve('tsx')).href, 'app.ts'] },
      { name: 'ts-node', command: [resolve('ts-node/dist/bin.js'), 'app.ts'], atMostRounds: 1 },
    ],
    measures: [PROCESS],
    prepare: directory => writeReferenceApp(directory, library),
  };
}

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { sharedFile, writeProject } from '../generated-project';
import { caseFile } from '../paths';
import { type Comparison, type Contender, type Measure, PROCESS, type Suite } from '../suite';

const MEASURES: Measure[] = [PROCESS, { key: 'app', label: 'construct and synth', unit: 'ms' }];

/** A few modules that every entry shares. */
const SHALLOW = 3;
/** A module graph as deep as that of a grown code base. */
const DEEP = 150;

type Name = keyof typeof CONTENDERS;

const CONTENDERS = {
  'no bundling': 'no-bundling',
  ours: 'ours',
  'compiled before': 'compiled-before',
  'one esbuild call by hand': 'one-esbuild-call',
  NodejsFunction: 'nodejs-function',
  'ResilientFunction, code given': 'resilient-code',
  'ResilientFunction, entry': 'resilient-entry',
} as const;

const PLAIN: Name[] = ['no bundling', 'ours', 'compiled before', 'one esbuild call by hand'];
/** It needs a minute: it takes part where it tells something, and is measured once. */
const SLOW: Name = 'NodejsFunction';

interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly contenders: readonly Name[];
  readonly shared?: number;
  readonly regions?: number;
  readonly repeated?: boolean;
  /** Changes a project between its first synth and the one that is measured. */
  readonly edit?: (directory: string) => void;
}

export const bundling: Suite = {
  name: 'bundling',
  about: 'An app of TypeScript functions given by `entry`, from an empty cache and again with unchanged sources.',
  comparisons: ({ everything }) => [
    comparison({ id: 'cold-50', title: '50 entries, nothing cached', count: 50, contenders: [...PLAIN, SLOW] }),
    comparison({
      id: 'unchanged-50',
      title: '50 entries, second synth of unchanged sources',
      count: 50,
      repeated: true,
      contenders: [...PLAIN, SLOW],
    }),
    comparison({
      id: 'cold-100',
      title: '100 entries, nothing cached',
      count: 100,
      contenders: everything ? [...PLAIN, SLOW] : PLAIN,
    }),
    comparison({
      id: 'two-regions-50',
      title: '50 entries in each of two regions, nothing cached',
      count: 50,
      regions: 2,
      contenders: everything ? [...PLAIN, SLOW] : PLAIN,
    }),
    comparison({
      id: 'resilient-50',
      title: '50 entries of ResilientFunction, nothing cached',
      count: 50,
      contenders: ['ResilientFunction, code given', 'ResilientFunction, entry'],
    }),
    comparison({
      id: 'deep-200',
      title: `200 entries over ${DEEP} shared modules, nothing cached`,
      count: 200,
      shared: DEEP,
      contenders: PLAIN,
    }),
    comparison({
      id: 'deep-unchanged-200',
      title: `200 entries over ${DEEP} shared modules, unchanged`,
      count: 200,
      shared: DEEP,
      repeated: true,
      contenders: PLAIN,
    }),
    comparison({
      id: 'deep-edited-200',
      title: `200 entries over ${DEEP} shared modules, the deepest changed`,
      count: 200,
      shared: DEEP,
      repeated: true,
      edit: directory => appendFileSync(join(directory, sharedFile(DEEP - 1)), '// edited\n'),
      contenders: PLAIN,
    }),
  ],
};

function comparison(scenario: Scenario): Comparison {
  const { id, title, count, regions, repeated, edit, contenders, shared = SHALLOW } = scenario;
  return {
    id: `bundling/${id}`,
    title,
    baseline: contenders[0],
    contenders: contenders.map(name => contender(name, { count, regions })),
    measures: MEASURES,
    prepare: directory => {
      writeProject(directory, { entries: count, shared });
      compileEntries(directory, count);
    },
    repeated,
    edit,
  };
}

function contender(name: Name, app: { readonly count: number; readonly regions?: number }): Contender {
  const command = [caseFile(`bundling/${CONTENDERS[name]}`), JSON.stringify(app)];
  return name === SLOW ? { name, command, atMostRounds: 1 } : { name, command };
}

/** What another tool would have made before the app starts. */
function compileEntries(directory: string, count: number): void {
  buildSync({
    absWorkingDir: directory,
    entryPoints: Array.from({ length: count }, (_, index) => ({
      in: `entries/entry-${index}.ts`,
      out: `${index}/index`,
    })),
    outdir: 'compiled',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    external: ['@aws-sdk/*', '@smithy/*'],
  });
}

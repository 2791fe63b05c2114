import { writeProject } from '../generated-project';
import { caseFile } from '../paths';
import { type Comparison, type Contender, type Measure, PROCESS, type Suite } from '../suite';

const MEASURES: Measure[] = [PROCESS, { key: 'app', label: 'construct and synth', unit: 'ms' }];

interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly regions?: number;
  readonly repeated?: boolean;
  /** Whether the peer that needs a minute takes part; it is measured once. */
  readonly withNodejsFunction: boolean;
}

export const bundling: Suite = {
  name: 'bundling',
  about: 'An app of TypeScript functions given by `entry`, from an empty cache and again with unchanged sources.',
  comparisons: ({ everything }) => [
    comparison({ id: 'cold-50', title: '50 entries, nothing cached', count: 50, withNodejsFunction: true }),
    comparison({
      id: 'unchanged-50',
      title: '50 entries, second synth of unchanged sources',
      count: 50,
      repeated: true,
      withNodejsFunction: true,
    }),
    comparison({ id: 'cold-100', title: '100 entries, nothing cached', count: 100, withNodejsFunction: everything }),
    comparison({
      id: 'two-regions-50',
      title: '50 entries in each of two regions, nothing cached',
      count: 50,
      regions: 2,
      withNodejsFunction: everything,
    }),
  ],
};

function comparison({ id, title, count, regions, repeated, withNodejsFunction }: Scenario): Comparison {
  const run = (name: string): string[] => [caseFile(`bundling/${name}`), JSON.stringify({ count, regions })];
  const slow: Contender = { name: 'NodejsFunction', command: run('nodejs-function'), atMostRounds: 1 };
  return {
    id: `bundling/${id}`,
    title,
    baseline: 'no bundling',
    contenders: [
      { name: 'no bundling', command: run('no-bundling') },
      { name: 'ours', command: run('ours') },
      { name: 'ours, code given', command: run('ours-given-code') },
      { name: 'one esbuild call by hand', command: run('one-esbuild-call') },
      ...(withNodejsFunction ? [slow] : []),
    ],
    measures: MEASURES,
    prepare: directory => writeProject(directory, count),
    repeated,
  };
}

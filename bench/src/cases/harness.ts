import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { App, Stack } from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { report } from './report';

/** What differs between two runs of the same case. */
export interface AppArguments {
  readonly count: number;
  /** How often the same functions are there. */
  readonly regions?: number;
}

export type AddFunction = (stack: Stack, id: string, index: number) => void;

/** So many functions that the largest contender stays below the 500 resources of a stack. */
const FUNCTIONS_PER_STACK = 30;

export function appArguments(): AppArguments {
  return JSON.parse(process.argv[2]) as AppArguments;
}

/** Constructs and synthesizes an app with the feature flags of `cdk init`, and reports how long each phase took and how much came out. */
export function measureApp(build: (app: App) => void): void {
  const loaded = performance.now();
  const app = new App({ outdir: 'cdk.out', context: recommendedFlags });
  build(app);
  const constructed = performance.now();
  const assembly = app.synth();
  const done = performance.now();
  const { user, system } = process.cpuUsage();
  report({
    load: loaded,
    construct: constructed - loaded,
    synth: done - constructed,
    app: done - loaded,
    cpu: (user + system) / 1000,
    ...sizePerFunction(assembly),
  });
}

/** Functions over enough stacks. */
export function measureFunctions(add: AddFunction): void {
  measureApp(app => spreadFunctions(app, add));
}

/** The same functions over enough stacks, in each region anew. */
export function spreadFunctions(app: App, add: AddFunction): void {
  const { count, regions = 1 } = appArguments();
  for (let region = 0; region < regions; region++) {
    for (let index = 0; index < count; index++) {
      const id = `Region${region}Stack${Math.floor(index / FUNCTIONS_PER_STACK)}`;
      const stack = (app.node.tryFindChild(id) as Stack | undefined) ?? new Stack(app, id);
      add(stack, `Function${index}`, index);
    }
  }
}

function sizePerFunction(assembly: CloudAssembly): Record<string, number> {
  let [bytes, resources, functions] = [0, 0, 0];
  for (const stack of assembly.stacks) {
    bytes += readFileSync(stack.templateFullPath).length;
    const types = Object.values(stack.template.Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    resources += types.length;
    functions += types.filter(type => type === 'AWS::Lambda::Function').length;
  }
  return { bytesPerFunction: bytes / functions, resourcesPerFunction: resources / functions, functions };
}

import { PROCESS, type Suite } from '../suite';
import { runUnitTest, type UnitTest, writeUnitTests } from '../unit-test-project';

const RESILIENT = {
  imports: ["import { ResilientFunction, TestApp } from 'cdk-resilient-serverless';"],
  create: 'new ResilientFunction(stack, id, { entry, runtime })',
};
const NODEJS = {
  imports: ["import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';"],
  app: 'new App()',
  create: 'new NodejsFunction(stack, id, { entry, runtime })',
};

const WAYS: Readonly<Record<string, UnitTest>> = {
  ours: { file: 'ours', ...RESILIENT, app: 'new TestApp()', transform: '@swc/jest' },
  'ours, in an App': { file: 'bundled', ...RESILIENT, app: 'new App()', transform: '@swc/jest' },
  'App and NodejsFunction, @swc/jest': { file: 'nodejs', ...NODEJS, transform: '@swc/jest' },
  'App and NodejsFunction, ts-jest': { file: 'defaults', ...NODEJS, transform: 'ts-jest' },
};

export const unitTest: Suite = {
  name: 'unit-test',
  about:
    'A test file of five tests, each of which synthesizes a stack of ten TypeScript functions; run for the second time.',
  comparisons: ({ library }) => [
    {
      id: 'unit-test/file',
      title: 'a test file',
      baseline: 'ours',
      contenders: Object.entries(WAYS).map(([name, { file }]) => ({ name, command: runUnitTest(file) })),
      measures: [PROCESS],
      prepare: directory => writeUnitTests(directory, library, Object.values(WAYS)),
      repeated: true,
      atMostRounds: 3,
    },
  ],
};

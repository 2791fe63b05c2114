import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CDK_INIT_OPTIONS } from './cdk-init';
import { writeProject } from './generated-project';

const { resolve } = createRequire(import.meta.url);

/** Functions of the stack under test. */
const FUNCTIONS = 10;

/** Tests in the file, each of which makes its own app, as tests that do not depend on one another do. */
const TESTS = 5;

/** How a test file makes its app and its functions. */
export interface UnitTest {
  readonly file: string;
  readonly imports: readonly string[];
  readonly app: string;
  /** A function, for the entry `entry`. */
  readonly create: string;
  readonly transform: 'ts-jest' | '@swc/jest';
}

/** A user's project: handlers, a test file for each way of testing, and a Jest configuration for each. */
export function writeUnitTests(directory: string, library: string, tests: readonly UnitTest[]): void {
  writeProject(directory, { entries: FUNCTIONS, shared: 3 });
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: CDK_INIT_OPTIONS }));
  for (const test of tests) {
    writeFileSync(join(directory, `${test.file}.test.ts`), testFile(test));
    writeFileSync(join(directory, `${test.file}.config.json`), JSON.stringify(configuration(test, library)));
  }
}

/** Arguments to `node` that run one of the test files. */
export function runUnitTest(file: string): string[] {
  return [resolve('jest/bin/jest'), '--ci', '--config', `${file}.config.json`, '--runTestsByPath', `${file}.test.ts`];
}

function testFile({ imports, app, create }: UnitTest): string {
  return `import { Template } from 'aws-cdk-lib/assertions';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
${imports.join('\n')}

function givenStack(): Stack {
  const app: App = ${app};
  const stack = new Stack(app, 'Service');
  const runtime = Runtime.NODEJS_22_X;
  for (let index = 0; index < ${FUNCTIONS}; index++) {
    const [id, entry] = [\`Function\${index}\`, \`entries/entry-\${index}.ts\`];
    ${create};
  }
  return stack;
}

test.each(Array.from({ length: ${TESTS} }, (_, index) => index))('function %d is there', () => {
  Template.fromStack(givenStack()).resourceCountIs('AWS::Lambda::Function', ${FUNCTIONS});
});
`;
}

function configuration({ transform }: UnitTest, library: string): object {
  const swc = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
  return {
    testEnvironment: 'node',
    cacheDirectory: '.jest-cache',
    moduleNameMapper: { '^cdk-resilient-serverless$': library },
    transform: { '^.+\\.tsx?$': transform === '@swc/jest' ? [transform, swc] : transform },
  };
}

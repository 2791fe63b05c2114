import { readFileSync } from 'fs';
import * as path from 'path';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { DEPRECATED_RUNTIMES } from '../../lib/limits/runtimes';

/** Names of the runtimes that the declarations of aws-cdk-lib mark as deprecated. */
function markedByCdk(): string[] {
  const declarations = readFileSync(
    path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'aws-lambda/lib/runtime.d.ts'),
    'utf8',
  );
  const members = declarations.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*static readonly (\w+): Runtime;/g);
  return [...members]
    .filter(([, comment]) => comment.includes('@deprecated'))
    .map(([, , member]) => (Runtime as unknown as Record<string, Runtime>)[member].name);
}

test('every runtime that aws-cdk-lib calls deprecated is deprecated here too', () => {
  const marked = markedByCdk();

  expect(marked.length).toBeGreaterThan(20);
  expect(marked.filter(name => !DEPRECATED_RUNTIMES.includes(name))).toEqual([]);
});

test('the newest runtimes are not deprecated', () => {
  const newest = [Runtime.NODEJS_24_X, Runtime.PYTHON_3_14, Runtime.JAVA_25, Runtime.DOTNET_10, Runtime.RUBY_3_4];

  expect(newest.filter(({ name }) => DEPRECATED_RUNTIMES.includes(name))).toEqual([]);
});

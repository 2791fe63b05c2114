import { readFileSync } from 'fs';
import * as path from 'path';
import { ROOT } from '../support/drill';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

test('other languages get no more packages with the library than the CDK', () => {
  const { dependencies } = JSON.parse(read('.jsii')) as { dependencies: object };

  expect(Object.keys(dependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
});

import { readFileSync } from 'fs';
import * as path from 'path';
import { ROOT } from '../support/drill';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const EXAMPLES = { python: 'app.py', java: 'java/App.java', xml: 'pom.xml' };

test('other languages get no more packages with the library than the CDK', () => {
  const { dependencies } = JSON.parse(read('.jsii')) as { dependencies: object };

  expect(Object.keys(dependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
});

test.each(Object.entries(EXAMPLES))('docs/languages.md shows %s as it stands in the example', (language, file) => {
  const example = linesOf(read(`examples/languages/${file}`));
  const blocks = [...read('docs/languages.md').matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))];

  expect(blocks).not.toHaveLength(0);
  for (const [, block] of blocks) expect(example).toContain(linesOf(block));
});

test('the example in Java names the version of the library', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };

  expect(read('examples/languages/pom.xml')).toContain(
    `<artifactId>cdk-resilient-serverless</artifactId>\n      <version>${version}</version>`,
  );
});

/** Without indentation. */
function linesOf(text: string): string {
  return text.replace(/^ +/gm, '').trim();
}

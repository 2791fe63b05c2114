import { examplesOfSources, mistakesIn, snippetsOfPages } from './support/snippets';

const pages = snippetsOfPages();
const examples = examplesOfSources();
const broken = [
  { page: 'broken.md', line: 10, text: 'const one = 1;\none.two();\n' },
  { page: 'misspelt.md', line: 3, text: "new DeadLetterQueue(stack, 'Letters', { retenton: 1 });\n" },
];

/** One program for all of them: reading aws-cdk-lib is what takes the time. */
let mistakes: string[];
beforeAll(() => void (mistakes = mistakesIn([...pages, ...examples, ...broken])), 240_000);

const inFiles = (snippets: readonly { page: string }[]): string[] =>
  mistakes.filter(mistake => snippets.some(({ page }) => mistake.startsWith(`${page}:`)));

test('every TypeScript block of README.md and of docs/ compiles', () => {
  expect(pages.length).toBeGreaterThan(15);
  expect(inFiles(pages)).toEqual([]);
});

test('every example of the API compiles', () => {
  expect(examples.length).toBeGreaterThan(15);
  expect(inFiles(examples)).toEqual([]);
});

test('a block that does not compile is told by page and line', () => {
  expect(inFiles(broken)).toEqual([
    expect.stringMatching(/^broken\.md:11: Property 'two' does not exist/),
    expect.stringMatching(/^misspelt\.md:3: .*'retenton' does not exist/),
  ]);
});

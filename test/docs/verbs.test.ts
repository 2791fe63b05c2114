import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
/** Members of CDK's and cdk-nag's interfaces. */
const NOT_OURS = ['validateScope', 'checkResource'];

interface Named {
  readonly where: string;
  readonly verb: string;
  readonly takesProblems: boolean;
}

/** Functions and methods of a file whose name begins with a verb of checks. */
function namedIn(file: string, text: string): Named[] {
  const found: Named[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name) {
      const name = node.name.getText();
      const [, verb] = /^_?(check|validate|require|enforce|ensure|assert)(?:(?<=^_\w+)$|[A-Z])/.exec(name) ?? [];
      const takesProblems = node.parameters.some(({ type }) => type?.getText() === 'Problems');
      if (verb && !NOT_OURS.includes(name)) found.push({ where: `${file}: ${name}`, verb, takesProblems });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Rules and hazards judge templates, not what a user wrote. */
function isChecked(file: string): boolean {
  return file.endsWith('.ts') && !/^(build|node_modules|test|rules|changes)\//.test(file);
}

const named = ['lib', 'drill'].flatMap(house =>
  readdirSync(path.join(ROOT, house), { recursive: true, encoding: 'utf8' })
    .map(file => file.split(path.sep).join('/'))
    .filter(isChecked)
    .flatMap(file => namedIn(`${house}/${file}`, readFileSync(path.join(ROOT, house, file), 'utf8'))),
);

function wrong(verbs: readonly string[], takesProblems: boolean): string[] {
  return named
    .filter(each => verbs.includes(each.verb) && each.takesProblems === takesProblems)
    .map(({ where }) => where);
}

test('what records into problems is called check…, and takes them', () => {
  expect(named.length).toBeGreaterThan(60);
  expect(wrong(['check'], false)).toEqual([]);
});

test('what throws or returns problems is called validate…, and takes none', () => {
  expect(wrong(['validate'], true)).toEqual([]);
});

test('what makes something hold is called enforce…, and there is no other verb', () => {
  expect(wrong(['enforce'], true)).toEqual([]);
  expect(named.filter(({ verb }) => ['require', 'ensure', 'assert'].includes(verb))).toEqual([]);
});

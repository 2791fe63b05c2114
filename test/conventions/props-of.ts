import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const LIB = path.resolve(__dirname, '../../lib');
let structs: Map<string, ts.InterfaceDeclaration> | undefined;

/** Names of the props of a struct of the library, inherited ones included. */
export function propsOf(struct: string): string[] {
  structs ??= readStructs();
  const declaration = structs.get(struct);
  if (declaration === undefined) throw new Error(`there is no struct "${struct}" in lib`);
  const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(type => type.expression.getText()),
  );
  const own = declaration.members.filter(ts.isPropertySignature).map(({ name }) => name.getText());
  return [...parents.flatMap(propsOf), ...own];
}

function readStructs(): Map<string, ts.InterfaceDeclaration> {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const found = new Map<string, ts.InterfaceDeclaration>();
  for (const file of files.filter(name => !name.startsWith('rules'))) {
    const text = readFileSync(path.join(LIB, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    source.statements.filter(ts.isInterfaceDeclaration).forEach(each => found.set(each.name.text, each));
  }
  return found;
}

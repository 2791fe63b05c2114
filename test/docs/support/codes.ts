import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../../..');
const SKIPPED = ['node_modules', 'build', 'test'];
const CODE = /^[A-Z][a-z]+([A-Z0-9][a-z0-9]*)*$/;
const WARNING = 'cdk-resilient-serverless:';

/** A code or a warning id, and the messages that it comes with. */
export interface Coded {
  readonly name: string;
  /** What each message of it looks like: what varies stands as `.*`. */
  readonly messages: RegExp[];
  /** Files that use it, from the root. */
  readonly files: string[];
}

export interface Codes {
  /** Codes of `ResilienceError`s and of what synthesis refuses. */
  readonly library: Map<string, Coded>;
  /** Codes of `DrillError`s. */
  readonly drill: Map<string, Coded>;
  /** Ids of warnings, without the library's prefix. */
  readonly warnings: Map<string, Coded>;
  /** Places where a code is not told by the text of the source. */
  readonly unclear: string[];
}

/** How each kind of call carries its code and its message: the positions of these arguments. */
const CARRIERS: readonly { readonly callee: RegExp; readonly code: number; readonly message: number }[] = [
  { callee: /^fail$/, code: 1, message: 2 },
  { callee: /^problems\.add$/, code: 0, message: 1 },
  { callee: /^DrillError$/, code: 0, message: 1 },
  { callee: /^this\.fail$/, code: 0, message: 1 },
];

/** Reads every code of the library and the drill from their sources. */
export function codesOfSources(): Codes {
  const codes: Codes = { library: new Map(), drill: new Map(), warnings: new Map(), unclear: [] };
  for (const room of ['lib', 'drill'] as const) {
    const found = room === 'lib' ? codes.library : codes.drill;
    for (const file of sourcesIn(path.join(ROOT, room))) new Reader(file, found, codes).read();
  }
  return codes;
}

function sourcesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap(entry => {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : sourcesIn(full);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [full] : [];
  });
}

class Reader {
  private readonly source: ts.SourceFile;

  constructor(
    private readonly file: string,
    private readonly found: Map<string, Coded>,
    private readonly codes: Codes,
  ) {
    this.source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  }

  read(): void {
    this.visit(this.source);
  }

  private visit(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.readCall(node);
    if (ts.isObjectLiteralExpression(node)) this.readObject(node);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) this.readText(node);
    ts.forEachChild(node, child => this.visit(child));
  }

  private readCall(node: ts.CallExpression | ts.NewExpression): void {
    const callee = node.expression.getText();
    const args = node.arguments ?? ts.factory.createNodeArray();
    if (callee.endsWith('.addWarningV2')) {
      const id = texts(args[0])[0] ?? '';
      if (id.startsWith(WARNING)) this.add(this.codes.warnings, id.slice(WARNING.length), args[1]);
      else this.codes.unclear.push(this.place(node));
    }
    const carrier = CARRIERS.find(each => each.callee.test(callee));
    if (!carrier || args.length <= carrier.code || passesOn(args[carrier.code])) return;
    const names = this.namesOf(args[carrier.code]);
    if (names.length === 0 || !names.every(name => CODE.test(name))) this.codes.unclear.push(this.place(node));
    for (const name of names) this.add(this.found, name, args[carrier.message]);
  }

  /** `{ code: 'X', message: … }` */
  private readObject(node: ts.ObjectLiteralExpression): void {
    const valueOf = (name: string): ts.Expression | undefined =>
      node.properties.filter(ts.isPropertyAssignment).find(property => property.name.getText() === name)?.initializer;
    const code = valueOf('code');
    if (code === undefined || !ts.isStringLiteralLike(code)) return;
    this.add(this.found, code.text, valueOf('message'));
  }

  /** `[Code] text`, as validations of the construct tree return it. */
  private readText(node: ts.StringLiteralLike | ts.TemplateExpression): void {
    const begin = ts.isTemplateExpression(node) ? node.head.text : node.text;
    const [, name] = /^\[([A-Z][a-zA-Z]+)\] /.exec(begin) ?? [];
    if (name) this.add(this.found, name, wholeOf(node));
  }

  /** The texts that a code may have: its own, or those with which the function around it is called. */
  private namesOf(node: ts.Expression): string[] {
    const own = texts(node);
    if (own.length > 0) return own;
    const variables = identifiersIn(node);
    if (variables.length !== 1) return [];
    const [variable] = variables;
    return this.valuesOf(variable).map(value =>
      ts.isTemplateExpression(node) ? node.head.text + value + node.templateSpans[0].literal.text : value,
    );
  }

  private valuesOf(variable: ts.Identifier): string[] {
    const around = ts.findAncestor(variable, ts.isFunctionLike);
    const index = around?.parameters.findIndex(({ name }) => name.getText() === variable.text) ?? -1;
    if (!around || index < 0) return [];
    const name = around.name?.getText();
    const values: string[] = texts(around.parameters[index].initializer);
    const collect = (node: ts.Node): void => {
      const isCall = ts.isCallExpression(node) && node.expression.getText().replace(/^this\./, '') === name;
      if (isCall && node.arguments.length > index) values.push(...texts(node.arguments[index]));
      ts.forEachChild(node, collect);
    };
    collect(this.source);
    return [...new Set(values)];
  }

  private add(found: Map<string, Coded>, name: string, message: ts.Expression | undefined): void {
    const coded = found.get(name) ?? { name, messages: [], files: [] };
    coded.messages.push(shapeOf(message));
    const file = path.relative(ROOT, this.file);
    if (!coded.files.includes(file)) coded.files.push(file);
    found.set(name, coded);
  }

  private place(node: ts.Node): string {
    const { line } = this.source.getLineAndCharacterOfPosition(node.getStart());
    return `${path.relative(ROOT, this.file)}:${line + 1}`;
  }
}

/** The code of a problem that was found, and read, elsewhere. */
function passesOn(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'code';
}

function texts(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...texts(node.whenTrue), ...texts(node.whenFalse)];
  return [];
}

function identifiersIn(node: ts.Expression): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(span => span.expression).filter(ts.isIdentifier);
  return [];
}

/** `'a ' + 'b'` in place of its first part. */
function wholeOf(node: ts.Expression): ts.Expression {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node ? wholeOf(parent) : node;
}

function shapeOf(message: ts.Expression | undefined): RegExp {
  return new RegExp(`^(\\[\\w+\\] )?${patternOf(message)}$`, 's');
}

function patternOf(node: ts.Expression | undefined): string {
  if (node === undefined) return '.*';
  if (ts.isStringLiteralLike(node)) return escaped(node.text);
  if (ts.isParenthesizedExpression(node)) return patternOf(node.expression);
  if (ts.isConditionalExpression(node)) return `(${patternOf(node.whenTrue)}|${patternOf(node.whenFalse)})`;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return patternOf(node.left) + patternOf(node.right);
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(span => patternOf(span.expression) + escaped(span.literal.text));
    return escaped(node.head.text) + spans.join('');
  }
  return ts.isIdentifier(node) ? patternOf(constant(node)) : '.*';
}

/** What a constant of the same function is set to. */
function constant(name: ts.Identifier): ts.Expression | undefined {
  const body = ts.findAncestor(name, ts.isBlock);
  const declarations = body?.statements
    .filter(ts.isVariableStatement)
    .flatMap(it => [...it.declarationList.declarations]);
  return declarations?.find(it => it.name.getText() === name.text)?.initializer;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

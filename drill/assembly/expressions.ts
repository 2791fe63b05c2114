/**
 * A template says much by intrinsic functions. The drill resolves none of them itself: it adds outputs to the template,
 * lets CloudFormation resolve them, and puts the values back where the functions were.
 */

/** Between the values of one output, and between the members of a list value. Neither occurs in AWS's names. */
const VALUE_SEPARATOR = '␟';
const LIST_SEPARATOR = '␞';
const PREFIX = 'DrillValues';
/** Values an output: CloudFormation allows 200 outputs, and an app's own count too. */
const VALUES_PER_OUTPUT = 40;

type Node = Record<string, unknown>;
type Guard = readonly [condition: string, holds: boolean];

/** What a template says where a property is to be left out. */
export const NO_VALUE = { Ref: 'AWS::NoValue' };

/** The functions in a tree of properties that only a deployment can resolve; the same tree gives the same list. */
export function expressionsIn(tree: unknown): unknown[] {
  const found = new Map<string, unknown>();
  walk(tree, [], expression => {
    found.set(JSON.stringify(expression), expression);
    return '';
  });
  return [...found.values()];
}

/** Outputs that make CloudFormation tell the values of expressions. */
export function outputsFor(expressions: readonly unknown[]): Record<string, { Value: unknown }> {
  const outputs: Record<string, { Value: unknown }> = {};
  for (let i = 0; i < expressions.length; i += VALUES_PER_OUTPUT) {
    const values = expressions.slice(i, i + VALUES_PER_OUTPUT);
    outputs[`${PREFIX}${i / VALUES_PER_OUTPUT}`] = { Value: { 'Fn::Join': [VALUE_SEPARATOR, values] } };
  }
  return outputs;
}

/** The values that a deployed stack's outputs give to the expressions for which `outputsFor` made them. */
export class ResolvedValues {
  private readonly values: ReadonlyMap<string, string>;

  constructor(expressions: readonly unknown[], outputs: ReadonlyMap<string, string>) {
    const values = expressions.map((_, i) => {
      const all = outputs.get(`${PREFIX}${Math.floor(i / VALUES_PER_OUTPUT)}`) ?? '';
      return all.split(VALUE_SEPARATOR)[i % VALUES_PER_OUTPUT] ?? '';
    });
    this.values = new Map(expressions.map((expression, i) => [JSON.stringify(expression), values[i]]));
  }

  /** The tree with every function replaced by its value; what the template leaves out is undefined. */
  resolve(tree: unknown): unknown {
    return walk(tree, [], expression => this.values.get(JSON.stringify(expression)) ?? '');
  }
}

/** Rebuilds a tree, asking for the value of each expression in it. */
function walk(tree: unknown, guards: readonly Guard[], valueOf: (expression: unknown) => string): unknown {
  if (Array.isArray(tree)) return tree.map(item => walk(item, guards, valueOf)).filter(item => item !== undefined);
  if (typeof tree !== 'object' || tree === null) return tree;
  const node = tree as Node;
  if (!isFunction(node)) return walkProperties(node, guards, valueOf);
  if (node.Ref === NO_VALUE.Ref) return undefined;
  if ('Fn::If' in node) return walkIf(node['Fn::If'] as [string, unknown, unknown], guards, valueOf);
  if ('Fn::Split' in node) {
    const joined = valueOf(guarded({ 'Fn::Join': [LIST_SEPARATOR, node] }, guards));
    return joined.split(LIST_SEPARATOR);
  }
  return valueOf(guarded(node, guards));
}

function walkProperties(node: Node, guards: readonly Guard[], valueOf: (expression: unknown) => string): Node {
  const entries = Object.entries(node).map(([key, value]) => [key, walk(value, guards, valueOf)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Both branches are walked, so that the list of expressions does not depend on any value. */
function walkIf(
  [condition, whenTrue, whenFalse]: [string, unknown, unknown],
  guards: readonly Guard[],
  valueOf: (expression: unknown) => string,
): unknown {
  const holds = valueOf(guarded({ 'Fn::If': [condition, 'true', 'false'] }, guards));
  const ifTrue = walk(whenTrue, [...guards, [condition, true]], valueOf);
  const ifFalse = walk(whenFalse, [...guards, [condition, false]], valueOf);
  return holds === 'true' ? ifTrue : ifFalse;
}

/** An expression in a branch not taken may name what does not exist: it is asked for only where its branch is taken. */
function guarded(expression: unknown, guards: readonly Guard[]): unknown {
  return guards.reduceRight<unknown>(
    (inner, [condition, holds]) => ({ 'Fn::If': holds ? [condition, inner, ''] : [condition, '', inner] }),
    expression,
  );
}

function isFunction(node: Node): boolean {
  const keys = Object.keys(node);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

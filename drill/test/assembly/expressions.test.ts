import { expressionsIn, NO_VALUE, outputsFor, ResolvedValues } from '../../assembly/expressions.js';

/** What CloudFormation would make of the functions that the tests use. */
function evaluate(node: unknown, values: Record<string, unknown>): unknown {
  if (Array.isArray(node)) return node.map(item => evaluate(item, values));
  if (typeof node !== 'object' || node === null) return node;
  const [[name, argument]] = Object.entries(node as Record<string, unknown>);
  const args = argument as unknown[];
  if (name === 'Ref') return values[argument as string];
  if (name === 'Fn::If') return evaluate(values[args[0] as string] ? args[1] : args[2], values);
  if (name === 'Fn::Join') return (evaluate(args[1], values) as unknown[]).join(args[0] as string);
  if (name === 'Fn::Split') return (evaluate(args[1], values) as string).split(args[0] as string);
  throw new Error(`the test evaluates no ${name}`);
}

/** Deploys a tree of properties in thought: outputs are made, evaluated, and read again. */
function roundTrip(tree: unknown, values: Record<string, unknown> = {}): unknown {
  const expressions = expressionsIn(tree);
  const outputs = Object.entries(outputsFor(expressions)).map(
    ([key, { Value }]) => [key, evaluate(Value, values)] as const,
  );
  return new ResolvedValues(expressions, new Map(outputs as [string, string][])).resolve(tree);
}

describe('expressions of a template', () => {
  it('come back as their values, in place', () => {
    const tree = { name: { Ref: 'Name' }, list: ['a', { Ref: 'B' }], deep: { ttl: 60, on: true } };

    expect(roundTrip(tree, { Name: 'x', B: 'b' })).toEqual({
      name: 'x',
      list: ['a', 'b'],
      deep: { ttl: 60, on: true },
    });
  });

  it('need no output where there are none', () => {
    expect(outputsFor(expressionsIn({ name: 'literal' }))).toEqual({});
  });

  it('share a few outputs, since a template may have only 200', () => {
    const tree = Array.from({ length: 90 }, (_, i) => ({ Ref: `R${i}` }));

    expect(Object.keys(outputsFor(expressionsIn(tree)))).toHaveLength(3);
    const values = Object.fromEntries(tree.map(({ Ref }) => [Ref, `value of ${Ref}`]));
    expect(roundTrip(tree, values)).toEqual(tree.map(({ Ref }) => `value of ${Ref}`));
  });

  it('may be lists', () => {
    expect(roundTrip({ 'Fn::Split': [',', { Ref: 'Names' }] }, { Names: 'a,b' })).toEqual(['a', 'b']);
  });

  it('leave out what the template leaves out', () => {
    expect(roundTrip({ kept: 1, left: NO_VALUE, list: [NO_VALUE, 2] })).toEqual({ kept: 1, list: [2] });
  });

  it('follow conditions, and never ask for the branch that is not taken', () => {
    const tree = { 'Fn::If': ['IsPrimary', { host: { Ref: 'OnlyWithPrimary' } }, NO_VALUE] };

    expect(roundTrip(tree, { IsPrimary: true, OnlyWithPrimary: 'a' })).toEqual({ host: 'a' });
    expect(
      roundTrip(tree, {
        IsPrimary: false,
        get OnlyWithPrimary() {
          throw new Error('asked');
        },
      }),
    ).toBeUndefined();
  });
});

import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RegionalScope } from './regional-scope';

/** The stacks over which a construct spreads, its home first: those of its service, or the one that it is in. */
export function stacksOf(construct: Construct): readonly Stack[] {
  return RegionalScope.of(construct)?.stacks ?? [Stack.of(construct)];
}

/**
 * Place for the part of a construct that lives in a stack: the construct itself inside of that stack, and otherwise a
 * construct of the same id in it.
 */
export function partIn(construct: Construct, stack: Stack): Construct {
  if (construct.node.scopes.includes(stack)) return construct;
  const owner = construct.node.scopes.indexOf(lowestAbove(construct, stack));
  const ids = construct.node.scopes.slice(owner + 1).map(scope => scope.node.id);
  return ids.reduce<Construct>(
    (parent, id) => (parent.node.tryFindChild(id) as Construct | undefined) ?? new Construct(parent, id),
    stack,
  );
}

/** The lowest construct that is above both. */
function lowestAbove(construct: Construct, stack: Stack): Construct {
  const above = new Set(stack.node.scopes);
  return construct.node.scopes.filter(scope => above.has(scope)).pop() as Construct;
}

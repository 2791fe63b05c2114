import { type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { watchResourceBudget } from './resource-budget';

const KEY = Symbol.for('cdk-resilient-serverless.StackParts');

/**
 * Where the parts live that the constructs of a stack have in common; made when it is first asked for.
 *
 * It is found by a symbol: a user's construct of the same id is then a duplicate that CDK names, and not mistaken for it.
 */
export function sharedParts(stack: Stack): Construct {
  const holder = stack as unknown as Record<symbol, Construct | undefined>;
  if (!holder[KEY]) Object.defineProperty(stack, KEY, { value: new ResilienceParts(stack, 'ResilienceParts') });
  return holder[KEY]!;
}

class ResilienceParts extends Construct {
  constructor(stack: Stack, id: string) {
    super(stack, id);
    watchResourceBudget(stack);
  }
}

/** A part that there is one of in a stack. */
export function sharedPart<T extends Construct>(stack: Stack, id: string, create: (scope: Construct) => T): T {
  const parts = sharedParts(stack);
  return (parts.node.tryFindChild(id) as T | undefined) ?? create(parts);
}

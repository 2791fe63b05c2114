import { Stack, Token } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { fail } from '../private/errors';

const KEY = Symbol.for('cdk-resilient-serverless.RegionalScope');

/**
 * The stacks over which a construct spreads.
 *
 * A service registers its regional stacks on itself; everything below it finds them here. Rooms such as `data/`
 * therefore need to know nothing about `service/`.
 */
export class RegionalScope {
  /** Makes a construct the owner of regional stacks, the primary first. */
  static register(owner: Construct, stacks: readonly Stack[]): RegionalScope {
    const scope = new RegionalScope(stacks);
    Object.defineProperty(owner, KEY, { value: scope });
    return scope;
  }

  /** The nearest owner of regional stacks at or above a construct, if any. */
  static of(construct: IConstruct): RegionalScope | undefined {
    for (const scope of construct.node.scopes.reverse()) {
      const found = (scope as unknown as Record<symbol, RegionalScope | undefined>)[KEY];
      if (found) return found;
    }
    return undefined;
  }

  private constructor(readonly stacks: readonly Stack[]) {}

  get primary(): Stack {
    return this.stacks[0];
  }

  get regions(): string[] {
    return this.stacks.map(stack => stack.region);
  }

  /** The stack of a region of this scope. */
  stackIn(region: string): Stack | undefined {
    return this.stacks.find(stack => stack.region === region);
  }
}

/** Region of a construct's stack; throws where the stack is environment-agnostic, because names need a real region. */
export function regionOf(construct: IConstruct): string {
  const region = Stack.of(construct).region;
  if (Token.isUnresolved(region)) {
    fail(
      construct,
      'RegionUnknown',
      `stack "${Stack.of(construct).node.path}" is environment-agnostic, and what must be found from another region needs a known one; ` +
        'give the stack "env: { region: \'us-east-1\' }"',
    );
  }
  return region;
}

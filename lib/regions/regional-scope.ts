import { Stack, Token } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { fail } from '../private/errors';
import { type Regions } from './regions';

const KEY = Symbol.for('cdk-resilient-serverless.RegionalScope');

/**
 * The stacks over which a construct spreads, and what each is for.
 *
 * A service registers its regional stacks on itself; everything below it finds them here. Rooms such as `data/`
 * therefore need to know nothing about `service/`, and ask what a region does rather than which one it is.
 */
export class RegionalScope {
  /** Makes a construct the owner of a stack for each region, in the order of the regions. */
  static register(owner: Construct, regions: Regions, stacks: readonly Stack[]): RegionalScope {
    const scope = new RegionalScope(regions, stacks);
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

  private constructor(
    readonly regions: Regions,
    readonly stacks: readonly Stack[],
  ) {}
}

/** Whether clients come to a construct's region while all is well: they do, unless it is a standby of a service. */
export function expectsTraffic(construct: IConstruct): boolean {
  const regions = RegionalScope.of(construct)?.regions;
  return !regions?.standbys.includes(Stack.of(construct).region);
}

/** Region of a construct's stack; throws where the stack is environment-agnostic, because names need a real region. */
export function regionOf(construct: IConstruct): string {
  const region = Stack.of(construct).region;
  if (Token.isUnresolved(region)) {
    fail(
      construct,
      'StackRegionMissing',
      `stack "${Stack.of(construct).node.path}" is environment-agnostic, and what must be found from another region needs a known one; ` +
        'give the stack "env: { region: \'us-east-1\' }"',
    );
  }
  return region;
}

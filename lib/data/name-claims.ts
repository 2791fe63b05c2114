import { type Stack, Stage, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { fail } from '../private/errors';

const CLAIMS = Symbol.for('cdk-resilient-serverless.NameClaims');

/** A physical name that a construct gives to what it makes. @internal */
export interface NameClaim {
  /** What has the name, in words. */
  readonly kind: string;
  readonly name: string;
  /** Region in which it has it; by default the stack's. */
  readonly region?: string;
  /** Prop that gives another name, where there is one. */
  readonly prop?: string;
}

/**
 * Throws where another construct of the app has the name already, in the same account and region: the second stack would
 * fail to deploy, and a standby that finds it by name would work on the other's data.
 *
 * @internal
 */
export function claimName(claimant: IConstruct, stack: Stack, claim: NameClaim): void {
  const { kind, name, region = stack.region, prop } = claim;
  const account = Token.isUnresolved(stack.account) ? 'unknown' : stack.account;
  const key = [kind, name, region, account].join('|');
  const claims = claimsIn(claimant);
  const other = claims.get(key);
  if (other !== undefined && other !== claimant) {
    const rename = prop ? `give one of them another "${prop}"` : 'give one of them another id';
    fail(
      claimant,
      'NameRepeated',
      `the ${kind} "${name}" of ${region} is made by "${other.node.path}" too, and a name is there once in an account and region; ` +
        `${rename}, or put each into a Stage of its own`,
    );
  }
  claims.set(key, claimant);
}

/** Of the stage: another one may be deployed to another account. */
function claimsIn(claimant: IConstruct): Map<string, IConstruct> {
  const holder = (Stage.of(claimant) ?? claimant.node.root) as unknown as Record<symbol, Map<string, IConstruct>>;
  if (!holder[CLAIMS]) Object.defineProperty(holder, CLAIMS, { value: new Map() });
  return holder[CLAIMS];
}

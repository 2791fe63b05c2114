import { Names, Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { fail } from './errors';

/**
 * Name that is the same from every region, for what lives in a region but is found by name from elsewhere.
 * Built from the construct path without the regional stack, so that both sides compute the same text.
 */
export function sharedName(construct: IConstruct, limit: number): string {
  return checked(construct, pathName(construct), limit);
}

/** Name of the copy of a thing in one region: globally unique by account and region. */
export function regionalName(construct: IConstruct, account: string, region: string, limit: number): string {
  const accountLength = Token.isUnresolved(account) ? 12 : account.length;
  const base = pathName(construct).toLowerCase();
  const length = base.length + 1 + accountLength + 1 + region.length;
  const shown = `${base}-${Token.isUnresolved(account) ? '<account>' : account}-${region}`;
  validateLength(construct, shown, length, limit);
  return `${base}-${account}-${region}`;
}

function pathName(construct: IConstruct): string {
  const parts = construct.node.scopes
    .filter(scope => scope.node.id !== '' && !Stack.isStack(scope))
    .map(scope => scope.node.id)
    .filter(id => id !== 'Resource' && id !== 'Default');
  const name = parts.join('-').replace(/[^A-Za-z0-9-]/g, '-');
  return name === '' ? Names.uniqueId(construct) : name;
}

function checked(construct: IConstruct, name: string, limit: number): string {
  validateLength(construct, name, name.length, limit);
  return name;
}

function validateLength(construct: IConstruct, name: string, length: number, limit: number): void {
  if (length > limit) {
    fail(
      construct,
      'NameTooLong',
      `the physical name "${name}" has ${length} characters and AWS allows ${limit}; shorten the ids on the construct's path`,
    );
  }
}

import { CfnHostedZone, PrivateHostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type Problems } from '../private/errors';
import { foreignRegionOf } from '../regions/foreign-region';

/** A hosted zone as a user hands it over: by id and name, or as a construct. */
export interface GivenZone {
  readonly hostedZoneId?: string;
  readonly zoneName?: string;
  readonly zone?: IHostedZone;
}

/** What Route 53 needs to know of a hosted zone. */
export interface ZoneAttributes {
  readonly hostedZoneId: string;
  readonly zoneName: string;
}

/**
 * Records that a zone is missing, given twice, or private.
 *
 * @param where how the struct is reached from the construct's props, such as `domain`
 */
export function requireZone(given: GivenZone, problems: Problems, where?: string): void {
  for (const part of ['hostedZoneId', 'zoneName'] as const) {
    const shown = where ? `${where}.${part}` : part;
    if (given.zone === undefined && !given[part]) {
      problems.add(
        'DomainIncomplete',
        `"${shown}" is missing; give the id and the name of the public hosted zone that the name is in, or "zone"`,
      );
    }
    if (given.zone !== undefined && given[part] !== undefined) {
      problems.add('ZoneGivenTwice', `"${shown}" is given with "zone", which has it already; leave one of the two out`);
    }
  }
  if (given.zone && isPrivateZone(given.zone)) problems.add('PrivateZone', whyNotPrivate(given.zone));
}

/** Records that a zone is a resource of another region, which the region could not deploy without. */
export function requireZoneOfRegion(scope: IConstruct, { zone }: GivenZone, problems: Problems): void {
  const there = zone && foreignRegionOf(scope, zone.hostedZoneId);
  if (there !== undefined) {
    problems.add(
      'ZoneOfOtherRegion',
      `hosted zone "${zone?.node.path}" is made by a stack of "${there}", and "${Stack.of(scope).region}" would not deploy without that; ` +
        'give "hostedZoneId" and "zoneName" as plain text, or a zone that is imported with them',
    );
  }
}

/** Whether a zone is known to answer inside of VPCs only. An imported zone does not say. */
export function isPrivateZone(zone: IHostedZone): boolean {
  const resource = zone.node.defaultChild;
  if (zone instanceof PrivateHostedZone) return true;
  if (!CfnHostedZone.isCfnHostedZone(resource)) return false;
  const vpcs = Stack.of(zone).resolve(resource.vpcs) as unknown[] | undefined;
  return vpcs !== undefined && vpcs.length > 0;
}

/** Why a private zone is refused. */
export function whyNotPrivate(zone: IHostedZone): string {
  return (
    `hosted zone "${zone.node.path}" is private, and neither health checkers nor clients outside of its VPCs find what it names; ` +
    'give the public hosted zone of the name'
  );
}

/** Id and name of a zone, after `requireZone`; the name in lower case and without the trailing dot. */
export function attributesOf({ hostedZoneId, zoneName, zone }: GivenZone): ZoneAttributes {
  return { hostedZoneId: zone?.hostedZoneId ?? hostedZoneId!, zoneName: normalisedName(zone?.zoneName ?? zoneName!) };
}

/** A domain name in lower case and without the trailing dot; what is known at deployment only stays as it is. */
export function normalisedName(name: string): string {
  return Token.isUnresolved(name) ? name : name.toLowerCase().replace(/\.$/, '');
}

import { CfnHostedZone, PrivateHostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type Problems } from '../private/errors';
import { foreignRegionOf } from '../regions/foreign-region';
import { type ServiceDomain } from './service-domain';

/** Records that a name's zone is missing, given twice, or private. */
export function checkZone(given: ServiceDomain, problems: Problems): void {
  for (const part of ['hostedZoneId', 'zoneName'] as const) {
    if (given.zone === undefined && !given[part]) {
      problems.add(
        'DomainPartMissing',
        `"domain.${part}" is missing; give the id and the name of the public hosted zone that the name is in, or "zone"`,
      );
    }
    if (given.zone !== undefined && given[part] !== undefined) {
      problems.add(
        'ZoneConflict',
        `"domain.${part}" is given with "zone", which has it already; leave one of the two out`,
      );
    }
  }
  if (given.zone && isPrivateZone(given.zone)) problems.add('ZoneUnsupported', whyNotPrivate(given.zone));
}

/** Records that a zone is a resource of another region, which the region could not deploy without. */
export function checkZoneRegion(scope: IConstruct, { zone }: ServiceDomain, problems: Problems): void {
  if (zone === undefined) return;
  const there = foreignRegionOf(scope, zone.hostedZoneId);
  if (there !== undefined) {
    problems.add(
      'ZoneOfOtherRegion',
      `hosted zone "${zone.node.path}" is made by a stack of "${there}", and "${Stack.of(scope).region}" would not deploy without that; ` +
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

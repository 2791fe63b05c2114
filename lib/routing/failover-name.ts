import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { normalName } from '../private/dns-name';
import { type Problems } from '../private/errors';
import { checkProps, flag, objectWith, text, type PropKinds } from '../private/props';
import { isPrivateZone, checkZone, checkZoneRegion, whyNotPrivate } from './hosted-zone';
import { type ServiceDomain } from './service-domain';

const KNOWN_PROPS: PropKinds<ServiceDomain> = {
  name: text,
  hostedZoneId: text,
  zoneName: text,
  zone: objectWith('hostedZoneId', 'a public hosted zone'),
  regionNames: flag,
};

/**
 * A failover name with its hosted zone: checked when it is made, then handed on as it is.
 *
 * It is what a user gave as `domain`, so whoever takes that takes it too.
 */
export class FailoverName implements ServiceDomain {
  /** The name that was given; what is wrong with it is recorded. */
  static read(given: ServiceDomain | undefined, problems: Problems): FailoverName | undefined {
    if (given instanceof FailoverName) return given;
    if (!given) {
      problems.add('DomainPartMissing', '"domain" is missing; give the name that fails over, and its hosted zone');
      return undefined;
    }
    if (!checkProps(given, KNOWN_PROPS, problems, 'domain')) return undefined;
    if (!given.name) {
      problems.add(
        'DomainPartMissing',
        '"domain.name" is missing; give the name that fails over, such as "files.example.com"',
      );
    }
    checkZone(given, problems);
    if (!given.name || !(given.zone ?? (given.hostedZoneId && given.zoneName))) return undefined;
    const name = new FailoverName(given);
    name.checkInZone(problems);
    return name;
  }

  /** In lower case and without the trailing dot. */
  readonly name: string;
  readonly hostedZoneId: string;
  /** In lower case and without the trailing dot. */
  readonly zoneName: string;
  readonly zone?: IHostedZone;
  readonly regionNames?: boolean;

  private constructor({ name, hostedZoneId, zoneName, zone, regionNames }: ServiceDomain) {
    this.regionNames = regionNames;
    this.name = normalName(name);
    this.hostedZoneId = zone?.hostedZoneId ?? hostedZoneId!;
    this.zoneName = normalName(zone?.zoneName ?? zoneName!);
    this.zone = zone;
  }

  /** Whether the name is that of its zone, where only an alias record can be. */
  get isApex(): boolean {
    return this.name === this.zoneName;
  }

  /** Name of a region alone; undefined where the regions have none. */
  ofRegion(region: string): string | undefined {
    return this.regionNames ? `${region}.${this.name}` : undefined;
  }

  /** Records that the zone is a resource of another region than the scope's. */
  checkRegion(scope: Construct, problems: Problems): void {
    checkZoneRegion(scope, this, problems);
  }

  /** Why health checkers do not find the name, where a VPC was added to the zone after the name was made. */
  whyUnreachable(): string[] {
    return this.zone && isPrivateZone(this.zone) ? [`[ZoneUnsupported] ${whyNotPrivate(this.zone)}`] : [];
  }

  /** The zone as a region's stack imports it. */
  importZone(scope: Construct): IHostedZone {
    const { hostedZoneId, zoneName } = this;
    return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName });
  }

  private checkInZone(problems: Problems): void {
    if (Token.isUnresolved(this.name) || Token.isUnresolved(this.zoneName) || this.isApex) return;
    if (!this.name.endsWith(`.${this.zoneName}`)) {
      problems.add(
        'DomainOfOtherZone',
        `"${this.name}" is not in the hosted zone "${this.zoneName}"; give a name that ends in ".${this.zoneName}", or the zone that "${this.name}" is in`,
      );
    }
  }
}

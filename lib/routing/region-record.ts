import {
  RecordSet,
  RecordTarget,
  RecordType,
  type IHealthCheck,
  type IHostedZone,
  type RecordSetOptions,
} from 'aws-cdk-lib/aws-route53';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Regions } from '../regions';
import { regionOf } from '../regions/regional-scope';
import { type FailoverName } from './failover-name';
import { type FailoverRole } from './failover-options';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';

/** What leads clients to one region of a failover name. */
export interface RegionRecord {
  readonly name: FailoverName;
  readonly zone: IHostedZone;
  /** Part that the region plays, where the records have roles. */
  readonly role?: FailoverRole;
  /** The regions behind the name, where they are known. */
  readonly regions?: Regions;
  readonly target: NameTarget;
}

/** One region of a failover name. */
export interface FailoverRegion extends RegionRecord {
  readonly endpoint: IRegionalEndpoint;
}

/** What a failover makes in one region. */
export interface FailoverConfig {
  readonly healthCheck: IHealthCheck;
  readonly record: RecordSet;
}

/** Who is led to a record: a part of Route 53's records, in CDK's words. */
export type RecordChoice = Pick<RecordSetOptions, 'failover' | 'weight' | 'region'>;

/** A record that leads to a region's own endpoint. */
export interface EndpointRecord {
  readonly region: RegionRecord;
  readonly choice: RecordChoice;
  readonly healthCheck: IHealthCheck;
  readonly ttl: Duration;
  /**
   * Name that the record is of.
   *
   * @default - the failover name
   */
  readonly recordName?: string;
  /**
   * What the constructs of the records begin with.
   *
   * @default ''
   */
  readonly idPrefix?: string;
}

/**
 * Makes the record of a region's endpoint: a CNAME, which has a TTL of our choice and an alias has not. Where the failover
 * name is the apex of its zone, which cannot be a CNAME, an alias.
 */
export function createEndpointRecord(scope: Construct, record: EndpointRecord): RecordSet {
  const { region, choice, healthCheck, ttl, idPrefix = '' } = record;
  const { name, zone, target } = region;
  const recordName = `${record.recordName ?? name.name}.`;
  const options: RecordSetOptions = { zone, recordName, setIdentifier: regionOf(scope), ...choice, healthCheck };
  if (!name.isApex) {
    const recordTarget = RecordTarget.fromValues(target.dnsName);
    return new RecordSet(scope, `${idPrefix}Record`, {
      ...options,
      recordType: RecordType.CNAME,
      target: recordTarget,
      ttl,
    });
  }
  const alias = aliasOf(target);
  if (target.answersIpv6) {
    new RecordSet(scope, `${idPrefix}Ipv6Record`, { ...options, recordType: RecordType.AAAA, target: alias });
  }
  return new RecordSet(scope, `${idPrefix}Record`, { ...options, recordType: RecordType.A, target: alias });
}

/**
 * Makes the record that leads to another name of the zone, which has records of its own: an alias of the same type, with
 * the health and the TTL of what it leads to. Route 53 takes it only when that name is there.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html
 */
export function createInnerNameRecord(
  scope: Construct,
  { name, zone, target }: RegionRecord,
  choice: RecordChoice,
  names: { readonly recordName: string; readonly innerName: string },
): RecordSet {
  const options: RecordSetOptions = {
    zone,
    recordName: `${names.recordName}.`,
    setIdentifier: regionOf(scope),
    ...choice,
  };
  const alias = aliasOf({ dnsName: `${names.innerName}.`, hostedZoneId: zone.hostedZoneId });
  if (name.isApex && target.answersIpv6) {
    new RecordSet(scope, 'Ipv6Record', { ...options, recordType: RecordType.AAAA, target: alias });
  }
  const recordType = name.isApex ? RecordType.A : RecordType.CNAME;
  return new RecordSet(scope, 'Record', { ...options, recordType, target: alias });
}

function aliasOf({ dnsName, hostedZoneId }: Pick<NameTarget, 'dnsName' | 'hostedZoneId'>): RecordTarget {
  return RecordTarget.fromAlias({ bind: () => ({ dnsName, hostedZoneId, evaluateTargetHealth: true }) });
}

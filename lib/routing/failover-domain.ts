import { ApiMapping, DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  HealthCheck,
  HealthCheckType,
  HostedZone,
  Failover as RecordFailover,
  RecordSet,
  RecordTarget,
  RecordType,
  type IHostedZone,
  type RecordSetOptions,
} from 'aws-cdk-lib/aws-route53';
import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Alarms } from '../observability';
import { type FailoverTiming } from '../objectives';
import { Problems } from '../private/errors';
import { regionOfResource } from '../regions/foreign-region';
import {
  attributesOf,
  isPrivateZone,
  normalisedName,
  requireZone,
  requireZoneOfRegion,
  whyNotPrivate,
} from './hosted-zone';
import { checkKnownProps, type KnownProps } from '../private/props';
import { regionOf } from '../regions/regional-scope';
import { Failover } from './failover';
import { type HttpEndpoint } from './http-endpoint';

/** Part that a region plays behind a failover name, in Route 53's words. */
export enum FailoverRole {
  /** DNS answers with it while it is healthy. */
  PRIMARY = 'PRIMARY',

  /** DNS answers with it while the primary is not healthy. */
  SECONDARY = 'SECONDARY',
}

/** Properties of a `FailoverDomain`. */
export interface FailoverDomainProps {
  /** The region's endpoint. */
  readonly endpoint: HttpEndpoint;

  /** Name that fails over, such as "files.example.com". A trailing dot and upper case are accepted. */
  readonly domainName: string;

  /**
   * Id of the public hosted zone that exists already, such as "Z0123456789ABCDEFGHIJ".
   *
   * @default - `zone` is given
   */
  readonly hostedZoneId?: string;

  /**
   * Name of that hosted zone, such as "example.com".
   *
   * @default - `zone` is given
   */
  readonly zoneName?: string;

  /**
   * The public hosted zone, imported or made in this region, in place of its id and name. One that another region's stack
   * makes is refused, because this region would not deploy without that one; so is a private one.
   *
   * @default - `hostedZoneId` and `zoneName` are given
   */
  readonly zone?: IHostedZone;

  /**
   * Certificate for the name, of this region: API Gateway takes no other.
   *
   * @default - one is made, and validated by a record in the hosted zone
   */
  readonly certificate?: ICertificate;

  /** Part that this region plays. */
  readonly role: FailoverRole;

  /**
   * How fast a region is found unhealthy and how fast clients follow.
   *
   * @default Failover.activePassive()
   */
  readonly failover?: Failover;

  /**
   * Alarm on health checkers that no longer arrive.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN: KnownProps<FailoverDomainProps> = {
  endpoint: true,
  domainName: true,
  hostedZoneId: true,
  zoneName: true,
  zone: true,
  certificate: true,
  role: true,
  failover: true,
  alarms: true,
};

/**
 * One region's part of a name that fails over.
 *
 * Guarantees: the health check asks this region's own address and health route, never the failover name; the record has a
 * health check in either role; each region writes its own record, so that neither needs the other to deploy. Failing over
 * calls no API: Route 53's health checkers and name servers do it.
 *
 * Creates: a certificate, validated by DNS, unless one is given; API Gateway's custom domain (TLS 1.2) and its mapping; a health check; the
 * failover record, a CNAME with a TTL or, at the apex of the zone, an alias that evaluates its target's health.
 *
 * Does not: create or look up the hosted zone; make the other region's record.
 *
 * @example
 * new FailoverDomain(stack, 'Domain', {
 *   endpoint,
 *   domainName: 'files.example.com',
 *   hostedZoneId: 'Z0123456789ABCDEFGHIJ',
 *   zoneName: 'example.com',
 *   role: FailoverRole.PRIMARY,
 * });
 */
export class FailoverDomain extends Construct {
  /** The failover name, in lower case and without the trailing dot. */
  readonly domainName: string;

  /** Part that this region plays. */
  readonly role: FailoverRole;

  /** Longest time that a failover of this name takes, and the arithmetic behind it. */
  readonly timing: FailoverTiming;

  /** The region's certificate. */
  readonly certificate: ICertificate;

  /** API Gateway's custom domain of the region. */
  readonly customDomain: DomainName;

  /** Check on this region's endpoint. */
  readonly healthCheck: HealthCheck;

  /** The region's failover record. */
  readonly record: RecordSet;

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  private readonly isApex: boolean;

  constructor(scope: Construct, id: string, props: FailoverDomainProps) {
    super(scope, id);
    this.role = props.role;
    this.validateGiven(props);
    this.domainName = normalisedName(props.domainName);
    const { hostedZoneId, zoneName } = attributesOf(props);
    this.validateName(zoneName);
    this.isApex = this.domainName === zoneName;
    const failover = (props.failover ?? Failover.activePassive()).forName(this.domainName, zoneName);
    this.timing = failover.timing;
    failover._warn(this);

    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName });
    this.certificate = props.certificate ?? this.createCertificate(zone);
    this.customDomain = this.createCustomDomain(props.endpoint);
    this.healthCheck = this.createHealthCheck(props.endpoint, failover);
    this.record = this.createRecord(zone, failover);
    this.alarms = this.createAlarms(props);
    this.node.addValidation({ validate: () => this.warnWhenAlone() });
    this.node.addValidation({ validate: () => this.validateZone(props) });
  }

  private validateGiven(props: FailoverDomainProps): void {
    const problems = new Problems(this);
    checkKnownProps(props, KNOWN, problems);
    if (!props.domainName) {
      problems.add(
        'DomainIncomplete',
        '"domainName" is missing; give the name that fails over, such as "files.example.com"',
      );
    }
    if (!Object.values(FailoverRole).includes(props.role)) {
      problems.add(
        'InvalidFailoverRole',
        `"role" is ${JSON.stringify(props.role)}; give FailoverRole.PRIMARY or FailoverRole.SECONDARY`,
      );
    }
    requireZone(props, problems);
    requireZoneOfRegion(this, props, problems);
    this.validateRegion(props, problems);
    problems.throwIfAny();
  }

  private validateRegion({ certificate, endpoint }: FailoverDomainProps, problems: Problems): void {
    const here = regionOf(this);
    if (endpoint !== undefined && !anyUnresolved(Stack.of(endpoint).region) && Stack.of(endpoint).region !== here) {
      problems.add(
        'EndpointOfOtherRegion',
        `endpoint "${endpoint?.node.path}" is in "${endpoint && Stack.of(endpoint).region}" and the failover record in "${here}", so both would be lost together; ` +
          "give the endpoint of the record's own region",
      );
    }
    const there = certificate ? regionOfResource(certificate, certificate.certificateArn) : here;
    if (!anyUnresolved(there) && here !== there) {
      problems.add(
        'CertificateOfOtherRegion',
        `certificate "${certificate?.node.path}" is of "${there}" and the custom domain of "${here}", and API Gateway takes certificates of its own region only; ` +
          'give one of this region, or leave "certificate" out to have one made',
      );
    }
  }

  private validateName(zoneName: string): void {
    const problems = new Problems(this);
    if (
      !anyUnresolved(this.domainName, zoneName) &&
      this.domainName !== zoneName &&
      !this.domainName.endsWith(`.${zoneName}`)
    ) {
      problems.add(
        'DomainOutsideZone',
        `"${this.domainName}" is not in the hosted zone "${zoneName}"; give a name that ends in ".${zoneName}", or the zone that "${this.domainName}" is in`,
      );
    }
    const same = this.othersInApp().filter(other => other.domainName === this.domainName);
    if (!same.every(other => other.role !== this.role)) {
      problems.add(
        'DuplicateFailoverRecord',
        `"${this.domainName}" already has a ${this.role} record, made by "${same.find(other => other.role === this.role)?.node.path}"; ` +
          'a failover name has one PRIMARY and one SECONDARY',
      );
    }
    if (!same.every(other => regionOf(other) !== regionOf(this))) {
      problems.add(
        'FailoverInOneRegion',
        `both records of "${this.domainName}" are in "${regionOf(this)}", and both are lost with it; put the SECONDARY into another region`,
      );
    }
    problems.throwIfAny();
  }

  /** A zone becomes private when a VPC is added, after this was made too. */
  private validateZone({ zone }: FailoverDomainProps): string[] {
    return zone && isPrivateZone(zone) ? [`[PrivateZone] ${whyNotPrivate(zone)}`] : [];
  }

  private createCertificate(zone: IHostedZone): Certificate {
    return new Certificate(this, 'Certificate', {
      domainName: this.domainName,
      validation: CertificateValidation.fromDns(zone),
    });
  }

  private createCustomDomain(endpoint: HttpEndpoint): DomainName {
    const customDomain = new DomainName(this, 'CustomDomain', {
      domainName: this.domainName,
      certificate: this.certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api: endpoint.api, domainName: customDomain, stage: endpoint.stage });
    return customDomain;
  }

  private createHealthCheck(endpoint: HttpEndpoint, failover: Failover): HealthCheck {
    return new HealthCheck(this, 'HealthCheck', {
      type: HealthCheckType.HTTPS,
      fqdn: endpoint.regionalDomainName,
      port: 443,
      resourcePath: endpoint.healthPath,
      enableSNI: true,
      requestInterval: failover.interval,
      failureThreshold: failover.failureThreshold,
      inverted: false,
      measureLatency: false,
    });
  }

  private createRecord(zone: IHostedZone, failover: Failover): RecordSet {
    const options: RecordSetOptions = {
      zone,
      recordName: `${this.domainName}.`,
      setIdentifier: regionOf(this),
      failover: this.role === FailoverRole.PRIMARY ? RecordFailover.PRIMARY : RecordFailover.SECONDARY,
      healthCheck: this.healthCheck,
    };
    const { regionalDomainName: dnsName, regionalHostedZoneId: hostedZoneId } = this.customDomain;
    // A CNAME has a TTL of our choice and an alias has not, but the apex of a zone cannot be a CNAME.
    return this.isApex
      ? new RecordSet(this, 'Record', {
          ...options,
          recordType: RecordType.A,
          target: RecordTarget.fromAlias({ bind: () => ({ dnsName, hostedZoneId, evaluateTargetHealth: true }) }),
        })
      : new RecordSet(this, 'Record', {
          ...options,
          recordType: RecordType.CNAME,
          target: RecordTarget.fromValues(dnsName),
          ttl: failover.ttl,
        });
  }

  private createAlarms(props: FailoverDomainProps): Alarm[] {
    return (props.alarms ?? Alarms.recommended())._watch(this, [
      {
        id: 'HealthRouteSilenceAlarm',
        signal: 'heartbeat',
        metric: props.endpoint.metricHealthRequests(),
        period: Duration.minutes(1),
        evaluationPeriods: 3,
        description: `No health checker reaches ${props.endpoint.node.path}, so Route 53 takes the region for lost: see the health route and API Gateway`,
      },
    ]);
  }

  private warnWhenAlone(): string[] {
    if (!this.othersInApp().some(other => other.domainName === this.domainName)) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:loneFailoverRecord',
        `"${this.domainName}" has a ${this.role} record in this app and no other: there is nothing to fail over to; ` +
          'make a FailoverDomain in a second region, or acknowledge this where another app makes it',
      );
    }
    return [];
  }

  private othersInApp(): FailoverDomain[] {
    return this.node.root.node
      .findAll()
      .filter(node => node !== this)
      .filter(node => node instanceof FailoverDomain);
  }
}

function anyUnresolved(...values: string[]): boolean {
  return values.some(value => Token.isUnresolved(value));
}

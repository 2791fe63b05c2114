import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IHealthCheck, type IHostedZone, type RecordSet } from 'aws-cdk-lib/aws-route53';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type FailoverTiming } from '../objectives';
import { Alarms } from '../observability';
import { type AlarmSpec } from '../observability/alarm-spec';
import { Problems } from '../private/errors';
import { anything, objectWith, options, validateProps, type PropKinds } from '../private/props';
import { regionOfResource } from '../regions/foreign-region';
import { expectsTraffic, regionOf } from '../regions/regional-scope';
import { Failover } from './failover';
import { FailoverName } from './failover-name';
import { FailoverRole } from './failover-options';
import { HttpEndpoint } from './http-endpoint';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';
import { type ServiceDomain } from './service-domain';
import { takeoverAlarm } from './takeover-alarm';

/** Which endpoint a region puts behind the failover name, and in which part. */
export interface FailoverDomainProps {
  /** The region's endpoint. */
  readonly endpoint: IRegionalEndpoint;

  /** Name that fails over, in its public hosted zone. */
  readonly domain: ServiceDomain;

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
   * Alarms on health checkers that no longer arrive, on a certificate that is not renewed, and in an ordinary stack that is
   * the SECONDARY on users who arrive.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<FailoverDomainProps> = {
  endpoint: objectWith('regionalDomainName', 'an endpoint, such as an HttpEndpoint'),
  domain: options,
  certificate: objectWith('certificateArn', 'a certificate'),
  role: anything,
  failover: objectWith('timing', 'Failover, such as Failover.activePassive()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/**
 * Days that a certificate has left when its renewal has failed for weeks: ACM begins 45 days or more ahead.
 *
 * https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
 */
const LEAST_CERTIFICATE_DAYS = 30;

/**
 * One region's part of a name that fails over.
 *
 * Guarantees that the health check asks this region's own address and health route, never the failover name; the record has a
 * health check in either role; each region's stack writes its own record, and refers to no other. Failing over calls no
 * API: Route 53's health checkers and name servers do it. Making or changing the record does, and Route 53's API is in
 * us-east-1.
 *
 * Creates a certificate, validated by DNS, unless one is given; what makes the endpoint answer under the name, such as
 * API Gateway's custom domain (TLS 1.2) and its mapping; a health check; the failover record, a CNAME with a TTL or, at the
 * apex of the zone, an alias that evaluates its target's health.
 *
 * Does not create or look up the hosted zone, or make the other region's record.
 *
 * @example
 * new FailoverDomain(stack, 'Domain', {
 *   endpoint,
 *   domain: { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
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

  /** Where the name leads in this region. */
  readonly target: NameTarget;

  /** Check on this region. */
  readonly healthCheck: IHealthCheck;

  /** The region's failover record. */
  readonly record: RecordSet;

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: FailoverDomainProps) {
    super(scope, id);
    this.role = props.role;
    const name = this.validateProps(props);
    this.domainName = name.name;
    Problems.collect(this, problems => this.checkOthers(problems));
    const failover = (props.failover ?? Failover.activePassive())
      .forName(name.name, name.zoneName)
      .forEndpoint(props.endpoint);
    this.timing = failover.timing;

    const zone = name.importZone(this);
    this.certificate = props.certificate ?? this.createCertificate(zone);
    this.target = props.endpoint.attachName(this, this.domainName, this.certificate);
    const { endpoint, role } = props;
    const { healthCheck, record } = failover._bind(this, { endpoint, name, zone, role, target: this.target });
    this.healthCheck = healthCheck;
    this.record = record;
    this.alarms = this.createAlarms(props);
    this.node.addValidation({ validate: () => this.warnWhenAlone() });
    this.node.addValidation({ validate: () => name.whyUnreachable() });
  }

  private validateProps(props: FailoverDomainProps): FailoverName {
    return validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.endpoint === undefined) {
        problems.add('EndpointMissing', '"endpoint" is missing, so the name would lead nowhere; give an HttpEndpoint');
      }
      if (!Object.values(FailoverRole).includes(props.role)) {
        problems.add(
          'FailoverRoleInvalid',
          `"role" is ${JSON.stringify(props.role)}; give FailoverRole.PRIMARY or FailoverRole.SECONDARY`,
        );
      }
      const name = FailoverName.read(props.domain, problems);
      name?.checkRegion(this, problems);
      this.checkRegion(props, problems);
      return name!;
    });
  }

  private checkRegion({ certificate, endpoint }: FailoverDomainProps, problems: Problems): void {
    const here = regionOf(this);
    if (endpoint !== undefined && !anyUnresolved(Stack.of(endpoint).region) && Stack.of(endpoint).region !== here) {
      problems.add(
        'EndpointOfOtherRegion',
        `endpoint "${endpoint.node.path}" is in "${Stack.of(endpoint).region}" and the failover record in "${here}", so both would be lost together; ` +
          "give the endpoint of the record's own region",
      );
    }
    if (certificate === undefined) return;
    const there = regionOfResource(certificate, certificate.certificateArn);
    if (!anyUnresolved(there) && here !== there) {
      problems.add(
        'CertificateOfOtherRegion',
        `certificate "${certificate.node.path}" is of "${there}" and the custom domain of "${here}", and API Gateway takes certificates of its own region only; ` +
          'give one of this region, or leave "certificate" out to have one made',
      );
    }
  }

  private checkOthers(problems: Problems): void {
    const same = this.othersInApp().filter(other => other.domainName === this.domainName);
    const twin = same.find(other => other.role === this.role);
    if (twin) {
      problems.add(
        'FailoverRecordRepeated',
        `"${this.domainName}" already has a ${this.role} record, made by "${twin.node.path}"; ` +
          'a failover name has one PRIMARY and one SECONDARY',
      );
    }
    if (same.some(other => regionOf(other) === regionOf(this))) {
      problems.add(
        'FailoverRegionRepeated',
        `both records of "${this.domainName}" are in "${regionOf(this)}", and both are lost with it; put the SECONDARY into another region`,
      );
    }
  }

  private createCertificate(zone: IHostedZone): Certificate {
    return new Certificate(this, 'Certificate', {
      domainName: this.domainName,
      validation: CertificateValidation.fromDns(zone),
    });
  }

  private createAlarms(props: FailoverDomainProps): Alarm[] {
    return (props.alarms ?? Alarms.recommended())._bind(this, [
      ...this.arrivals(props),
      {
        id: 'HealthRouteSilenceAlarm',
        signal: 'heartbeat',
        metric: props.endpoint.metricHealthRequests(),
        period: Duration.minutes(1),
        evaluationPeriods: 3,
        description: `No health checker reaches ${props.endpoint.node.path}, so Route 53 takes the region for lost: see the health route and API Gateway`,
      },
      {
        id: 'CertificateExpiryAlarm',
        signal: 'shortage',
        metric: this.certificate.metricDaysToExpiry(),
        threshold: LEAST_CERTIFICATE_DAYS,
        period: Duration.days(1),
        evaluationPeriods: 1,
        description: `The certificate of ${this.domainName} is not renewed: see its validation record; health checkers do not see it, because they ask the region's own address`,
      },
    ]);
  }

  /** In a standby of a service, the endpoint tells of it by itself; in an ordinary stack only the role says who stands by. */
  private arrivals({ endpoint, role }: FailoverDomainProps): AlarmSpec[] {
    const isTold = !expectsTraffic(this);
    if (role !== FailoverRole.SECONDARY || isTold || !(endpoint instanceof HttpEndpoint)) return [];
    return [{ ...takeoverAlarm(endpoint, endpoint.metricUserRequests()), standsBy: true }];
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

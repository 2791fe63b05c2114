import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CnameRecord, type IHealthCheck, type IHostedZone, type RecordSet } from 'aws-cdk-lib/aws-route53';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type FailoverTiming } from '../objectives';
import { Alarms } from '../observability';
import { type AlarmSpec } from '../observability/alarm-spec';
import { fail, Problems } from '../private/errors';
import { anything, objectWith, options, validateProps, type PropKinds } from '../private/props';
import { RegionRole, type Regions } from '../regions';
import { regionOfResource } from '../regions/foreign-region';
import { expectsTraffic, regionOf, RegionalScope } from '../regions/regional-scope';
import { Failover } from './failover';
import { FailoverName } from './failover-name';
import { FailoverRole } from './failover-options';
import { HttpEndpoint } from './http-endpoint';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';
import { type Routing } from './routing';
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

  /**
   * Part that this region plays, where the routing has parts.
   *
   * @default - that of the regions, where they are known
   */
  readonly role?: FailoverRole;

  /**
   * The regions behind the name, in a stack that belongs to no service. More than two regions that take over from one
   * another need it. Below a service they are the service's.
   *
   * @default - two regions, of which `role` says which this is
   */
  readonly regions?: Regions;

  /**
   * How fast a region is found unhealthy and how fast clients follow.
   *
   * @default - Failover.activePassive(), or Failover.activeActive() where every region answers
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
  regions: objectWith('othersThan', "Regions, such as Regions.activePassive('us-east-1', 'us-west-2')"),
  failover: objectWith('timing', 'Failover, such as Failover.activePassive()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

const POLICY_WORDS: Readonly<Record<Routing['_policy'], string>> = {
  failover: 'a failover record',
  weighted: 'weighted',
  latency: 'chosen by latency',
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
 * Guarantees that the health check asks this region's own address and health route, never the failover name; the record that
 * leads to the region has a health check, whatever the routing; each region's stack writes its own record, and refers to no other. Failing over calls no
 * API: Route 53's health checkers and name servers do it. Making or changing the record does, and Route 53's API is in
 * us-east-1.
 *
 * Creates a certificate, validated by DNS, unless one is given; what makes the endpoint answer under the name, such as
 * API Gateway's custom domain (TLS 1.2) and its mapping; a health check; the region's record, a CNAME with a TTL or, at the
 * apex of the zone, an alias that evaluates its target's health. In a region that takes over, and that others take over from,
 * an alias to an inner name too, and the record of that.
 *
 * Does not create or look up the hosted zone, or make another region's record.
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

  /** Name that leads to this region alone, whatever its health; undefined unless the domain has `regionNames`. */
  readonly regionName?: string;

  /** Part that this region plays; undefined where the routing has no parts. */
  readonly role?: FailoverRole;

  /** Longest time that a failover of this name takes, and the arithmetic behind it. */
  readonly timing: FailoverTiming;

  /** The region's certificate. */
  readonly certificate: ICertificate;

  /** Where the name leads in this region. */
  readonly target: NameTarget;

  /** Check on this region. */
  readonly healthCheck: IHealthCheck;

  /** The region's record of the failover name. */
  readonly record: RecordSet;

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  private readonly failover: Failover;
  private readonly regions?: Regions;

  constructor(scope: Construct, id: string, props: FailoverDomainProps) {
    super(scope, id);
    this.regions = props.regions ?? RegionalScope.of(this)?.regions;
    const failover = props.failover ?? defaultFailover(this.regions, props.role);
    const name = this.validateProps(props, failover.routing);
    this.domainName = name.name;
    this.regionName = name.ofRegion(regionOf(this));
    this.failover = failover.forName(name.name, name.zoneName).forEndpoint(props.endpoint);
    this.role = this.findRole(props);
    Problems.collect(this, problems => this.checkOthers(problems));
    this.timing = this.failover.timing;

    const zone = name.importZone(this);
    this.certificate = props.certificate ?? this.createCertificate(zone);
    this.target = props.endpoint.attachName(this, this.domainName, this.certificate);
    const { role, regions, target } = this;
    const { healthCheck, record } = this.failover._bind(this, {
      endpoint: props.endpoint,
      name,
      zone,
      role,
      regions,
      target,
    });
    this.healthCheck = healthCheck;
    this.record = record;
    this.nameRegion(props.endpoint, zone);
    this.alarms = this.createAlarms(props);
    this.node.addValidation({ validate: () => this.warnWhenAlone() });
    this.node.addValidation({ validate: () => name.whyUnreachable() });
  }

  private validateProps(props: FailoverDomainProps, routing: Routing): FailoverName {
    return validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.endpoint === undefined) {
        problems.add('EndpointMissing', '"endpoint" is missing, so the name would lead nowhere; give an HttpEndpoint');
      }
      this.checkRole(props, routing, problems);
      const name = FailoverName.read(props.domain, problems);
      name?.checkRegion(this, problems);
      this.checkRegion(props, problems);
      return name!;
    });
  }

  private checkRole({ role, regions }: FailoverDomainProps, { _policy }: Routing, problems: Problems): void {
    if (regions !== undefined && RegionalScope.of(this) !== undefined) {
      problems.add(
        'FailoverRegionsConflict',
        '"regions" is given, and the domain is below a service, whose regions it has; leave "regions" out',
      );
    }
    if (_policy !== 'failover' && role !== undefined) {
      problems.add(
        'FailoverRoleUnused',
        `"role" is ${JSON.stringify(role)}, and records that are ${_policy === 'latency' ? 'chosen by latency' : 'weighted'} have no roles; leave "role" out`,
      );
    }
    const isKnown = role === undefined ? this.regions !== undefined : Object.values(FailoverRole).includes(role);
    if (_policy === 'failover' && !isKnown) {
      problems.add(
        'FailoverRoleInvalid',
        `"role" is ${JSON.stringify(role)}; give FailoverRole.PRIMARY or FailoverRole.SECONDARY`,
      );
    }
  }

  /** Who says a role makes one of two records, whatever else the regions are for; of more, the regions say it. */
  private findRole({ role }: FailoverDomainProps): FailoverRole | undefined {
    const { regions } = this;
    const isPair = regions === undefined || regions.all.length === 2;
    if (role !== undefined && isPair) return role;
    if (regions === undefined) return undefined;
    this.failover._validate(this, regions);
    if (this.failover.routing._policy !== 'failover') return undefined;
    const own = regions.roleOf(regionOf(this)) === RegionRole.PRIMARY ? FailoverRole.PRIMARY : FailoverRole.SECONDARY;
    if (role !== undefined && role !== own) {
      fail(
        this,
        'FailoverRoleConflict',
        `"role" is ${role}, and by the regions "${regionOf(this)}" is ${own}; leave "role" out`,
      );
    }
    return own;
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
    const twin = same.find(other => this.isPair && other.isPair && other.role === this.role);
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
    const unlike = same.find(other => other.policy !== this.policy);
    if (unlike) {
      problems.add(
        'RoutingConflict',
        `the record of "${this.domainName}" would be ${POLICY_WORDS[this.policy]}, and that of "${unlike.node.path}" is ${POLICY_WORDS[unlike.policy]}; ` +
          'Route 53 takes one kind for a name, give both the same "failover"',
      );
    }
  }

  private get policy(): Routing['_policy'] {
    return this.failover.routing._policy;
  }

  /** Whether the name has one PRIMARY and one SECONDARY. */
  private get isPair(): boolean {
    return this.policy === 'failover' && (this.regions?.all.length ?? 2) <= 2;
  }

  private createCertificate(zone: IHostedZone): Certificate {
    return new Certificate(this, 'Certificate', {
      domainName: this.domainName,
      subjectAlternativeNames: this.regionName === undefined ? undefined : [this.regionName],
      validation: CertificateValidation.fromDns(zone),
    });
  }

  /** A CNAME without a health check: whoever asks for the region gets it. */
  private nameRegion(endpoint: IRegionalEndpoint, zone: IHostedZone): void {
    if (this.regionName === undefined) return;
    const part = new Construct(this, 'RegionName');
    const { dnsName } = endpoint.attachName(part, this.regionName, this.certificate);
    const { ttl } = this.failover;
    new CnameRecord(part, 'Record', { zone, recordName: `${this.regionName}.`, domainName: dnsName, ttl });
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
        `"${this.domainName}" has a ${this.role ?? this.policy} record in this app and no other: there is nothing to fail over to; ` +
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

function defaultFailover(regions: Regions | undefined, role: FailoverRole | undefined): Failover {
  const everyRegionAnswers = role === undefined && regions?.standbys.length === 0;
  return everyRegionAnswers ? Failover.activeActive() : Failover.activePassive();
}

function anyUnresolved(...values: string[]): boolean {
  return values.some(value => Token.isUnresolved(value));
}

import { type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Annotations, type Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  Failover,
  FailoverDomain,
  Health,
  HttpEndpoint,
  type HttpEndpointOptions,
  type IRegionalEndpoint,
} from '../routing';
import { type FailoverName } from '../routing/failover-name';
import { KNOWN_HTTP_ENDPOINT_OPTIONS } from '../routing/http-endpoint-limits';
import { AlarmTopic, ServiceAlarm, ServiceDashboard } from '../observability';
import { Pager } from '../observability/pager';
import { fail, Problems } from '../private/errors';
import { checkProps, objectWith, type Kind, type PropKinds } from '../private/props';
import { showWarnings } from '../regions/regional-part';
import { RegionalScope } from '../regions/regional-scope';
import { ResilienceReport } from '../checks';
import { warnOfCapacity } from './capacity';
import { RegionalStack } from './regional-stack';
import { type Regions } from '../regions';
import { replicasIn, warnOfReturn } from './replicated-tables';
import { KNOWN_RESILIENT_SERVICE_PROPS, readServiceProps } from './service-limits';
import { type ResilientServiceProps } from './resilient-service-props';

/**
 * Where the control planes of IAM, Route 53 and others of the commercial partition are.
 *
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const CONTROL_PLANE_REGION = 'us-east-1';

/** What a region brings to the service's domain. */
export interface ExposeOptions {
  /**
   * Certificate for the service's domain, of the region that is exposed.
   *
   * @default - one is made, and validated by a record in the hosted zone
   */
  readonly certificate?: ICertificate;
}

/** What the endpoint of a region looks like, and what it brings to the service's domain. */
export interface ExposeHttpOptions extends ExposeOptions, HttpEndpointOptions {}

const KNOWN_EXPOSE_OPTIONS: PropKinds<ExposeOptions> = { certificate: objectWith('certificateArn', 'a certificate') };
const KNOWN_EXPOSE_HTTP_OPTIONS: PropKinds<ExposeHttpOptions> = {
  ...KNOWN_HTTP_ENDPOINT_OPTIONS,
  ...KNOWN_EXPOSE_OPTIONS,
};

/**
 * A service that runs in several regions and fails over between them.
 *
 * Guarantees a stack for each region, none of which refers to or depends on another, so that you can update the code of
 * each while the others are gone; names that every region can compute; a failover name that leads to each region in the
 * part that it plays. What AWS itself keeps elsewhere is out of reach: a first deployment, and any change of roles, health checks and
 * records, needs us-east-1, and a change of a global table needs each of its regions.
 *
 * Creates a `RegionalStack` and an alarm topic per region, and at synth a resilience report in the assembly's folder. What
 * runs in the regions is added to `regionalStacks`.
 *
 * Does not create a hosted zone, or look anything up at synth.
 *
 * @example
 * const service = new ResilientService(app, 'Intake', {
 *   regions: Regions.activePassive('us-east-1', 'us-west-2'),
 *   objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) },
 * });
 * for (const region of service.regionalStacks) {
 *   service.exposeHttp(region, new ResilientFunction(region, 'Api', { entry: 'api.ts' }));
 * }
 */
export class ResilientService extends Construct {
  /** A stack for each region, the primary first. */
  readonly regionalStacks: RegionalStack[];

  /** Regions that the service runs in. */
  readonly regions: Regions;

  /** How the service fails over. */
  readonly failover: Failover;

  private readonly name?: FailoverName;
  private readonly rto?: Duration;
  private readonly endpoints = new Map<string, IRegionalEndpoint>();

  constructor(scope: Construct, id: string, props: ResilientServiceProps) {
    super(scope, id);
    this.validateScope();
    this.name = readServiceProps(this, props, this._knownProps());
    this.regions = props.regions;
    this.failover = props.failover ?? defaultFailover(this.regions);
    this.rto = props.objectives?.rto;
    this.validateFailover();

    props.alarmTopics?.applyTo(this);
    this.regionalStacks = this.regions.all.map(region => this.createStack(region, props));
    if (props.serviceAlarm ?? true) this.pageOnce();
    RegionalScope.register(this, this.regions, this.regionalStacks);
    if (props.dashboard) this.regionalStacks.forEach(stack => ServiceDashboard.of(stack));
    this.addOperators(props.operators ?? []);
    this.warnWhereWeaker(props);
    if (this.name) this.node.addValidation({ validate: () => this.warnOfUse(props) });
    showWarnings(this);
    ResilienceReport.writeFor(this);
    this.node.addValidation({ validate: () => this.validateEndpoints() });
  }

  /** The stack of the region that answers while it is healthy, or of the first of those that all answer. */
  get primary(): RegionalStack {
    return this.regionalStacks[0];
  }

  /** The stacks of the regions that take over, in the order in which they do; none where every region answers. */
  get standbys(): RegionalStack[] {
    return this.regionalStacks.filter(stack => !stack.expectsTraffic);
  }

  /** The stack of the region that takes over first. Fails with `StandbyMissing` where every region answers. */
  get standby(): RegionalStack {
    return this.regionalStacks[this.regions.all.indexOf(this.regions.standby)];
  }

  /** The endpoint that was exposed in a region, if it has one. */
  endpointInRegion(stack: RegionalStack): IRegionalEndpoint | undefined {
    return this.endpoints.get(stack.region);
  }

  /**
   * Puts a region's endpoint behind the service's domain, where it has one: the region's certificate, health check and
   * failover record.
   *
   * Call it once for each of `regionalStacks`; synth fails where a region was left out.
   *
   * @returns the region's part of the domain, where the service has one
   */
  expose(stack: RegionalStack, endpoint: IRegionalEndpoint, options: ExposeOptions = {}): FailoverDomain | undefined {
    this.validateExposure(stack, options, KNOWN_EXPOSE_OPTIONS);
    this.endpoints.set(stack.region, endpoint);
    if (!this.name) return undefined;
    this.validateRto(this.failover.forEndpoint(endpoint));
    return new FailoverDomain(stack, 'Domain', {
      endpoint,
      domain: this.name,
      certificate: options.certificate,
      failover: this.failover,
    });
  }

  /**
   * Answers HTTP requests in a region with a function: makes an `HttpEndpoint` and exposes it. Unless `health` is given,
   * the health route asks the function and those of the service's replicated tables that were made before.
   *
   * Call it once for each of `regionalStacks`; synth fails where a region was left out.
   */
  exposeHttp(stack: RegionalStack, handler: IFunction, options: ExposeHttpOptions = {}): HttpEndpoint {
    this.validateExposure(stack, options, KNOWN_EXPOSE_HTTP_OPTIONS);
    const { certificate, ...endpointOptions } = options;
    const health = options.health ?? Health.deep({ tables: replicasIn(this, stack) });
    const endpoint = new HttpEndpoint(stack, 'Endpoint', { ...endpointOptions, health, handler });
    this.expose(stack, endpoint, { certificate });
    return endpoint;
  }

  /**
   * Names of the props that this kind of service has.
   *
   * @internal
   */
  _knownProps(): PropKinds<ResilientServiceProps> {
    return KNOWN_RESILIENT_SERVICE_PROPS;
  }

  private validateScope(): void {
    const enclosing = this.node.scopes.find(scope => Stack.isStack(scope));
    if (enclosing) {
      fail(
        this,
        'ServiceScopeInvalid',
        `a service makes a stack for each region, so it cannot be inside of stack "${enclosing.node.path}"; create it in the App or in a Stage`,
      );
    }
  }

  private validateFailover(): void {
    if (!this.name) return;
    this.failover._validate(this, this.regions);
    this.validateRto(this.failover);
  }

  private validateRto(failover: Failover): void {
    if (this.name && this.rto) failover.forName(this.name.name, this.name.zoneName).validateRto(this, this.rto);
  }

  private validateExposure(stack: RegionalStack, options: ExposeOptions, known: Readonly<Record<string, Kind>>): void {
    Problems.collect(this, problems => {
      checkProps(options, known, problems, 'options');
      this.checkExposure(stack, options, problems);
    });
  }

  private checkExposure(stack: RegionalStack, options: ExposeOptions, problems: Problems): void {
    if (!this.regionalStacks.includes(stack)) {
      problems.add(
        'StackOfOtherService',
        `stack "${stack.node.path}" is not one of the service's "regionalStacks"; pass one of those`,
      );
    }
    if (this.endpoints.has(stack.region)) {
      problems.add(
        'EndpointRepeated',
        `region "${stack.region}" already has an endpoint; a service has one per region, so route inside of it or make a second service`,
      );
    }
    if (options.certificate !== undefined && !this.name) {
      problems.add(
        'CertificateUnused',
        '"certificate" is given and the service has no "domain" that it could be for; give the service a "domain", or leave "certificate" out',
      );
    }
  }

  private createStack(region: string, props: ResilientServiceProps): RegionalStack {
    const stack = new RegionalStack(this, region, {
      stackName: [...this.node.path.split('/'), region].filter(part => part !== '').join('-'),
      env: { account: props.account, region },
      role: this.regions.roleOf(region),
      otherRegions: this.regions.othersThan(region),
    });
    if (props.objectives) {
      stack.addMetadata('RecoveryObjectives', {
        rtoSeconds: props.objectives.rto.toSeconds(),
        rpoSeconds: props.objectives.rpo?.toSeconds(),
        clientTimeoutSeconds: this.failover.clientTimeout.toSeconds({ integral: false }),
        clientCacheSeconds: this.failover.clientCache.toSeconds({ integral: false }),
      });
    }
    return stack;
  }

  /** Not before there is an alarm: a region without any has no topic either. */
  private pageOnce(): void {
    for (const stack of this.regionalStacks) Pager.of(stack).tellLaterBy(() => ServiceAlarm.of(stack));
  }

  private addOperators(operators: string[]): void {
    for (const stack of this.regionalStacks) {
      for (const operator of operators) AlarmTopic.of(stack).addOperator(operator);
    }
  }

  private warnWhereWeaker(props: ResilientServiceProps): void {
    const annotations = Annotations.of(this);
    if (!props.domain) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:noDomain',
        `the service has no "domain": both regions answer at their own addresses, and nothing leads clients away from a failed region`,
      );
    }
    if (this.regions.primary === CONTROL_PLANE_REGION) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:primaryAtControlPlane',
        `the primary region is "${CONTROL_PLANE_REGION}", where the control planes of IAM and Route 53 are: while it is away, failing over works and so do code updates of the other region, ` +
          'but no role, health check or record can be made or changed anywhere; choose another primary region',
      );
    }
    if (this.regions.optIn.length > 0) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:optInRegion',
        `the account has to opt in to ${this.regions.optIn.join(', ')} before anything deploys there`,
      );
    }
  }

  /** Of what is known once everything is there. */
  private warnOfUse({ peakRequestsPerSecond: peak }: ResilientServiceProps): string[] {
    const { regions, failover } = this;
    warnOfCapacity(this, { regions, failover, endpoints: [...this.endpoints.values()], peak });
    const exposed = this.regionalStacks.flatMap(stack => {
      const endpoint = this.endpointInRegion(stack);
      return endpoint ? [[stack, endpoint] as const] : [];
    });
    warnOfReturn(this, new Map(exposed));
    return [];
  }

  private validateEndpoints(): string[] {
    if (this.endpoints.size === 0) return [];
    return this.regionalStacks
      .filter(stack => !this.endpoints.has(stack.region))
      .map(
        stack =>
          `[RegionEndpointMissing] region "${stack.region}" of "${this.node.path}" has no endpoint and another has one, so there is nothing to fail over to; call exposeHttp for each of "regionalStacks"`,
      );
  }
}

function defaultFailover({ standbys }: Regions): Failover {
  return standbys.length === 0 ? Failover.activeActive() : Failover.activePassive();
}

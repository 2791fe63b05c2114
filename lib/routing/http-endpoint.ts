import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  LogGroupLogDestination,
  SecurityPolicy,
  type IHttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Alarms } from '../observability';
import { accept } from '../private/accepted-findings';
import { Problems } from '../private/errors';
import { timeoutOf } from '../function/function-timeout';
import { HTTP_API } from '../limits/api-gateway';
import { Health } from './health';
import { checkEndpointProps } from './http-endpoint-limits';
import { type HttpEndpointProps } from './http-endpoint-props';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';

/** Requests a second that one region takes; far below an account's 10,000 so that one API cannot starve the others. */
const DEFAULT_RATE_LIMIT = 1000;
const DEFAULT_BURST_LIMIT = 2000;

/** Variables of an HTTP API; CDK's own format names those of a REST API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  domain: '$context.domainName',
  method: '$context.httpMethod',
  path: '$context.path',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  bytes: '$context.responseLength',
  integrationStatus: '$context.integrationStatus',
  error: '$context.integrationErrorMessage',
};

/**
 * The HTTP address of one region.
 *
 * Guarantees: a health route that health checkers may call; requests limited; every request in an access log of the
 * region's own; its regional address stays reachable beside any custom domain, so that one region can be checked alone.
 *
 * Creates: an HTTP API with its default stage, the routes, a log group, a function for the health route, alarms.
 *
 * Does not: fail over; give it to a `FailoverDomain` in each region.
 *
 * @example
 * const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler, health: Health.deep({ tables: [table] }) });
 */
export class HttpEndpoint extends Construct implements IRegionalEndpoint {
  /** The HTTP API. */
  readonly api: HttpApi;

  /** The stage that answers. */
  readonly stage: IHttpStage;

  /** Log of every request. */
  readonly accessLog: LogGroup;

  /** Function that answers the health route, unless the service's own does. */
  readonly healthFunction?: IFunction;

  /** Path that health checkers ask. */
  readonly healthPath: string;

  /** Address of the region, such as "https://a1b2c3.execute-api.us-east-1.amazonaws.com". */
  readonly url: string;

  /** Host name of the region; never the failover name. */
  readonly regionalDomainName: string;

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  /** API Gateway's custom domains: one for each name that the endpoint answers under. */
  readonly customDomains: DomainName[] = [];

  constructor(scope: Construct, id: string, props: HttpEndpointProps) {
    super(scope, id);
    this.validateProps(props);
    const health = props.health ?? Health.shallow();
    this.healthPath = health.path;

    this.api = new HttpApi(this, 'Api', { apiName: this.node.path.replaceAll('/', '-'), createDefaultStage: false });
    this.accessLog = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH });
    this.stage = this.createStage(props);
    this.addRoutes(props);
    this.healthFunction = this.addHealthRoute(health);

    this.regionalDomainName = `${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
    this.url = `https://${this.regionalDomainName}`;
    this.alarms = this.createAlarms(props.alarms ?? Alarms.recommended());
    this.warnWhenTooSlow(props.handler);
  }

  /** Requests. */
  metricCount(options?: MetricOptions): Metric {
    return this.stage.metricCount({ statistic: 'SampleCount', ...options });
  }

  /** Requests that ended with a status of 5xx; those of the health route are among them. */
  metricServerError(options?: MetricOptions): Metric {
    return this.stage.metricServerError(options);
  }

  /** Requests that ended with a status of 4xx; throttled ones are among them. */
  metricClientError(options?: MetricOptions): Metric {
    return this.stage.metricClientError(options);
  }

  /** Time from the arrival of a request to the answer, in milliseconds. */
  metricLatency(options?: MetricOptions): Metric {
    return this.stage.metricLatency(options);
  }

  /** Requests of the health route; only a `FailoverDomain` or a checker of yours makes any. */
  metricHealthRequests(options?: MetricOptions): Metric {
    return this.healthFunction
      ? this.healthFunction.metricInvocations(options)
      : this.stage.metric('Count', { statistic: 'SampleCount', ...options });
  }

  /** Makes API Gateway answer under a name too, with TLS 1.2. */
  attachName(scope: Construct, domainName: string, certificate: ICertificate): NameTarget {
    const customDomain = new DomainName(scope, 'CustomDomain', {
      domainName,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(scope, 'Mapping', { api: this.api, domainName: customDomain, stage: this.stage });
    this.customDomains.push(customDomain);
    return { dnsName: customDomain.regionalDomainName, hostedZoneId: customDomain.regionalHostedZoneId };
  }

  private validateProps(props: HttpEndpointProps): void {
    const problems = new Problems(this);
    checkEndpointProps(props, problems);
    problems.throwIfAny();
  }

  private createStage(props: HttpEndpointProps): IHttpStage {
    return this.api.addStage('DefaultStage', {
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: {
        rateLimit: props.rateLimit ?? DEFAULT_RATE_LIMIT,
        burstLimit: props.burstLimit ?? DEFAULT_BURST_LIMIT,
      },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  private addRoutes(props: HttpEndpointProps): void {
    const keys = props.routes?.map(route => routeKey(route)) ?? [HttpRouteKey.DEFAULT];
    // One permission serves all named routes (`<api>/*/*/*`), but not $default: its calls come from
    // `<api>/<stage>/$default`, which has a part less. https://github.com/aws/serverless-application-model/issues/1860
    const integration = new HttpLambdaIntegration('Handler', props.handler, {
      scopePermissionToRoute: keys.includes(HttpRouteKey.DEFAULT),
    });
    for (const key of keys) {
      const id = key === HttpRouteKey.DEFAULT ? 'DefaultRoute' : key.key;
      const route = new HttpRoute(this, id, {
        httpApi: this.api,
        routeKey: key,
        integration,
        authorizer: props.authorizer,
      });
      if (!props.authorizer) accept(route, 'openRoutes', 'AwsSolutions-APIG4');
    }
  }

  private addHealthRoute(health: Health): IFunction | undefined {
    const handler = health._createHandler(this);
    if (handler) {
      const route = new HttpRoute(this, 'HealthRoute', {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(health.path, HttpMethod.GET),
        integration: new HttpLambdaIntegration('Health', handler),
      });
      accept(route, 'openRoutes', 'AwsSolutions-APIG4');
    }
    return handler;
  }

  private createAlarms(alarms: Alarms): Alarm[] {
    return alarms._watch(this, [
      {
        id: 'ServerErrorsAlarm',
        signal: 'failure',
        metric: this.metricServerError({ statistic: 'Sum' }),
        description: `Requests to ${this.node.path} fail with 5xx: see its access log and the log of its function`,
      },
      {
        id: 'SilenceAlarm',
        signal: 'silence',
        metric: this.metricCount(),
        description: `No request reaches ${this.node.path}: see DNS, the certificate and the clients`,
      },
    ]);
  }

  private warnWhenTooSlow(handler: IFunction): void {
    const seconds = timeoutOf(handler) ?? 0;
    if (seconds <= HTTP_API.longestFunctionSeconds) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:timeoutBehindApi',
      `"${handler.node.path}" may take ${seconds} s, and an HTTP API waits ${HTTP_API.integrationSeconds} s at most: the client gets an error while the function goes on, and tries again; ` +
        `give it a timeout of ${HTTP_API.longestFunctionSeconds} s or less, or answer at once and work asynchronously`,
    );
  }
}

function routeKey(route: string): HttpRouteKey {
  const [method, path] = route.split(' ');
  return HttpRouteKey.with(path, method as HttpMethod);
}

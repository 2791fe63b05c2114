import { type CfnHealthCheck, HealthCheck, HealthCheckType, type IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type FailoverTimingProps } from '../objectives';
import { validateProps } from '../private/props';
import { checkEndpointDetection, KNOWN_ENDPOINT_DETECTION_OPTIONS } from './failover-limits';
import { type EndpointDetectionOptions } from './failover-options';
import { type IRegionalEndpoint } from './regional-endpoint';

/** What tells DNS that a region is unhealthy. */
export abstract class Detection {
  /** Route 53's health checkers ask the region's own endpoint, from about sixteen places. */
  static endpoint(options: EndpointDetectionOptions = {}): Detection {
    validateProps('Detection.endpoint', options, KNOWN_ENDPOINT_DETECTION_OPTIONS, problems =>
      checkEndpointDetection(options, problems),
    );
    return new EndpointDetection(options);
  }

  /**
   * What it contributes to the time of a failover.
   *
   * @internal
   */
  abstract _timing(): Pick<FailoverTimingProps, 'intervalSeconds' | 'failureThreshold'>;

  /**
   * Makes the health check of a region's record.
   *
   * @internal
   */
  abstract _bind(scope: Construct, endpoint: IRegionalEndpoint): IHealthCheck;
}

class EndpointDetection extends Detection {
  private readonly interval: Duration;
  private readonly failureThreshold: number;

  constructor(options: EndpointDetectionOptions) {
    super();
    this.interval = options.interval ?? Duration.seconds(10);
    this.failureThreshold = options.failureThreshold ?? 3;
  }

  _timing(): Pick<FailoverTimingProps, 'intervalSeconds' | 'failureThreshold'> {
    return { intervalSeconds: this.interval.toSeconds(), failureThreshold: this.failureThreshold };
  }

  _bind(scope: Construct, endpoint: IRegionalEndpoint): IHealthCheck {
    const healthCheck = new HealthCheck(scope, 'HealthCheck', {
      type: HealthCheckType.HTTPS,
      fqdn: endpoint.regionalDomainName,
      port: 443,
      resourcePath: endpoint.healthPath,
      enableSNI: true,
      requestInterval: this.interval,
      failureThreshold: this.failureThreshold,
      inverted: false,
      measureLatency: false,
    });
    const declared = declaredOf(endpoint);
    if (declared) (healthCheck.node.defaultChild as CfnHealthCheck).addMetadata('RecoveryObjectives', declared);
    return healthCheck;
  }
}

/** For who reads the template: neither the check nor the route says how old an answer may be, or how long a region waits. */
function declaredOf({ healthCache, longestHold }: IRegionalEndpoint): object | undefined {
  const healthCacheSeconds = healthCache?.toSeconds({ integral: false });
  const longestHoldSeconds = longestHold?.toSeconds();
  if (!healthCacheSeconds && !longestHoldSeconds) return undefined;
  return { ...(healthCacheSeconds && { healthCacheSeconds }), ...(longestHoldSeconds && { longestHoldSeconds }) };
}

import { isWholeWithin } from '../limits/range';
import { HEALTH_CHECK } from '../limits/route53';
import { secondsText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { duration, number, type PropKinds } from '../private/props';
import {
  type ActivePassiveOptions,
  type ClientOptions,
  type EndpointDetectionOptions,
  type FailoverRoutingOptions,
} from './failover-options';

export const KNOWN_ENDPOINT_DETECTION_OPTIONS: PropKinds<EndpointDetectionOptions> = {
  interval: duration,
  failureThreshold: number,
};
export const KNOWN_FAILOVER_ROUTING_OPTIONS: PropKinds<FailoverRoutingOptions> = { ttl: duration };
export const KNOWN_CLIENT_OPTIONS: PropKinds<ClientOptions> = { clientTimeout: duration, clientCache: duration };
export const KNOWN_ACTIVE_PASSIVE_OPTIONS: PropKinds<ActivePassiveOptions> = {
  ...KNOWN_ENDPOINT_DETECTION_OPTIONS,
  ...KNOWN_FAILOVER_ROUTING_OPTIONS,
  ...KNOWN_CLIENT_OPTIONS,
};

/** Records what Route 53 refuses. */
export function checkEndpointDetection(options: EndpointDetectionOptions, problems: Problems): void {
  const { interval, failureThreshold = 3 } = options;
  if (
    interval !== undefined &&
    (interval.isUnresolved() || !HEALTH_CHECK.intervalsSeconds.includes(interval.toSeconds({ integral: false })))
  ) {
    problems.add(
      'HealthIntervalOutOfRange',
      `"interval" is ${secondsText(interval)}; Route 53 probes every 10 s or every 30 s, give Duration.seconds(10) or Duration.seconds(30)`,
    );
  }
  if (!isWholeWithin(failureThreshold, HEALTH_CHECK.failureThreshold)) {
    problems.add(
      'FailureThresholdOutOfRange',
      `"failureThreshold" is ${failureThreshold}; Route 53 takes a whole number from 1 to 10`,
    );
  }
}

/** Records what DNS refuses. */
export function checkFailoverRouting({ ttl }: FailoverRoutingOptions, problems: Problems): void {
  if (ttl !== undefined && (ttl.isUnresolved() || !Number.isInteger(ttl.toSeconds({ integral: false })))) {
    problems.add('TtlOutOfRange', `"ttl" is ${secondsText(ttl)}; DNS counts in whole seconds`);
  }
}

/** Records what the recovery time cannot be computed from. */
export function checkClients({ clientTimeout, clientCache }: ClientOptions, problems: Problems): void {
  for (const [name, given] of Object.entries({ clientTimeout, clientCache })) {
    if (given?.isUnresolved()) {
      problems.add(
        'TimingUnresolved',
        `"${name}" is only known at deployment (it is a token), and the recovery time is computed before; give a plain duration`,
      );
    }
  }
}

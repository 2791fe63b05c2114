import { Annotations, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type Regions } from '../regions';
import { regionOf } from '../regions/regional-scope';
import { HttpEndpoint, type Failover, type IRegionalEndpoint } from '../routing';

/** What has to be borne, and by whom. */
export interface Capacity {
  readonly regions: Regions;
  readonly failover: Failover;
  readonly endpoints: readonly IRegionalEndpoint[];
  /** Requests a second in all regions together, at the busiest. */
  readonly peak?: number;
}

/**
 * Warns where a region takes fewer requests than it gets when another one is lost: n regions that share a load have to
 * bear n/(n−1) of their share each, without anything that has to be started first.
 *
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html
 */
export function warnOfCapacity(service: IConstruct, { regions, failover, endpoints, peak }: Capacity): void {
  const limited = endpoints.filter(endpoint => endpoint instanceof HttpEndpoint);
  if (peak === undefined) return warnWhereUnknown(service, regions, limited);
  for (const endpoint of limited) {
    const { rateLimit } = endpoint;
    const { share, why } = failover.routing._shareAfterLoss(regionOf(endpoint), regions);
    const most = Math.min(1, share);
    const needed = Math.ceil(peak * most);
    if (Token.isUnresolved(rateLimit) || rateLimit >= needed) continue;
    Annotations.of(endpoint).addWarningV2(
      'cdk-resilient-serverless:capacityTooSmall',
      `"${endpoint.node.path}" takes ${rateLimit} requests a second, and may get ${needed} when another region is lost: ` +
        `${Math.round(100 * most)} % of ${peak}, because ${why}; give a "rateLimit" of ${needed} or more, and the account and its functions room for that`,
    );
  }
}

function warnWhereUnknown(service: IConstruct, { all, standbys }: Regions, endpoints: readonly HttpEndpoint[]): void {
  if (standbys.length > 0 || endpoints.length === 0) return;
  const limits = endpoints.map(({ rateLimit }) => rateLimit).filter(limit => !Token.isUnresolved(limit));
  const least = Math.min(...limits);
  Annotations.of(service).addWarningV2(
    'cdk-resilient-serverless:capacityUnknown',
    `nothing says how many requests the service gets, so nobody has checked that ${all.length - 1} of ${all.length} regions bear them: ` +
      `with a "rateLimit" of ${least} in each they take ${least * (all.length - 1)} a second together; give "peakRequestsPerSecond"`,
  );
}

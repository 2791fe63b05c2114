/** Health checks: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
export const HEALTH_CHECK = {
  intervalsSeconds: [10, 30] as readonly number[],
  failureThreshold: { least: 1, most: 10 },
  pathLength: 255,
  regions: { least: 3, most: Infinity },
  children: { least: 1, most: 256 },

  /** Where a template says nothing. */
  defaults: { intervalSeconds: 30, failureThreshold: 3 },

  /**
   * Longest time of one probe: 4 s to connect and 2 s to answer, 2 s more where a text is looked for, 10 s over TCP.
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
   */
  probeSeconds: { HTTP: 6, HTTPS: 6, HTTP_STR_MATCH: 8, HTTPS_STR_MATCH: 8, TCP: 10 } as Readonly<
    Record<string, number>
  >,
} as const;

/** Records with a weight: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html */
export const RECORD = { weight: { least: 0, most: 255 } } as const;

/** Where Route 53 sends the metrics of its checks: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html */
export const HEALTH_METRICS_REGION = 'us-east-1';

/** How long resolvers keep an answer. */
export const DNS = {
  /**
   * An alias to a regional endpoint has its target's TTL, and no other can be set:
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
   */
  aliasTtlSeconds: 60,

  /** AWS asks for a TTL of so many seconds or less beside a health check: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html */
  longestFailoverTtlSeconds: 60,
} as const;

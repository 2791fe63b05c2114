import { type Duration } from 'aws-cdk-lib/core';

/** How often an endpoint is asked, and how many failures count as its loss. */
export interface EndpointDetectionOptions {
  /**
   * Time that a health checker waits after an answer before it asks again: 10 s, or 30 s for a third of the price.
   *
   * Changing it replaces the health check, because Route 53 fixes it at creation.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * Answers in a row that have to fail before the region is unhealthy, 1 to 10. One makes a failover of every hiccup.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** How long clients may go on with an old answer of DNS. */
export interface FailoverRoutingOptions {
  /**
   * Time that resolvers may keep an answer. A failover name at the apex of its zone has 60 s whatever is given here.
   *
   * @default Duration.seconds(30)
   */
  readonly ttl?: Duration;
}

/** How the clients of a service behave, as far as it decides how long they notice a failover. */
export interface ClientOptions {
  /**
   * Time that the service's clients wait on a region that does not answer before they try again.
   *
   * @default Duration.seconds(5)
   */
  readonly clientTimeout?: Duration;

  /**
   * Time that the service's clients keep an address beyond its TTL, as some runtimes do.
   *
   * @default Duration.seconds(0)
   */
  readonly clientCache?: Duration;
}

/** How fast a lost region is noticed, and how fast clients leave it. */
export interface ActivePassiveOptions extends EndpointDetectionOptions, FailoverRoutingOptions, ClientOptions {}

/** Part that a region plays behind a failover name, in Route 53's words. */
export enum FailoverRole {
  /** DNS answers with it while it is healthy. */
  PRIMARY = 'PRIMARY',

  /** DNS answers with it while the primary is not healthy. */
  SECONDARY = 'SECONDARY',
}

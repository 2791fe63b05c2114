import { type HealthCheckSpec } from '../assembly/model.js';

/** Simulated seconds that Route 53 waits for an endpoint. */
export interface ProbeSeconds {
  readonly connectSeconds: number;
  /** For the status line, and again for the body where a string must match. */
  readonly answerSeconds: number;
}

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
const HTTP: ProbeSeconds = { connectSeconds: 4, answerSeconds: 2 };
const TCP: ProbeSeconds = { connectSeconds: 10, answerSeconds: 0 };

/** How long the checkers of a health check wait for its endpoint. */
export function probeSeconds({ type }: HealthCheckSpec): ProbeSeconds {
  return type === 'TCP' ? TCP : HTTP;
}

/** Longest time that one probe takes. */
export function longestProbe(check: HealthCheckSpec): number {
  const { connectSeconds, answerSeconds } = probeSeconds(check);
  return connectSeconds + answerSeconds * (check.type.endsWith('STR_MATCH') ? 2 : 1);
}

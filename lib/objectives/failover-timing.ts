import { number, validateProps, type PropKinds } from '../private/props';
import { isWholeWithin } from '../limits/range';
import { HEALTH_CHECK } from '../limits/route53';

/** What the time of a failover by DNS depends on, in seconds because every one of them may be a measured value. */
export interface FailoverTimingProps {
  /** I: time that a health checker waits after an answer before it asks again: 10 or 30 s. */
  readonly intervalSeconds: number;

  /** k: answers in a row that have to fail before a checker calls the endpoint unhealthy, 1 to 10. */
  readonly failureThreshold: number;

  /** Time that resolvers may keep the old answer. */
  readonly ttlSeconds: number;

  /**
   * P: time from the checkers' verdict until every name server gives the new answer.
   *
   * @default FailoverTiming.PROPAGATION_SECONDS
   */
  readonly propagationSeconds?: number;

  /**
   * C: time that clients keep the old address beyond the TTL, as runtimes with a cache of their own do.
   *
   * @default 0
   */
  readonly clientCacheSeconds?: number;

  /**
   * R: time that a client waits on the lost region before it tries again.
   *
   * @default 0
   */
  readonly clientRetrySeconds?: number;

  /**
   * τ: longest time of one probe: 6 s over HTTP and HTTPS, 8 s where a string is looked for, 10 s over TCP.
   *
   * @default FailoverTiming.PROBE_SECONDS
   */
  readonly probeSeconds?: number;

  /**
   * H: time that the health route goes on with an answer after what it asks has failed, as one with a cache does. A region
   * that is lost is noticed this much sooner, because nothing answers.
   *
   * @default 0
   */
  readonly healthCacheSeconds?: number;
}

/**
 * How long a failover by DNS takes at most: pure arithmetic on the settings of a health check and a record.
 *
 * detection ≤ H + k·(I+τ), RTO ≤ H + k·(I+τ) + P + TTL + C + R, where τ is the time of one failing probe. A checker's
 * interval starts when its last probe has ended, so that a probe that hangs adds to it.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export class FailoverTiming {
  /**
   * τ: longest time of one HTTPS probe, 4 s to connect and 2 s to answer.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
   */
  static readonly PROBE_SECONDS: number = HEALTH_CHECK.probeSeconds.HTTPS;

  /** P: AWS publishes no figure for the spreading of a verdict; this one is our assumption. */
  static readonly PROPAGATION_SECONDS = 10;

  /**
   * Least RTO that is ever claimed for DNS alone: one fast interval and probe, and ten seconds in which resolvers or name
   * servers still give the old answer, whatever the settings say.
   */
  static readonly LEAST_RTO_SECONDS = 26;

  /** Longest time until the checkers call a lost region unhealthy, or one whose dependency has failed. */
  readonly detectionSeconds: number;

  /** The arithmetic of the detection, such as `3 × (10 s + 6 s) = 48 s`. */
  readonly detectionFormula: string;

  /** Longest time until every client talks to the region that took over. */
  readonly rtoSeconds: number;

  /** The arithmetic for a reader, such as `3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s`. */
  readonly formula: string;

  constructor(props: FailoverTimingProps) {
    validate(props);
    const { intervalSeconds, failureThreshold, ttlSeconds } = props;
    const propagation = props.propagationSeconds ?? FailoverTiming.PROPAGATION_SECONDS;
    const waits = [propagation, ttlSeconds, props.clientCacheSeconds ?? 0, props.clientRetrySeconds ?? 0];

    const probe = props.probeSeconds ?? FailoverTiming.PROBE_SECONDS;
    const cache = props.healthCacheSeconds ?? 0;
    this.detectionSeconds = cache + failureThreshold * (intervalSeconds + probe);
    const sum = waits.reduce((total, wait) => total + wait, this.detectionSeconds);
    this.rtoSeconds = Math.max(sum, FailoverTiming.LEAST_RTO_SECONDS);
    const detection = `${cache > 0 ? `${cache} s + ` : ''}${failureThreshold} × (${intervalSeconds} s + ${probe} s)`;
    this.detectionFormula = `${detection} = ${this.detectionSeconds} s`;
    const terms = [detection, ...waits.filter(wait => wait > 0).map(wait => `${wait} s`)];
    this.formula = `${terms.join(' + ')} = ${sum} s${sum < this.rtoSeconds ? `, and never less than ${this.rtoSeconds} s by DNS` : ''}`;
  }
}

const KNOWN_PROPS: PropKinds<FailoverTimingProps> = {
  intervalSeconds: number,
  failureThreshold: number,
  ttlSeconds: number,
  propagationSeconds: number,
  clientCacheSeconds: number,
  clientRetrySeconds: number,
  probeSeconds: number,
  healthCacheSeconds: number,
};

function validate(props: FailoverTimingProps): void {
  validateProps('FailoverTiming', props, KNOWN_PROPS, problems => {
    const { intervalSeconds, failureThreshold, ttlSeconds, propagationSeconds = 0 } = props;
    const { clientCacheSeconds = 0, clientRetrySeconds = 0, probeSeconds = 0, healthCacheSeconds = 0 } = props;
    if (!HEALTH_CHECK.intervalsSeconds.includes(intervalSeconds)) {
      problems.add(
        'HealthIntervalOutOfRange',
        `"intervalSeconds" is ${intervalSeconds}; Route 53 probes every 10 or every 30 s`,
      );
    }
    if (!isWholeWithin(failureThreshold, HEALTH_CHECK.failureThreshold)) {
      problems.add(
        'FailureThresholdOutOfRange',
        `"failureThreshold" is ${failureThreshold}; Route 53 takes a whole number from 1 to 10`,
      );
    }
    const clients = { clientCacheSeconds, clientRetrySeconds };
    const times = { ttlSeconds, propagationSeconds, ...clients, probeSeconds, healthCacheSeconds };
    for (const [name, seconds] of Object.entries(times)) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        problems.add('TimingOutOfRange', `"${name}" is ${seconds}; it is a time, 0 s or more`);
      }
    }
  });
}

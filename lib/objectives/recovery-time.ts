import { Problems } from '../private/errors';
import { number, validateProps, type PropKinds } from '../private/props';
import { isAlarmPeriod } from '../limits/cloudwatch';
import { type Figure, FigureKind } from './figure';
import { amount } from './figure-text';
import { FailoverTiming, type FailoverTimingProps } from './failover-timing';

const HEALTH_CHECKS =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html';
const ALARM_EVALUATION =
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation';

/** What the time of a failover depends on where an alarm, and not a probe, decides. All in seconds. */
export interface AlarmFailoverProps {
  /** Datapoints that have to breach before the alarm changes its state (M of M of N). */
  readonly datapointsToAlarm: number;

  /** Length of one datapoint. */
  readonly periodSeconds: number;

  /** Time that resolvers may keep the old answer. */
  readonly ttlSeconds: number;

  /**
   * Time until a datapoint of the metric can be read.
   *
   * @default RecoveryTime.METRIC_DELAY_SECONDS
   */
  readonly metricDelaySeconds?: number;

  /**
   * Time until every name server gives the new answer.
   *
   * @default FailoverTiming.PROPAGATION_SECONDS
   */
  readonly propagationSeconds?: number;

  /**
   * Time that a client waits on the lost region before it tries again.
   *
   * @default 0
   */
  readonly clientRetrySeconds?: number;
}

const KNOWN_PROPS: PropKinds<AlarmFailoverProps> = {
  datapointsToAlarm: number,
  periodSeconds: number,
  ttlSeconds: number,
  metricDelaySeconds: number,
  propagationSeconds: number,
  clientRetrySeconds: number,
};

/** How long a region may be lost before it is noticed, and before every client is served again: pure arithmetic. */
export class RecoveryTime {
  /** CloudWatch shows a minute's datapoint within about this time; it promises nothing. */
  static readonly METRIC_DELAY_SECONDS = 60;

  /** Longest time until Route 53 calls an endpoint unhealthy that is lost, or whose dependency has failed. */
  static detection(props: FailoverTimingProps): Figure {
    const timing = new FailoverTiming(props);
    const probe = props.probeSeconds ?? FailoverTiming.PROBE_SECONDS;
    const { failureThreshold, intervalSeconds, healthCacheSeconds = 0 } = props;
    return {
      value: timing.detectionSeconds,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: timing.detectionFormula,
      inputs: { intervalSeconds, failureThreshold, probeSeconds: probe, healthCacheSeconds },
      assumptions: ['the lost region answers no probe; a region that answers some of them may stay in service'],
      source: HEALTH_CHECKS,
    };
  }

  /** Longest time until every client that honours DNS talks to the region that took over. */
  static byDns(props: FailoverTimingProps): Figure {
    const timing = new FailoverTiming(props);
    const propagation = props.propagationSeconds ?? FailoverTiming.PROPAGATION_SECONDS;
    return {
      value: timing.rtoSeconds,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: timing.formula,
      inputs: {
        ...this.detection(props).inputs,
        propagationSeconds: propagation,
        ttlSeconds: props.ttlSeconds,
        clientCacheSeconds: props.clientCacheSeconds ?? 0,
        clientRetrySeconds: props.clientRetrySeconds ?? 0,
      },
      assumptions: [
        `name servers agree ${propagation} s after the verdict; AWS publishes no figure`,
        'resolvers honour the TTL, and clients ask DNS again when a request fails',
        'the standby answers with full capacity as soon as it is asked',
      ],
      source: HEALTH_CHECKS,
    };
  }

  /**
   * Longest time from the moment that a region could serve again until every client that honours DNS is back there, where
   * its health route holds it until the writes of the other regions have arrived.
   *
   * @param props how DNS leads clients away, and back
   * @param longestHoldSeconds longest time that the health route holds the region
   */
  static ofFailback(props: FailoverTimingProps, longestHoldSeconds: number): Figure {
    validateHold(longestHoldSeconds);
    const hold = longestHoldSeconds;
    const way = this.byDns({ ...props, clientRetrySeconds: 0 });
    const waits = new FailoverTiming({ ...props, clientRetrySeconds: 0 });
    const value = hold + way.value!;
    return {
      value,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: `${hold} s + ${waits.formula.split(' = ')[0]} = ${value} s`,
      inputs: { longestHoldSeconds: hold, ...way.inputs },
      assumptions: [
        'the hold ends as soon as a young heartbeat of each other region has arrived; it takes all of its time only where none does',
        'a region is healthy again after as many good answers in a row as failed ones made it unhealthy',
        ...way.assumptions.slice(0, 2),
      ],
      source: HEALTH_CHECKS,
    };
  }

  /** Longest time of a failover that an alarm triggers through a health check. */
  static byAlarm(props: AlarmFailoverProps): Figure {
    validateAlarm(props);
    const delay = props.metricDelaySeconds ?? RecoveryTime.METRIC_DELAY_SECONDS;
    const propagation = props.propagationSeconds ?? FailoverTiming.PROPAGATION_SECONDS;
    const retry = props.clientRetrySeconds ?? 0;
    const { datapointsToAlarm, periodSeconds, ttlSeconds } = props;
    const waits = [delay, propagation, ttlSeconds, retry];
    // A fault in the middle of a period leaves that period's datapoint below the threshold: one more is needed.
    const value = waits.reduce((sum, wait) => sum + wait, (datapointsToAlarm + 1) * periodSeconds);
    const terms = [
      `(${datapointsToAlarm} + 1) × ${periodSeconds} s`,
      ...waits.filter(wait => wait > 0).map(wait => `${wait} s`),
    ];
    return {
      value,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: `${terms.join(' + ')} = ${amount(value, 's')}`,
      inputs: {
        datapointsToAlarm,
        periodSeconds,
        metricDelaySeconds: delay,
        propagationSeconds: propagation,
        ttlSeconds,
        clientRetrySeconds: retry,
      },
      assumptions: [
        `a datapoint can be read ${delay} s after its period; CloudWatch promises nothing`,
        'missing data counts as breaching: otherwise a region that is silent is never noticed',
        `name servers agree ${propagation} s after the verdict; AWS publishes no figure`,
      ],
      source: ALARM_EVALUATION,
    };
  }
}

function validateHold(seconds: number): void {
  const problems = new Problems('RecoveryTime.ofFailback');
  if (!Number.isFinite(seconds) || seconds < 0) {
    problems.add('TimingOutOfRange', `"longestHoldSeconds" is ${seconds}; it is a time, 0 s or more`);
  }
  problems.throwIfAny();
}

function validateAlarm(props: AlarmFailoverProps): void {
  validateProps('RecoveryTime.byAlarm', props, KNOWN_PROPS, problems => {
    const { datapointsToAlarm, periodSeconds, ttlSeconds } = props;
    const { metricDelaySeconds = 0, propagationSeconds = 0, clientRetrySeconds = 0 } = props;
    if (!Number.isInteger(datapointsToAlarm) || datapointsToAlarm < 1) {
      problems.add(
        'TimingOutOfRange',
        `"datapointsToAlarm" is ${datapointsToAlarm}; an alarm needs one datapoint or more`,
      );
    }
    if (!isAlarmPeriod(periodSeconds)) {
      problems.add(
        'TimingOutOfRange',
        `"periodSeconds" is ${periodSeconds}; a period is 10, 20 or 30 s, or a multiple of 60 s`,
      );
    }
    const times = { ttlSeconds, metricDelaySeconds, propagationSeconds, clientRetrySeconds };
    for (const [name, seconds] of Object.entries(times)) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        problems.add('TimingOutOfRange', `"${name}" is ${seconds}; it is a time, 0 s or more`);
      }
    }
  });
}

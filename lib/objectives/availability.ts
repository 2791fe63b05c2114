import { isWithin } from '../limits/range';
import { number, validateProps, type PropKinds } from '../private/props';
import { type Figure, FigureKind } from './figure';
import { amount, availabilityText } from './figure-text';

const AVAILABILITY =
  'https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience/availability-with-dependencies.html';

/** What the availability of a service in two regions depends on. */
export interface AvailabilityProps {
  /**
   * u: share of the time in which one region does not serve, 0 to 1.
   *
   * @default Availability.REGION_UNAVAILABILITY
   */
  readonly regionUnavailability?: number;

  /** Longest time of a failover, in seconds. Every outage of the primary costs that much. */
  readonly rtoSeconds: number;

  /**
   * m: mean length of an outage, in seconds.
   *
   * @default Availability.MEAN_OUTAGE_SECONDS
   */
  readonly meanOutageSeconds?: number;

  /**
   * β: share of outages that take both regions, such as a bad deployment or a fault of a global service, 0 to 1.
   *
   * @default Availability.CORRELATION
   */
  readonly correlation?: number;
}

const KNOWN_PROPS: PropKinds<AvailabilityProps> = {
  regionUnavailability: number,
  rtoSeconds: number,
  meanOutageSeconds: number,
  correlation: number,
};

/**
 * Share of the time in which a service answers.
 *
 * The naive product of two regions, 1 − u², says that they never fail together and that failover takes no time. Both are
 * wrong, so it is only shown beside `correlated`.
 */
export class Availability {
  /** u: what the agreement for Lambda allows, 99.95 % a month: https://aws.amazon.com/lambda/sla/ */
  static readonly REGION_UNAVAILABILITY = 0.0005;

  /** m: outages of a region that AWS has written about lasted for hours; this is our assumption. */
  static readonly MEAN_OUTAGE_SECONDS = 7200;

  /** β: the beta-factor model's usual share of common causes. */
  static readonly CORRELATION = 0.1;

  /** One region alone: 1 − u. */
  static oneRegion(props: AvailabilityProps): Figure {
    const { u } = read(props);
    return figure(1 - u, `1 − ${u} = ${availabilityText(1 - u)}`, { regionUnavailability: u }, [assumedShare(u)]);
  }

  /** Two regions as if they never failed together and failover took no time: 1 − u². */
  static naive(props: AvailabilityProps): Figure {
    const { u } = read(props);
    const value = 1 - u * u;
    return figure(value, `1 − ${u}² = ${availabilityText(value)}`, { regionUnavailability: u }, [
      assumedShare(u),
      'regions never fail together, and failover takes no time: too good to be true',
    ]);
  }

  /** Two regions with failover time and common causes: 1 − (u·min(RTO, m)/m + βu + ((1−β)u)²). */
  static correlated(props: AvailabilityProps): Figure {
    const { u, m, beta, rto } = read(props);
    const value = 1 - Math.min(1, (u * Math.min(rto, m)) / m + beta * u + ((1 - beta) * u) ** 2);
    const terms = `${u} × min(${amount(rto, 's')}, ${m} s) / ${m} s + ${beta} × ${u} + ((1 − ${beta}) × ${u})²`;
    const inputs = { regionUnavailability: u, rtoSeconds: rto, meanOutageSeconds: m, correlation: beta };
    return figure(value, `1 − (${terms}) = ${availabilityText(value)}`, inputs, [
      assumedShare(u),
      `an outage lasts ${m} s on average`,
      `${percent(beta)} of outages take both regions`,
    ]);
  }
}

const SHARE = { least: 0, most: 1 };

function read(props: AvailabilityProps) {
  const u = props.regionUnavailability ?? Availability.REGION_UNAVAILABILITY;
  const m = props.meanOutageSeconds ?? Availability.MEAN_OUTAGE_SECONDS;
  const beta = props.correlation ?? Availability.CORRELATION;
  validateProps('Availability', props, KNOWN_PROPS, problems => {
    if (!isWithin(u, SHARE)) {
      problems.add('ShareOutOfRange', `"regionUnavailability" is ${u}; it is a share, 0 to 1`);
    }
    if (!isWithin(beta, SHARE)) {
      problems.add('ShareOutOfRange', `"correlation" is ${beta}; it is a share, 0 to 1`);
    }
    if (!Number.isFinite(m) || m <= 0) {
      problems.add('TimingOutOfRange', `"meanOutageSeconds" is ${m}; it is a time above 0 s`);
    }
    if (!(props.rtoSeconds >= 0)) {
      problems.add('TimingOutOfRange', `"rtoSeconds" is ${props.rtoSeconds}; it is a time, 0 s or more`);
    }
  });
  return { u, m, beta, rto: props.rtoSeconds };
}

function figure(value: number, formula: string, inputs: Record<string, number>, assumptions: string[]): Figure {
  return { value, kind: FigureKind.ESTIMATE, unit: '1', formula, inputs, assumptions, source: AVAILABILITY };
}

function assumedShare(u: number): string {
  return `each region does not serve ${percent(u)} of the time`;
}

/** `0.05 %`. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(6))} %`;
}

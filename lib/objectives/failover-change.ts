import { FailoverTiming, type FailoverTimingProps } from './failover-timing';

/** A change of a failover's settings, and what it achieves. */
export interface FailoverChange {
  /** The settings after the change. */
  readonly settings: FailoverTimingProps;

  /** The change and its result for a reader, such as `interval 10 s in place of 30 s gives 108 s`. */
  readonly description: string;

  /** Longest time of a failover after the change, in seconds. */
  readonly rtoSeconds: number;

  /** The arithmetic of `rtoSeconds`. */
  readonly formula: string;
}

/** Finds out what to change where a failover takes too long. */
export class FailoverChanges {
  /**
   * The cheapest change with which a failover takes no longer than an objective; nothing where DNS cannot meet it.
   *
   * A shorter cache of the health route costs a few reads, a shorter TTL DNS queries, the fast interval a dollar or two a
   * month for each check, a threshold of two some certainty: in this order, one change before two. A threshold of one comes
   * last: every hiccup is a failover.
   *
   * @param current settings now
   * @param rtoSeconds the objective
   */
  static cheapest(current: FailoverTimingProps, rtoSeconds: number): FailoverChange | undefined {
    const affordable = alternatives(current).filter(({ settings }) => timing(settings) <= rtoSeconds);
    const best = affordable.sort((a, b) => a.cost - b.cost)[0];
    return best && describe(current, best.settings);
  }

  /**
   * The shortest time that any settings reach while the clients' habits stay as they are, in seconds.
   *
   * @param current settings now
   */
  static leastRtoSeconds(current: FailoverTimingProps): number {
    return Math.min(timing(current), ...alternatives(current).map(({ settings }) => timing(settings)));
  }
}

interface Alternative {
  readonly settings: FailoverTimingProps;
  readonly cost: number;
}

/** What a second change adds to the cost of the first. */
const FURTHER_CHANGE = 10;

/** Steps that are offered, with a cost that only orders them. */
const STEPS = {
  healthCacheSeconds: [{ value: 5, cost: 0.5 }],
  ttlSeconds: [60, 30, 20, 10].map((value, index) => ({ value, cost: 1 + index / 10 })),
  failureThreshold: [
    { value: 3, cost: 5 },
    { value: 2, cost: 5.1 },
    { value: 1, cost: 100 },
  ],
  intervalSeconds: [{ value: 10, cost: 2 }],
} as const;

function alternatives(current: FailoverTimingProps): Alternative[] {
  const start: Alternative[] = [{ settings: current, cost: 0 }];
  const all = (Object.keys(STEPS) as (keyof typeof STEPS)[]).reduce(
    (known, name) =>
      known.flatMap(({ settings, cost }) => [
        { settings, cost },
        ...STEPS[name]
          .filter(step => step.value < (current[name] ?? 0))
          .map(step => ({
            settings: { ...settings, [name]: step.value },
            cost: cost + step.cost + (cost > 0 ? FURTHER_CHANGE : 0),
          })),
      ]),
    start,
  );
  return all.filter(({ cost }) => cost > 0);
}

function timing(settings: FailoverTimingProps): number {
  return new FailoverTiming(settings).rtoSeconds;
}

function describe(before: FailoverTimingProps, settings: FailoverTimingProps): FailoverChange {
  const { rtoSeconds, formula } = new FailoverTiming(settings);
  const changes = [
    change('cacheFor', before.healthCacheSeconds ?? 0, settings.healthCacheSeconds ?? 0, ' s'),
    change('TTL', before.ttlSeconds, settings.ttlSeconds, ' s'),
    change('threshold', before.failureThreshold, settings.failureThreshold, ''),
    change('interval', before.intervalSeconds, settings.intervalSeconds, ' s'),
  ].filter(text => text !== undefined);
  const description = `${changes.join(' and ')} ${changes.length > 1 ? 'give' : 'gives'} ${rtoSeconds} s`;
  return { settings, description, rtoSeconds, formula };
}

function change(name: string, before: number, after: number, unit: string): string | undefined {
  return before === after ? undefined : `${name} ${after}${unit} in place of ${before}${unit}`;
}

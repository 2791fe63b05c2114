/** What a region's heartbeat says, in milliseconds since 1970. */
export interface Beat {
  /** When the region's health function wrote it. */
  readonly at?: number;
  /** When the region was last well. */
  readonly wellAt?: number;
  /** Since when it is held back, where it is. */
  readonly heldSince?: number;
}

export interface ComebackLimits {
  /** A region that was not well for longer than this was left, and comes back. */
  readonly awayMillis: number;
  /** A heartbeat of another region that is younger than this has brought the writes before it along. */
  readonly freshMillis: number;
  /** Longest time that a region is held back: a peer that is gone does not hold it for ever. */
  readonly longestHoldMillis: number;
}

export interface Comeback {
  /** Whether the region has to stay out although it could serve. */
  readonly held: boolean;
  /** Since when; kept in the region's own heartbeat, because no execution environment lives long enough. */
  readonly heldSince?: number;
  /** Age of the oldest heartbeat of another region; undefined where none has ever arrived. */
  readonly ageMillis?: number;
}

/**
 * Whether a region that could serve again has to wait for the writes of the others, judged by the heartbeats that its own
 * replica has.
 *
 * A region without a heartbeat is new, and never held. Another region that has never written one is not waited for.
 */
export function comebackOf(own: Beat, others: readonly Beat[], now: number, limits: ComebackLimits): Comeback {
  const wasAway = own.wellAt !== undefined && now - own.wellAt > limits.awayMillis;
  const ages = others.flatMap(({ at }) => (at === undefined ? [] : now - at));
  const age = ages.length > 0 ? { ageMillis: Math.max(...ages) } : {};
  if (!wasAway || ages.every(each => each <= limits.freshMillis)) return { held: false, ...age };
  // An earlier hold that ended with another outage has nothing to do with this return.
  const wasAsked = own.at !== undefined && now - own.at <= limits.awayMillis;
  const heldSince = wasAsked && own.heldSince !== undefined ? own.heldSince : now;
  return now - heldSince < limits.longestHoldMillis ? { held: true, heldSince, ...age } : { held: false, ...age };
}

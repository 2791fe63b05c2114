import { type HealthChange } from '../route53/health.js';
import { type DnsChange } from '../route53/zone.js';
import { type AcceptedUpload, type AcknowledgedWrite, type Ledger, type RequestRecord } from '../load/ledger.js';

/** When a region was away. Simulated seconds. */
export interface FaultWindow {
  readonly region: string;
  readonly startedAt: number;
  /** Null when the region never came back. */
  readonly endedAt: number | null;
}

/** A time that was measured: null when it was not exercised, Infinity when it never came. */
export type MeasuredSeconds = number | null;

/** From the fault to the first answer that no longer names the failed region; the slowest of all names. */
export function dnsSwitchSeconds(history: readonly DnsChange[], fault: FaultWindow): MeasuredSeconds {
  return slowest(
    namesLeadingTo(fault.region, history, fault.startedAt).map(name => {
      const left = history.find(
        change => change.name === name && change.at >= fault.startedAt && !change.regions.includes(fault.region),
      );
      return since(fault.startedAt, left?.at);
    }),
  );
}

/**
 * From the region's return to the first answer that names it while its health checks are healthy; the slowest of the
 * names that had led to it. A sick region is named too when no other is healthy: that is no failback. Null where no
 * answer ever left the region.
 */
export function failbackSeconds(
  history: readonly DnsChange[],
  health: readonly HealthChange[],
  fault: FaultWindow,
): MeasuredSeconds {
  const { endedAt } = fault;
  if (endedAt === null) return null;
  const away = namesLeadingTo(fault.region, history, fault.startedAt).filter(
    name => !leadsTo(fault.region, history, { name, at: endedAt }),
  );
  const soundAt = healthyFrom(health, endedAt);
  return slowest(
    away.map(name => {
      if (leadsTo(fault.region, history, { name, at: soundAt })) return soundAt - endedAt;
      const back = history.find(
        change => change.name === name && change.at >= soundAt && change.regions.includes(fault.region),
      );
      return since(endedAt, back?.at);
    }),
  );
}

/** First moment from which every check is healthy, as far as the changes say. */
function healthyFrom(health: readonly HealthChange[], endedAt: number): number {
  const moments = [...new Set(health.map(change => change.checkId))].map(id => {
    const own = health.filter(change => change.checkId === id);
    if (own.filter(change => change.at <= endedAt).at(-1)?.healthy ?? true) return endedAt;
    return own.find(change => change.at > endedAt && change.healthy)?.at ?? Infinity;
  });
  return Math.max(endedAt, ...moments);
}

/** How long clients were without service after the fault; each of them has its own age of DNS answer and its own luck. */
export interface RecoveryTimes {
  readonly clients: number;
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly slowestSeconds: number;
}

/**
 * Without what failed later, once the service had recovered for a while: it is counted, but was no part of the recovery. What
 * was under way when a further region was lost failed because of that.
 */
export function untilRecovery(
  all: readonly RequestRecord[],
  { recoveredAt, nextFaultAt }: { readonly recoveredAt: number; readonly nextFaultAt: number },
): RequestRecord[] {
  return all.filter(({ ok, startedAt, endedAt }) => ok || (startedAt <= recoveredAt && endedAt < nextFaultAt));
}

/**
 * From the fault to the moment from which a client succeeds again: its first success after its last failure in the
 * fault's window, 0 when it had none, Infinity when it never did. Null without clients.
 */
export function recoveryTimes(requests: readonly RequestRecord[], fault: FaultWindow): RecoveryTimes | null {
  const users = [...new Set(requests.map(request => request.user))];
  const times = users.map(user =>
    userRto(
      requests.filter(request => request.user === user),
      fault,
    ),
  );
  if (times.length === 0) return null;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(share * times.length) - 1];
  return { clients: times.length, p50Seconds: at(0.5), p95Seconds: at(0.95), slowestSeconds: at(1) };
}

/**
 * Age, at the fault, of the oldest missing write. Infinity when nothing that the failed region acknowledged before the
 * fault reached the survivor: how far back the loss goes is then unknown.
 */
export function rpoSeconds(
  acknowledged: readonly AcknowledgedWrite[],
  missing: ReadonlySet<string>,
  fault: FaultWindow,
): MeasuredSeconds {
  const before = acknowledged.filter(write => write.ackedAt <= fault.startedAt);
  if (before.length === 0) return null;
  const gone = before.filter(write => missing.has(write.id));
  if (gone.length === 0) return 0;
  const endangered = before.filter(write => write.region === fault.region);
  if (endangered.length > 0 && endangered.every(write => missing.has(write.id))) return Infinity;
  return fault.startedAt - Math.min(...gone.map(write => write.ackedAt));
}

/**
 * Writes whose key a survivor took once more, which it refuses where it has the first write: they had not reached it, though
 * their keys are there now.
 */
export function writtenOver(rewrites: Ledger['rewrites'], fault: FaultWindow): Set<string> {
  const taken = rewrites.filter(({ ackedAt, region }) => ackedAt !== null && region !== fault.region);
  return new Set(taken.map(({ of }) => of));
}

export function countRequests(requests: readonly RequestRecord[]): { sent: number; succeeded: number; failed: number } {
  const succeeded = requests.filter(request => request.ok).length;
  return { sent: requests.length, succeeded, failed: requests.length - succeeded };
}

/** What a copy takes at most, on a busy machine and in simulated seconds: what is older has left its region. */
const UNDER_WAY_SECONDS = 10;

/**
 * What became of writes to keys that had been acknowledged. What a region acknowledged just before it went is elsewhere
 * only when it returns, so a write that does not see it is nobody's fault: those keys are not counted.
 */
export function countRewrites(
  ledger: Pick<Ledger, 'rewrites' | 'writes'>,
  overwritten: ReadonlySet<string>,
  fault: FaultWindow | null,
): { sent: number; refused: number; overwritten: number } {
  const underWay = new Set(
    ledger.writes.filter(write => isUnderWay(write, ledger.rewrites, fault)).map(({ id }) => id),
  );
  const first = ledger.writes.filter(({ id }) => !underWay.has(id)).map(({ content }) => content);
  const again = ledger.rewrites.filter(({ of }) => !underWay.has(of)).map(({ content }) => content);
  return {
    sent: ledger.rewrites.length,
    refused: ledger.rewrites.filter(({ refused }) => refused).length,
    overwritten: [...first, ...again].filter(content => content !== undefined && overwritten.has(content)).length,
  };
}

/**
 * Whether the lost region had acknowledged a write that no other had: its answer came shortly before the loss, or was on its way
 * then; or, however long before, a survivor has not refused its key, though nobody may have heard what it did.
 */
function isUnderWay(
  { id, region, ackedAt }: Ledger['writes'][number],
  rewrites: Ledger['rewrites'],
  fault: FaultWindow | null,
): boolean {
  if (fault === null || region !== fault.region || ackedAt === null || ackedAt > (fault.endedAt ?? Infinity)) {
    return false;
  }
  if (fault.startedAt - ackedAt <= UNDER_WAY_SECONDS) return true;
  return rewrites.some(again => again.of === id && !again.refused && again.region !== fault.region);
}

/** Requests by the simulated second in which they were sent, and by region. */
export function requestsBySecond(
  requests: readonly RequestRecord[],
): { at: number; region: string | null; succeeded: number; failed: number }[] {
  const buckets = new Map<string, { at: number; region: string | null; succeeded: number; failed: number }>();
  for (const request of requests) {
    const at = Math.floor(request.startedAt);
    const key = `${at} ${request.region}`;
    const bucket = buckets.get(key) ?? { at, region: request.region, succeeded: 0, failed: 0 };
    bucket[request.ok ? 'succeeded' : 'failed']++;
    buckets.set(key, bucket);
  }
  return [...buckets.values()].sort((a, b) => a.at - b.at);
}

/** Where the objects' results were seen: keys that have a record, and keys found in a dead-letter queue. */
export interface EventResults {
  readonly processed: ReadonlySet<string>;
  readonly deadLettered: ReadonlySet<string>;
}

/**
 * What became of every accepted upload. An object with a record is processed, even where a dead letter exists too;
 * `stranded` counts those of the failed region that had no result while it was away and have one at the end.
 */
export function countEvents(
  accepted: readonly AcceptedUpload[],
  atEnd: EventResults,
  fault: (FaultWindow & { readonly during: EventResults }) | null,
): { accepted: number; processed: number; deadLettered: number; stranded: number; lost: number } {
  const processed = accepted.filter(({ key }) => atEnd.processed.has(key));
  const deadLettered = accepted.filter(({ key }) => !atEnd.processed.has(key) && atEnd.deadLettered.has(key));
  const finished = [...processed, ...deadLettered];
  return {
    accepted: accepted.length,
    processed: processed.length,
    deadLettered: deadLettered.length,
    stranded: fault === null ? 0 : finished.filter(upload => wasStranded(upload, fault)).length,
    lost: accepted.length - finished.length,
  };
}

function wasStranded(upload: AcceptedUpload, fault: FaultWindow & { readonly during: EventResults }): boolean {
  const hadResult = fault.during.processed.has(upload.key) || fault.during.deadLettered.has(upload.key);
  return upload.region === fault.region && upload.acceptedAt <= fault.startedAt && !hadResult;
}

function userRto(requests: readonly RequestRecord[], fault: FaultWindow): number {
  const end = fault.endedAt ?? Infinity;
  const failures = requests.filter(
    ({ ok, endedAt, startedAt }) => !ok && endedAt >= fault.startedAt && startedAt < end,
  );
  if (failures.length === 0) return 0;
  const lastFailure = Math.max(...failures.map(failure => failure.startedAt));
  const recoveries = requests
    .filter(({ ok, startedAt }) => ok && startedAt > lastFailure)
    .map(request => request.endedAt);
  return since(fault.startedAt, recoveries.length > 0 ? Math.min(...recoveries) : undefined);
}

function namesLeadingTo(region: string, history: readonly DnsChange[], at: number): string[] {
  const names = [...new Set(history.map(change => change.name))];
  return names.filter(name => leadsTo(region, history, { name, at }));
}

/** Whether some client is led to a region by a name at a moment. */
function leadsTo(
  region: string,
  history: readonly DnsChange[],
  { name, at }: { readonly name: string; readonly at: number },
): boolean {
  const last = history.filter(change => change.name === name && change.at <= at).at(-1);
  return last?.regions.includes(region) ?? false;
}

function slowest(times: readonly number[]): MeasuredSeconds {
  return times.length === 0 ? null : Math.max(...times);
}

function since(start: number, moment: number | undefined): number {
  return moment === undefined ? Infinity : moment - start;
}

/** What a region had promised to keep. Simulated seconds. */
export interface Loss {
  readonly region: string | null;
  readonly sentAt: number;
  /** When the client had the answer. */
  readonly at: number;
}

/**
 * Age at the fault of the oldest loss; Infinity for one of another region, or of one that was sent later. An answer of the
 * lost region that a client reads after the fault was on its way before: what it says was accepted at the fault, at the latest.
 */
export function oldestLossSeconds(losses: readonly Loss[], fault: FaultWindow | null): number | null {
  if (losses.length === 0) return null;
  const age = ({ region, sentAt, at }: Loss): number =>
    fault !== null && region === fault.region && sentAt <= fault.startedAt
      ? Math.max(0, fault.startedAt - at)
      : Infinity;
  return Math.max(...losses.map(age));
}

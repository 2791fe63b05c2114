import { isPartial } from '../faults/registry.js';
import { asksDns } from '../stage/serving.js';
import { type Workload } from '../scenario/spec.js';
import { PATIENCE, UNBOUNDED_SECONDS, until, type Phase, type PhaseContext } from './phase.js';

/** Waits until every client succeeds again without the region, at most until a while after the bound. */
export function awaitRecovery(region: string, atMost = Infinity): Phase {
  return {
    title: 'Wait until every client succeeds again',
    async run(context, log) {
      const { bound, stage } = context;
      if (!asksDns(stage)) {
        log.note('no DNS name leads clients anywhere else: nothing to wait for');
        return [];
      }
      const limit = Math.min(atMost, bound.rtoSeconds === null ? UNBOUNDED_SECONDS : PATIENCE * bound.rtoSeconds);
      const recovered = await until(context, () => hasFailedOver(region, context), limit, log);
      log.note(recovered ? 'every client succeeds again' : `clients still fail after ${Math.round(limit)} s: given up`);
      return recovered ? [{ kind: 'service recovered', at: stage.clock.now(), region }] : [];
    },
  };
}

/** Waits, after the end of a fault to which nobody has found a way around, until every client succeeds again. */
export function awaitService(region: string): Phase {
  return {
    title: 'Wait until every client is served',
    async run(context, log) {
      const { stage, journal } = context;
      const { at } = journal.last('fault began')!;
      const isThere = journal.all('service recovered').some(fact => fact.region === region && fact.at >= at);
      if (isThere || !asksDns(stage)) return [];
      const since = stage.clock.now();
      const served = await until(context, () => areServed(context, since), UNBOUNDED_SECONDS, log);
      return served ? [{ kind: 'service recovered', at: stage.clock.now(), region }] : [];
    },
  };
}

/** Looks what the other regions have of what was acknowledged before the last region went. */
export function inspectSurvivors(lost: readonly string[]): Phase {
  return {
    title: 'Look for every acknowledged write in the survivor',
    async run({ stage: { load, cloud }, journal, inspection }) {
      const { at: faultStartedAt } = journal.last('fault began')!;
      const survivors = cloud.regions.map(({ name }) => name).filter(name => !lost.includes(name));
      const before = load.ledger.acknowledged().filter(write => write.ackedAt <= faultStartedAt);
      const missing = await inspection.absentWrites(survivors, before);
      const events = await inspection.eventResults(survivors, load.ledger.accepted());
      return [{ kind: 'survivors inspected', missing, events }];
    },
  };
}

/**
 * The one meaning of *recovered*: no name that clients ask leads to the region, and every client has succeeded since its
 * last failure, for a while. The report takes the moment of each client's recovery from the same requests.
 */
function hasFailedOver(region: string, context: PhaseContext): boolean {
  const { stage, journal } = context;
  const { zone, workload } = stage;
  const { at: faultStartedAt } = journal.last('fault began')!;
  if ([...namesAsked(workload)].some(name => zone.regions(name).includes(region))) {
    return isUnscathed(context, faultStartedAt);
  }
  return areServed(context, faultStartedAt);
}

/** Whether every client has succeeded for a while, which began after the moment given. */
function areServed({ stage: { workload, clock, load } }: PhaseContext, since: number): boolean {
  const { clients, requestsPerSecond, clientTimeoutSeconds } = workload;
  const from = clock.now() - (clientTimeoutSeconds + (2 * clients) / requestsPerSecond);
  if (from < since) return false;
  const { requests } = load.ledger;
  const users = new Set(requests.map(request => request.user));
  const recent = requests.filter(request => request.endedAt >= from);
  return recent.every(request => request.ok) && new Set(recent.map(request => request.user)).size === users.size;
}

/**
 * Whether the app does not need what the fault took away: nobody has failed for as long as a failover may take. A region that
 * is unwell for its users is one that has to be left.
 */
function isUnscathed({ stage, journal, bound }: PhaseContext, since: number): boolean {
  const { fault } = journal.last('fault began')!;
  if (!isPartial(fault.kind) || stage.clock.now() - since < (bound.rtoSeconds ?? UNBOUNDED_SECONDS)) return false;
  return stage.load.ledger.requests.every(({ ok, endedAt }) => ok || endedAt < since);
}

/** Other names of the app may lead to one region on purpose. */
function namesAsked({ hostname, reads, writes }: Workload): Set<string> {
  return new Set([hostname, writes?.hostname, ...reads.map(read => read.hostname)].filter(name => name !== undefined));
}

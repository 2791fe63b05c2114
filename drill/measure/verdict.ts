import { answers, describeFault, isPartial, NO_FAULT, returns } from '../faults/registry.js';
import { DEFAULT_BUCKET_LAG_SECONDS } from '../replication/buckets.js';
import { DEFAULT_TABLE_LAG_SECONDS } from '../replication/tables.js';
import { ringsOf } from './alarms.js';
import { expectationChecks } from './expectations.js';
import { counted, seconds } from '../support/format.js';
import { type DrillReport, type Verdict } from './model.js';

type Check = Verdict['checks'][number];
/** Share of all requests that may fail outside the recovery: the machine runs two clouds, and a stray time-out is no outage. */
const STRAY_SHARE = 0.01;

/** How far a region may be from its share of new clients, of all of them. */
const SHARE_TOLERANCE = 0.05;

/** Name of the phase with which the load ends. */
export const LOAD_ENDS = 'load ends';
const SOUND_BEFORE = 'the service was sound before the fault';
const NOT_OVERWRITTEN = 'no acknowledged write overwritten';
/** Name of the check that a recovery was one. */
export const STAYED_UP = 'the service stayed up after its recovery';

/** A copy takes its lag and the time of its own transport, which on a busy machine is as long again. */
const LAG_TOLERANCE = 2;

/** A report before anybody judged it. */
export type Findings = Omit<DrillReport, 'verdict'>;

/**
 * Judges what was measured. Strict: what never came about, or has no limit, misses its objective. A check of something
 * that the run did not exercise is not listed.
 */
export function judge(findings: Findings): Verdict {
  const checks = findings.incomplete === null ? completeRun(findings) : [unfinished(findings.incomplete.message)];
  const passed = checks.length > 0 && checks.every(check => check.passed);
  const missed = checks.filter(check => !check.passed);
  const doubtful = missed.length > 0 && missed.every(check => check.doubtful);
  return { passed, outcome: passed ? 'passed' : doubtful ? 'inconclusive' : 'missed', checks };
}

function completeRun(findings: Findings): Check[] {
  const recovery = recoveryOf(findings);
  const data = [
    ...shareChecks(findings),
    ...noticeChecks(findings),
    ...writeChecks(findings),
    ...eventChecks(findings),
    ...failbackChecks(findings),
    ...changeChecks(findings),
    ...expectationChecks(findings),
  ];
  const timed = [...recovery, ...data].map(each =>
    each.passed || !mayBeTheMachine(each, findings) ? each : { ...each, doubtful: true },
  );
  // What would be refused, or is switched off, is so at any speed.
  return [...timed, ...rightsChecks(findings), ...replicationChecks(findings)];
}

function recoveryOf(findings: Findings): Check[] {
  const { kind, experiment } = findings.fault;
  if (kind === NO_FAULT) return steadyState(findings);
  return experiment ? experimentChecks(findings, experiment) : recovered(findings);
}

/** What stops an experiment is what its owner said users must not suffer from. */
function experimentChecks(
  { measured, fault }: Findings,
  { path, stoppedBy }: NonNullable<Findings['fault']['experiment']>,
): Check[] {
  const { sent, failedBefore, failed } = measured.requests;
  const detail = stoppedBy
    ? `${stoppedBy.alarm} rang ${seconds(stoppedBy.at - (fault.startedAt ?? 0))} after ${path} began, and ended it`
    : `${path} ran to its end; ${counted(failed - failedBefore, 'request')} failed meanwhile and after`;
  return [
    check(SOUND_BEFORE, ...stray(failedBefore, sent)),
    check('no stop condition was met', stoppedBy === null, detail),
  ];
}

/** Not exercised where every rule is on, or where the app has none. */
function replicationChecks({ switchedOff = [] }: Findings): Check[] {
  if (switchedOff.length === 0) return [];
  const detail = `${switchedOff.join(', ')}: nothing that it covers is copied, and a lost region takes it along`;
  return [check('no replication of a bucket is switched off', false, detail)];
}

/** What a slow machine cannot do: it makes things late, and neither twice nor lost. */
const NOT_BY_SLOWNESS: readonly string[] = [
  'no write duplicated',
  'DNS shares clients out by the weights',
  NOT_OVERWRITTEN,
];

/** Whether the machine did not keep up in the time that a check is about: then nobody knows whose the miss is. */
function mayBeTheMachine({ name }: Check, { machine, fault }: Findings): boolean {
  if (NOT_BY_SLOWNESS.includes(name)) return false;
  const began = fault.startedAt ?? 0;
  const [from, to] = name === SOUND_BEFORE ? [0, began] : [fault.kind === NO_FAULT ? 0 : began, Infinity];
  return machine.strained.some(span => span.to >= from && span.from <= to);
}

function unfinished(message: string): Check {
  return { name: 'the drill finished', passed: false, detail: message };
}

/** Without a fault, whatever fails is the app's doing, or the drill's. */
function steadyState(findings: Findings): Check[] {
  const { measured, timeline } = findings;
  // Not those that failed while the speed was being found.
  const { sent, failedBefore: failed } = measured.requests;
  const sick = timeline.health.filter(change => !change.healthy);
  const moved = timeline.dns.filter((change, i) => timeline.dns.slice(0, i).some(({ name }) => name === change.name));
  return [
    check('no request failed', sent > 0 && failed === 0, `${counted(sent, 'request')} sent, ${failed} failed`),
    check(
      'no health check turned unhealthy',
      sick.length === 0,
      moments(sick.map(({ at, check }) => ({ at, of: check }))),
    ),
    check('no DNS answer changed', moved.length === 0, moments(moved.map(({ at, name }) => ({ at, of: name })))),
    ...falseAlarms(findings),
  ];
}

/** Nothing was wrong while the load ran, so whatever rings then is a false alarm. Not exercised by an app without alarms. */
function falseAlarms({ alarms, timeline }: Findings): Check[] {
  const evaluated = alarms.filter(({ notEvaluated }) => notEvaluated === null);
  if (evaluated.length === 0) return [];
  const ended = timeline.phases.find(({ name }) => name === LOAD_ENDS)?.at ?? Infinity;
  const rings = ringsOf(alarms).filter(({ at }) => at <= ended);
  const words = rings.map(({ path, name, at, reason }) => {
    return `false alarm: ${path === name ? path : `${path} (${name})`} at ${seconds(at)}, ${reason}`;
  });
  return [
    check(
      'no alarm rang',
      rings.length === 0,
      rings.length === 0 ? `none of ${evaluated.length} did` : words.join('; '),
    ),
  ];
}

/** Not exercised where no name shares clients out by weight. */
function shareChecks({ measured: { shares = [] } }: Findings): Check[] {
  if (shares.length === 0) return [];
  const held = shares.every(({ expected, measured }) => Math.abs(measured - expected) <= SHARE_TOLERANCE);
  const detail = shares.map(
    ({ region, expected, measured }) => `${region} ${percent(measured)} of ${percent(expected)}`,
  );
  return [check('DNS shares clients out by the weights', held, `new clients: ${detail.join(', ')}`)];
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}

/** Not judged without an objective; the report says it all the same. */
function noticeChecks({ measured, objectives }: Findings): Check[] {
  const { notifiedSeconds, notice } = measured;
  const limit = objectives.notifySeconds;
  if (limit === null || notifiedSeconds === null) return [];
  const detail =
    notice === null
      ? `nobody was told, declared ${seconds(limit)}`
      : `${notice.told.join(', ')} after ${seconds(notifiedSeconds)} by ${notice.alarm}, declared ${seconds(limit)}`;
  return [check('somebody was told', notifiedSeconds <= limit, detail)];
}

function moments(changes: { at: number; of: string }[]): string {
  return changes.length === 0 ? 'none did' : changes.map(({ at, of }) => `${of} at ${seconds(at)}`).join(', ');
}

function recovered(findings: Findings): Check[] {
  const { sent, failedBefore } = findings.measured.requests;
  const before = check(SOUND_BEFORE, ...stray(failedBefore, sent));
  return [before, ...recoveryChecks(findings)];
}

/** Not exercised where nothing leads clients from one region to another. */
function recoveryChecks({ measured, objectives, bound, fault }: Findings): Check[] {
  const rto = measured.rtoSeconds;
  if (rto === null) return [];
  const back = rto !== Infinity;
  const service = back
    ? `every client succeeds again ${seconds(rto)} after the fault`
    : `clients still failed when ${fault.region} was given up${stayedConnected(measured, fault)}`;
  const { sent, failedAfter } = measured.requests;
  return [
    ...noticedCheck(measured, fault),
    check('the service recovered', back, service),
    ...(back ? [check(STAYED_UP, ...stray(failedAfter, sent))] : []),
    ...limitCheck('RTO within the objective', rto, 'declared', objectives.rtoSeconds),
    ...boundCheck(rto, bound.rtoSeconds, noticedIn(measured, fault)),
    ...nextLossChecks({ measured, objectives, bound }),
  ];
}

/** Not exercised where one region was lost. */
function nextLossChecks({
  measured: { next },
  objectives,
  bound,
}: Pick<Findings, 'measured' | 'objectives' | 'bound'>): Check[] {
  if (next === undefined || next.rtoSeconds === null) return [];
  const rto = next.rtoSeconds;
  const back = rto !== Infinity;
  const detail = back
    ? `every client succeeds again ${seconds(rto)} after ${next.region} was lost too`
    : `clients still failed when ${next.region}, lost too, was given up`;
  return [
    check('the service recovered from the second loss', back, detail),
    ...limitCheck('RTO of the second loss within the objective', rto, 'declared', objectives.rtoSeconds),
    ...limitCheck('RTO of the second loss within the bound', rto, 'computed', bound.rtoSeconds),
  ];
}

/** What keeps clients in a region that answers, with errors, after DNS has left it. */
function stayedConnected({ dnsSwitchSeconds }: Findings['measured'], { kind }: Findings['fault']): string {
  if (!answers(kind) || dnsSwitchSeconds === null || dnsSwitchSeconds === Infinity) return '';
  return (
    `: DNS led elsewhere after ${seconds(dnsSwitchSeconds)}, and clients kept their connections, on which they were answered; ` +
    'clients have to close a connection after a status of 500 or more ("closeOnServerError" in the workload)'
  );
}

/** A region that goes on answering is left only when it says that it is unwell. */
function noticedCheck(
  { noticedSeconds, rtoSeconds }: Findings['measured'],
  { kind, region }: Findings['fault'],
): Check[] {
  if (!answers(kind) || noticedSeconds === null) return [];
  const told = noticedSeconds !== Infinity;
  if (!told && isPartial(kind) && rtoSeconds === 0) {
    return [
      check('no client needed it', true, `no request failed while ${region} was ${describeFault(kind)!.meanwhile}`),
    ];
  }
  const detail = told
    ? `${region} said so ${seconds(noticedSeconds)} after the fault`
    : `health checkers of ${region} were answered as if nothing were wrong: what they ask does not exercise what users call`;
  return [check('the health check noticed', told, detail)];
}

/** Null where the bound counts from the fault: the region does not answer, or nobody had to notice. */
function noticedIn({ noticedSeconds }: Findings['measured'], { kind }: Findings['fault']): number | null {
  if (!answers(kind) || (isPartial(kind) && noticedSeconds === Infinity)) return null;
  return noticedSeconds;
}

/** How soon a region notices by itself is up to its code, and no template tells: that time was measured. */
function boundCheck(rto: number, computed: number | null, noticed: number | null): Check[] {
  if (computed === null || noticed === null) return limitCheck('RTO within the bound', rto, 'computed', computed);
  const limit = `until it was noticed ${seconds(noticed)}, from then on computed`;
  const within = rto !== Infinity && rto - noticed <= computed;
  return [check('RTO within the bound', within, `measured ${seconds(rto)}, ${limit} ${seconds(computed)}`)];
}

function limitCheck(name: string, rto: number, limit: string, limitSeconds: number | null): Check[] {
  if (limitSeconds === null) return [];
  return [check(name, rto <= limitSeconds, `measured ${seconds(rto)}, ${limit} ${seconds(limitSeconds)}`)];
}

function stray(failed: number, sent: number): [boolean, string] {
  return [
    failed <= STRAY_SHARE * sent,
    `${counted(failed, 'request')} failed of ${sent} in all, ${STRAY_SHARE * 100} % tolerated`,
  ];
}

function writeChecks(findings: Findings): Check[] {
  const { writes } = findings.measured;
  if (writes === null) return [];
  const acknowledged = `${counted(writes.acknowledged, 'write')} acknowledged`;
  return [
    ...rpoCheck(findings),
    check('no acknowledged write lost', ...lossOf(findings, writes, acknowledged, DEFAULT_TABLE_LAG_SECONDS)),
    check('no write duplicated', writes.duplicated === 0, `${acknowledged}, ${writes.duplicated} found more than once`),
    ...overwrittenCheck(writes.rewrites),
  ];
}

/** Not exercised by a workload that writes every key once. */
function overwrittenCheck(rewrites: NonNullable<Findings['measured']['writes']>['rewrites']): Check[] {
  if (rewrites === undefined) return [];
  const { sent, refused, overwritten } = rewrites;
  const detail = `${counted(sent, 'write')} to keys that were there: ${refused} refused, ${overwritten} acknowledged contents gone`;
  return [check(NOT_OVERWRITTEN, overwritten === 0, detail)];
}

function rpoCheck({ measured, objectives, fault }: Findings): Check[] {
  const { rpoSeconds } = measured;
  if (fault.kind === NO_FAULT || objectives.rpoSeconds === null) return [];
  const missing = `${counted(measured.writes?.missing ?? 0, 'write')} missing in the survivor`;
  const found =
    rpoSeconds === null
      ? 'no write was acknowledged before the fault'
      : `${measured.rpoBasis} ${seconds(rpoSeconds, 'unbounded')}`;
  const detail = `${found} (${missing}), declared ${seconds(objectives.rpoSeconds)}`;
  return [check('RPO within the objective', within(rpoSeconds, objectives.rpoSeconds), detail)];
}

function eventChecks(findings: Findings): Check[] {
  const { events } = findings.measured;
  if (events === null) return [];
  const sent = `${counted(events.sent, 'upload')} sent, ${events.accepted} accepted`;
  const refused = events.reasons.length > 0 ? `, the others: ${events.reasons[0].reason}` : '';
  const fates = `${events.processed} processed, ${events.deadLettered} dead-lettered`;
  const accepted = `${counted(events.accepted, 'event')} accepted: ${fates}`;
  return [
    check('some uploads were accepted', events.accepted > 0, `${sent}${refused}`),
    check('no event lost', ...lossOf(findings, events, accepted, DEFAULT_BUCKET_LAG_SECONDS)),
  ];
}

/**
 * Nothing may be lost, with one exception: a region that is gone for good takes with it what it had accepted within the
 * declared RPO or, where none is declared, within the lag of replication that the drill itself assumes: of that, a run
 * can show nothing. The detail says that the exception was made use of.
 */
function lossOf(
  { fault, objectives }: Findings,
  { lost, oldestLostSeconds }: { lost: number; oldestLostSeconds: number | null },
  base: string,
  lagSeconds: number,
): [boolean, string] {
  if (lost === 0) return [true, `${base}, 0 lost`];
  const detail = `${base}, ${lost} lost`;
  if (fault.kind === NO_FAULT || returns(fault.kind)) return [false, detail];
  const age = `the oldest accepted ${seconds(oldestLostSeconds, 'outside the fault or')} before the loss`;
  const declared = objectives.rpoSeconds;
  const limit = declared ?? LAG_TOLERANCE * lagSeconds;
  const words = declared === null ? `modelled lag up to ${seconds(limit)}` : `declared RPO ${seconds(declared)}`;
  return [within(oldestLostSeconds, limit), `${detail}; ${age}, ${words}`];
}

/** Not exercised where the region never returns, or where no answer had left it. */
function failbackChecks({ fault, measured }: Findings): Check[] {
  const { failbackSeconds } = measured;
  if (!returns(fault.kind) || failbackSeconds === null) return [];
  const back = failbackSeconds !== Infinity;
  const detail = back
    ? `${seconds(failbackSeconds)} after ${fault.region} returned`
    : `DNS did not name ${fault.region} again with a healthy check`;
  return [check('traffic failed back', back, detail)];
}

/** Each way out and each way back is an interruption for clients, and a chance to write on old data. */
/** How often is too often in a scenario, the scenario says. */
function changeChecks({ timeline, fault, scenario }: Findings): Check[] {
  if (fault.kind === NO_FAULT || scenario !== undefined) return [];
  const names = [...new Set(timeline.dns.map(({ name }) => name))];
  const most = returns(fault.kind) ? 2 : 1;
  const restless = names
    .map(name => ({ name, changes: timeline.dns.filter(change => change.name === name).length - 1 }))
    .filter(({ changes }) => changes > most);
  const detail =
    restless.length === 0
      ? 'no name changed its answer more often'
      : restless.map(({ name, changes }) => `${name} changed its answer ${changes} times`).join(', ');
  const name = most === 2 ? 'one failover and one failback at most' : 'one failover at most';
  return names.length === 0 ? [] : [check(name, restless.length === 0, detail)];
}

/** Whether the drill refused the calls or let them pass: on AWS they would not have gone through. */
function rightsChecks({ rights }: Findings): Check[] {
  if (rights === null) return [];
  const refused = rights.refused.reduce((sum, { count }) => sum + count, 0);
  const causes = rights.refused.length === 0 ? '' : ` for ${counted(rights.refused.length, 'cause')}`;
  const detail = `${counted(rights.judged, 'call')} judged, ${refused} refused${causes}`;
  return [check('AWS would have allowed every call', refused === 0, detail)];
}

function within(value: number | null, limit: number | null): boolean {
  return value !== null && limit !== null && value <= limit;
}

function check(name: string, passed: boolean, detail: string): Check {
  return { name, passed, detail };
}

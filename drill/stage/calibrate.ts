import { type DeployedApp } from '../assembly/model.js';
import { type Workload } from '../scenario/spec.js';

/** Answers of a burst: how many in a real second, and how long the slow ones took. */
export interface Capacity {
  readonly answersPerSecond: number;
  /** 95 of 100 took no longer: real milliseconds. */
  readonly slowMillis: number;
}

/** Route 53's checkers of one check. */
const CHECKERS = 16;
/** An upload is a request, an event, a function and a write. */
const WORK_OF_AN_UPLOAD = 4;
/** A machine that is asked for all that it can give answers late, and copying data needs its part too. */
const USED_SHARE = 0.8;
/** Answers that take a larger part of a client's patience leave no room for a bad moment. */
const PATIENCE_SHARE = 0.25;
const CALLS = 60;
const AT_ONCE = 8;

/** Calls the app as often as it can be called, a few at a time. What fails counts as an answer: others judge that. */
export async function measureCapacity(calls: readonly (() => Promise<unknown>)[]): Promise<Capacity> {
  const millis: number[] = [];
  let next = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (next < CALLS) {
      const call = calls[next++ % calls.length];
      const sentAt = performance.now();
      await call().catch(() => undefined);
      millis.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  millis.sort((a, b) => a - b);
  const seconds = (performance.now() - began) / 1000;
  return { answersPerSecond: CALLS / seconds, slowMillis: millis[Math.floor(millis.length * 0.95)] };
}

/** Answers that the load and the health checkers want in a simulated second. */
export function demandPerSecond(workload: Workload, { healthChecks }: Pick<DeployedApp, 'healthChecks'>): number {
  const probes = healthChecks.filter(({ fqdn, ipAddress, disabled }) => (fqdn ?? ipAddress) !== undefined && !disabled);
  const checking = probes.reduce((sum, { intervalSeconds }) => sum + CHECKERS / intervalSeconds, 0);
  const uploading = (workload.uploads?.perSecond ?? 0) * WORK_OF_AN_UPLOAD;
  return workload.requestsPerSecond + checking + uploading;
}

/** The speed that was asked for, or the highest that this machine bears; never below 1, where simulated time is real. */
export function bearableSpeed(
  asked: number,
  demand: number,
  { answersPerSecond, slowMillis }: Capacity,
  patienceMillis: number,
): number {
  const byRate = (USED_SHARE * answersPerSecond) / demand;
  const byAnswer = (asked * PATIENCE_SHARE * patienceMillis) / slowMillis;
  const bearable = Math.min(byRate, byAnswer);
  if (bearable >= asked) return asked;
  return Math.min(asked, Math.max(1, Math.round(bearable * 10) / 10));
}

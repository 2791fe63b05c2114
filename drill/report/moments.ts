import { describeFault } from '../faults/registry.js';
import { type DrillReport } from '../measure/model.js';

/** A turning point of the run, for the reader. */
export interface Moment {
  readonly at: number;
  readonly name: string;
  /** Two or three words, for the picture. */
  readonly short: string;
}

/** The turning points in order: fault, detected, DNS switched, last failure, return, failback; those that came about. */
export function keyMoments(report: DrillReport): Moment[] {
  const { fault, timeline } = report;
  const description = describeFault(fault.kind);
  if (description === null || fault.startedAt === null || fault.region === null) return [];
  const { startedAt, endedAt, region } = fault;
  const after = (at: number) => (change: { at: number }) => change.at >= at;
  const detected = timeline.health.filter(after(startedAt)).find(change => change.region === region && !change.healthy);
  const switched = timeline.dns.filter(after(startedAt)).find(change => !change.regions.includes(region));
  const { notice } = report.measured;
  const lastFailure = timeline.requests
    .filter(after(startedAt))
    .filter(({ failed }) => failed > 0)
    .at(-1);
  const healthyAgain = timeline.health
    .filter(after(endedAt ?? Infinity))
    .find(change => change.region === region && change.healthy);
  const failedBack = timeline.dns.filter(after(endedAt ?? Infinity)).find(change => change.regions.includes(region));
  return [
    { at: startedAt, name: `${region} ${description.begins}`, short: description.short },
    detected && { at: detected.at, name: `the health check of ${region} turns unhealthy`, short: 'detected' },
    switched && {
      at: switched.at,
      name: `DNS answers with ${switched.regions.join(', ') || 'nothing'}`,
      short: 'DNS switched',
    },
    lastFailure && { at: lastFailure.at, name: 'the last request that fails is sent', short: 'last failure' },
    notice !== null && {
      at: notice.at,
      name: `${notice.alarm} rings and tells ${notice.told.join(', ')}`,
      short: 'told',
    },
    endedAt !== null && { at: endedAt, name: `${region} ${description.ends}`, short: 'return' },
    healthyAgain && { at: healthyAgain.at, name: `the health check of ${region} is healthy again`, short: 'healthy' },
    failedBack && { at: failedBack.at, name: `DNS answers with ${region} again`, short: 'failback' },
  ]
    .filter(moment => moment !== false && moment !== undefined)
    .sort((a, b) => a.at - b.at);
}

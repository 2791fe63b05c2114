import { type DrillReport } from '../measure/model.js';

/** Words in place of a figure. A comparison with a number is false for each of them. */
export const NOT_EXERCISED = 'not exercised';
export const NEVER = 'never';
const UNBOUNDED = 'unbounded';

/** The report as `report.json` holds it, by `docs/schema/drill-report.schema.json`. */
export function renderJson(report: DrillReport): string {
  return `${JSON.stringify(jsonOf(report), null, 2)}\n`;
}

function jsonOf(report: DrillReport): object {
  const { fault, bound, measured } = report;
  return {
    ...report,
    ...(report.scenario && { scenario: { ...report.scenario, steps: report.scenario.steps.map(stepOf) } }),
    fault: { ...fault, startedAt: time(fault.startedAt), endedAt: endOf(fault) },
    bound: { ...bound, detectionSeconds: limit(bound, 'detectionSeconds'), rtoSeconds: limit(bound, 'rtoSeconds') },
    measured: {
      ...measured,
      noticedSeconds: time(measured.noticedSeconds),
      detectionSeconds: time(measured.detectionSeconds),
      dnsSwitchSeconds: time(measured.dnsSwitchSeconds),
      rtoSeconds: time(measured.rtoSeconds),
      recovery: withTimes(measured.recovery),
      rpoSeconds: time(measured.rpoSeconds, UNBOUNDED),
      failbackSeconds: time(measured.failbackSeconds),
      ...(measured.next && { next: nextLoss(measured.next) }),
      notifiedSeconds: time(measured.notifiedSeconds),
      writes: withLoss(measured.writes),
      events: withLoss(measured.events),
    },
    rights: report.rights ?? NOT_EXERCISED,
  };
}

function time(value: number | null, infinite = NEVER): number | string {
  if (value === Infinity) return infinite;
  return value ?? NOT_EXERCISED;
}

function withTimes(recovery: DrillReport['measured']['recovery']): object | string {
  if (recovery === null) return NOT_EXERCISED;
  const { clients, p50Seconds, p95Seconds, slowestSeconds } = recovery;
  return { clients, p50Seconds: time(p50Seconds), p95Seconds: time(p95Seconds), slowestSeconds: time(slowestSeconds) };
}

function nextLoss(next: NonNullable<DrillReport['measured']['next']>): object {
  const { region, detectionSeconds, dnsSwitchSeconds, rtoSeconds } = next;
  return {
    region,
    detectionSeconds: time(detectionSeconds),
    dnsSwitchSeconds: time(dnsSwitchSeconds),
    rtoSeconds: time(rtoSeconds),
  };
}

function stepOf(step: NonNullable<DrillReport['scenario']>['steps'][number]): object {
  const { endedAt, detectionSeconds, dnsSwitchSeconds, rtoSeconds } = step;
  return {
    ...step,
    endedAt: endedAt ?? NEVER,
    detectionSeconds: time(detectionSeconds),
    dnsSwitchSeconds: time(dnsSwitchSeconds),
    rtoSeconds: time(rtoSeconds),
  };
}

function endOf({ startedAt, endedAt }: DrillReport['fault']): number | string {
  return startedAt === null ? NOT_EXERCISED : (endedAt ?? NEVER);
}

/** Without a formula, nothing of the kind is declared; with one, it says why there is no limit. */
function limit(bound: DrillReport['bound'], figure: 'detectionSeconds' | 'rtoSeconds'): number | string {
  return bound[figure] ?? (bound.formula === null ? NOT_EXERCISED : UNBOUNDED);
}

/** The age of the oldest loss is a figure only where something is lost. */
function withLoss<T extends { readonly lost: number; readonly oldestLostSeconds: number | null }>(
  counts: T | null,
): object | string {
  if (counts === null) return NOT_EXERCISED;
  const { oldestLostSeconds, ...others } = counts;
  return counts.lost === 0 ? others : { ...others, oldestLostSeconds: time(oldestLostSeconds, UNBOUNDED) };
}

import { type PlannedExperiment, type PlannedFault } from '../faults/registry.js';
import { lookAtStopConditions, performExperiment } from '../phases/experiment.js';
import { awaitFailback } from '../phases/failback.js';
import { beginFault, endFault, resumeReplication } from '../phases/fault.js';
import { startLoad, steadyLoad, stopLoad } from '../phases/load.js';
import { awaitNotice } from '../phases/notice.js';
import { awaitMoment, type Phase, type PhaseContext } from '../phases/phase.js';
import { awaitRecovery, awaitService, inspectSurvivors } from '../phases/recovery.js';
import { settle } from '../phases/settle.js';
import { countShares } from '../phases/shares.js';
import { type Progress } from '../support/progress.js';

interface OutageOptions {
  readonly baselineSeconds: number;
  /** Whether it is waited until an alarm has told somebody. */
  readonly notice: boolean;
  /** Simulated seconds from the region's return until its tables are replicated again; at once where it is left out. */
  readonly replicationResumesAfter?: number;
  /** What goes wrong in another region once the service has recovered, while the first is still away. */
  readonly next?: PlannedFault;
}

/** A fault in a region under load, its recovery, and the way back where there is one. */
export function outage(fault: PlannedFault, options: OutageOptions): Phase[] {
  const { baselineSeconds, notice, next } = options;
  const faults = next === undefined ? [fault] : [fault, next];
  return [
    startLoad(),
    steadyLoad(baselineSeconds),
    countShares(),
    ...faults.flatMap(each => [beginFault(each), awaitRecovery(each.region)]),
    ...(notice ? [awaitNotice()] : []),
    inspectSurvivors(faults.map(({ region }) => region)),
    ...(next?.end === undefined ? [] : [endFault(next)]),
    ...(fault.end === undefined ? [] : wayBack(fault, options)),
    stopLoad(),
    settle(),
  ];
}

/** Where replication lags, the region is there again without the writes of the others. */
function wayBack(fault: PlannedFault, { replicationResumesAfter: seconds }: OutageOptions): Phase[] {
  const { region } = fault;
  if (seconds === undefined) return [endFault(fault), awaitFailback(region)];
  return [endFault(fault, { replicationLags: true }), resumeReplication(region, seconds), awaitFailback(region)];
}

/** An experiment under load, as long as it lasts or is let; and the way back. */
export function gameDay(fault: PlannedExperiment, baselineSeconds: number): Phase[] {
  return [
    startLoad(),
    steadyLoad(baselineSeconds),
    countShares(),
    lookAtStopConditions(fault),
    beginFault(fault),
    performExperiment(fault),
    endFault(fault),
    awaitFailback(fault.region),
    stopLoad(),
    settle(),
  ];
}

/** A fault of a scenario, from and until when. */
export interface PlannedStep {
  readonly fault: PlannedFault;
  readonly at: number;
  readonly until?: number;
}

/** Faults at their times, whatever has become of the earlier ones. */
export function scenario(steps: readonly PlannedStep[], baselineSeconds: number): Phase[] {
  const moments = [
    ...steps.map(({ at, fault }) => ({ at, fault, begins: true })),
    ...steps.flatMap(({ until: at, fault }) => (at === undefined ? [] : [{ at, fault, begins: false }])),
  ].sort((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins));
  const regions = [...new Set(steps.filter(({ until }) => until !== undefined).map(({ fault }) => fault.region))];
  return [
    startLoad(),
    steadyLoad(baselineSeconds),
    countShares(),
    ...moments.flatMap(({ at, fault, begins }, i) => {
      const wait = awaitMoment(at, baselineSeconds);
      if (!begins) return [wait, endFault(fault), awaitService(fault.region)];
      const untilNext = (moments.at(i + 1)?.at ?? Infinity) - at;
      const recovery = [wait, beginFault(fault), awaitRecovery(fault.region, untilNext)];
      return i === 0 ? [...recovery, inspectSurvivors([fault.region])] : recovery;
    }),
    ...regions.map(region => awaitFailback(region)),
    stopLoad(),
    settle(),
  ];
}

/** Load without a fault. */
export function steadyState(seconds: number): Phase[] {
  return [startLoad(), steadyLoad(seconds), countShares(), stopLoad(), settle()];
}

/** Runs one phase after the other; what each finds out is in the journal before the next begins. */
export async function perform(phases: readonly Phase[], context: PhaseContext, progress: Progress): Promise<void> {
  for (const phase of phases) {
    context.journal.add(await progress.step(phase.title, log => phase.run(context, log)));
  }
}

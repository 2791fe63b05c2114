import { type AlarmReport, type Notice } from './alarms.js';
import { type DashboardReport } from './dashboards.js';
import { type RightsReport } from './rights.js';
import { type Share } from './shares.js';
import { type ResourceRef } from '../assembly/model.js';
import { type FaultName } from '../faults/registry.js';

/** Everything that one drill found out: the content of `report.json`. Times are simulated seconds since the load began. */
export interface DrillReport {
  /** Version of this format. */
  readonly schemaVersion: 3;
  readonly app: string;
  readonly startedAt: string;
  readonly regions: string[];
  readonly primaryRegion: string;
  /** Of a scenario the first fault. */
  readonly fault: FaultReport;
  /** Of a scenario only: what it expects, and what came of each step. */
  readonly scenario?: ScenarioReport;
  readonly replication: 'on' | 'off';
  /** From the beginning of the load, simulated and real; before it, `setupSeconds` of real time. */
  readonly time: {
    readonly speed: number;
    readonly simulatedSeconds: number;
    readonly realSeconds: number;
    readonly setupSeconds: number;
  };
  readonly machine: MachineReport;
  readonly workload: WorkloadReport;
  readonly objectives: {
    readonly rtoSeconds: number | null;
    readonly rpoSeconds: number | null;
    /** From the fault until an alarm has told somebody. */
    readonly notifySeconds: number | null;
  };
  readonly bound: BoundReport;
  readonly measured: MeasuredReport;
  /** Every alarm of the app, the first that rang first. */
  readonly alarms: readonly AlarmReport[];
  /** What each dashboard of the app showed. */
  readonly dashboards: readonly DashboardReport[];
  readonly resources: {
    readonly emulated: ResourceRef[];
    readonly simulated: ResourceRef[];
    readonly stored: ResourceRef[];
    readonly placeholder: ResourceRef[];
  };
  /** What AWS would have refused; null where the drill did not look. */
  readonly rights: RightsReport | null;
  readonly assumptions: string[];
  /** What the drill's own replication and schedules could not do; empty in a sound run. */
  readonly problems: string[];
  /** Replication rules of buckets that are switched off, where there are any: what they cover is in one region only. */
  readonly switchedOff?: readonly string[];
  readonly timeline: Timeline;
  /** Why the run ended before its last phase; null for a complete run. The figures then are those of the phases before it. */
  readonly incomplete: Incomplete | null;
  readonly verdict: Verdict;
}

/** What clients did: a figure says something about these calls and about no other. */
export interface WorkloadReport {
  readonly calls: string[];
  /** Whether a route of the app took part besides the paths of its health checks. */
  readonly callsAppRoutes: boolean;
}

/** How well this machine kept up. What fails while it does not keep up is held against nobody. */
export interface MachineReport {
  /** What was asked for; lower speeds are the drill's own doing. */
  readonly speedAsked: number;
  /** The speed from each moment on, the first before the load. */
  readonly speeds: { readonly at: number; readonly speed: number }[];
  /** Spans in which answers, or the drill itself, were too late to tell an outage from a busy machine. */
  readonly strained: Span[];
  /** The longest that the drill's own event loop was held up: real milliseconds. */
  readonly slowestLagMillis: number;
  /** What it took to evaluate alarms, in all regions together: real milliseconds of a processor. */
  readonly alarmMillis: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

export interface Incomplete {
  /** Code of the error that ended the run, such as `DrillInterrupted` or `EmulatorFailed`. */
  readonly code: string;
  readonly message: string;
}

interface FaultReport {
  readonly kind: FaultName;
  readonly region: string | null;
  readonly startedAt: number | null;
  /** Null for a loss, and where no fault was injected. */
  readonly endedAt: number | null;
  /** Of an experiment. */
  readonly experiment?: {
    readonly path: string;
    /** The alarm that was its stop condition, and when it rang; null where it ran to its end. */
    readonly stoppedBy: { readonly alarm: string; readonly at: number } | null;
  };
}

interface ScenarioReport {
  readonly name: string;
  readonly expect: { readonly rtoSeconds?: number; readonly lost?: number; readonly failovers?: number };
  readonly steps: readonly StepReport[];
}

/** A fault of a scenario. Times of what never came about are Infinity, as in {@link MeasuredReport}. */
export interface StepReport {
  readonly fault: FaultName;
  readonly region: string;
  readonly service?: string;
  readonly operation?: string;
  readonly share?: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly detectionSeconds: number | null;
  readonly dnsSwitchSeconds: number | null;
  readonly rtoSeconds: number | null;
}

/** Computed from the deployed templates' values, never from the run. Null where no record of the app is chosen by health. */
export interface BoundReport {
  readonly detectionSeconds: number | null;
  readonly rtoSeconds: number | null;
  /** The arithmetic, for a reader: `3 × (10 s + 6 s) + 10 s + 60 s + 5 s = 123 s`. */
  readonly formula: string | null;
  /** From the region's return until DNS names it again, at most: with the time that it may hold itself out of service. */
  readonly failbackSeconds?: number | null;
  readonly failbackFormula?: string | null;
}

/**
 * Null means: not exercised in this run. A time that never came about, or a loss without limit, is Infinity here; in
 * `report.json` the three are words of their own.
 */
export interface MeasuredReport {
  /** From the fault to the first health checker that hears of it: from where the region answers, when it noticed itself. */
  readonly noticedSeconds: number | null;
  /** From the fault to the moment at which a health check of the failed region turns unhealthy. */
  readonly detectionSeconds: number | null;
  /** From the fault to the first DNS answer that no longer names the failed region: detection and propagation. */
  readonly dnsSwitchSeconds: number | null;
  /** From the fault to the moment from which every client succeeds again: that of the slowest. */
  readonly rtoSeconds: number | null;
  /** The same as a distribution over clients: one that has just asked DNS waits longer than one that is about to. */
  readonly recovery: {
    readonly clients: number;
    readonly p50Seconds: number;
    readonly p95Seconds: number;
    readonly slowestSeconds: number;
  } | null;
  /** Age, at the fault, of the oldest acknowledged write that the survivor does not have; 0 when none is missing. */
  readonly rpoSeconds: number | null;
  /** `modelled` where the drill itself copies the data: the lag then is the drill's assumption, and RPO echoes it. */
  readonly rpoBasis: 'modelled' | 'measured';
  /** From the region's return to the first DNS answer that names it again while its health check is healthy. */
  readonly failbackSeconds: number | null;
  /** The second region that was lost while the first was away; left out where there was none. */
  readonly next?: {
    readonly region: string;
    readonly detectionSeconds: number | null;
    readonly dnsSwitchSeconds: number | null;
    readonly rtoSeconds: number | null;
  };
  /** Where new clients were led while all was well; left out where no name shares them out by weight. */
  readonly shares?: readonly Share[];
  /** From the fault until the first alarm that rang for it had told somebody; a topic without a subscriber tells nobody. */
  readonly notifiedSeconds: number | null;
  /** That alarm; null where none did. */
  readonly notice: Notice | null;
  readonly requests: {
    readonly sent: number;
    readonly succeeded: number;
    readonly failed: number;
    /** Of the failed, those that ended before the fault: they are none of its doing. */
    readonly failedBefore: number;
    /** Of the failed, those that were sent after every client had succeeded for a while. */
    readonly failedAfter: number;
    /** Why requests failed, as their clients saw it; the most frequent reason first. */
    readonly reasons: { readonly reason: string; readonly count: number }[];
  };
  readonly writes: {
    readonly acknowledged: number;
    /** Acknowledged, and not in the survivor while the region was away. */
    readonly missing: number;
    /** Acknowledged, and at the end of the run not in every region that answers. */
    readonly lost: number;
    /** Age, at the fault, of the oldest lost write; Infinity for one that the fault does not explain; null when none is lost. */
    readonly oldestLostSeconds: number | null;
    readonly duplicated: number;
    /** Writes to keys that had been acknowledged, where the workload has any ("again"). */
    readonly rewrites?: {
      readonly sent: number;
      /** By the app, as it has to while the first write is there. */
      readonly refused: number;
      /** Acknowledged contents that another write took the place of: in no region at the end. */
      readonly overwritten: number;
    };
  } | null;
  readonly events: {
    /** Uploads that clients sent, to one region's bucket: they follow no DNS answer. */
    readonly sent: number;
    readonly accepted: number;
    readonly processed: number;
    readonly deadLettered: number;
    /** Accepted before the fault, without a result during it, and processed after the region's return. */
    readonly stranded: number;
    /** Accepted, and at the end of the run neither processed nor a dead letter. */
    readonly lost: number;
    /** Age, at the fault, of the oldest lost event; Infinity for one that the fault does not explain; null when none is lost. */
    readonly oldestLostSeconds: number | null;
    /** Why uploads were not accepted; the most frequent reason first. */
    readonly reasons: { readonly reason: string; readonly count: number }[];
  } | null;
}

export interface Timeline {
  /** One entry a simulated second and region, for the requests that were sent then. */
  readonly requests: {
    readonly at: number;
    readonly region: string | null;
    readonly succeeded: number;
    readonly failed: number;
  }[];
  /** Changes of a health check's status. */
  readonly health: {
    readonly at: number;
    readonly check: string;
    readonly region: string | null;
    readonly healthy: boolean;
  }[];
  /** Changes of the DNS answer for a name. */
  readonly dns: {
    readonly at: number;
    readonly name: string;
    /** The region that every answer names; null where there is none, or more than one. */
    readonly region: string | null;
    /** Every region that some answer names. */
    readonly regions: readonly string[];
  }[];
  /** What the drill did, for the reader. */
  readonly phases: { readonly at: number; readonly name: string }[];
}

export interface Verdict {
  /** Whether every check holds. */
  readonly passed: boolean;
  /** `inconclusive` where all that is missed may be this machine's doing. */
  readonly outcome: 'passed' | 'missed' | 'inconclusive';
  /** One line a check; a check that was not exercised is not listed. */
  readonly checks: {
    readonly name: string;
    readonly passed: boolean;
    readonly detail: string;
    /** Missed in a span in which the machine was too slow: it counts neither way. */
    readonly doubtful?: boolean;
  }[];
}

import { type Figure } from '../objectives';

/** Version of the report's format: raised by a property that goes or changes its meaning, not by a new one. */
export const REPORT_VERSION = 2;

/** The resilience report of a cloud assembly: the content of `resilience-report.json`. Deterministic: no date, no random order. */
export interface ReportDocument {
  /** Version of this format; docs/schema/resilience-report.schema.json describes it. */
  readonly schemaVersion: typeof REPORT_VERSION;
  readonly regions: readonly string[];
  readonly services: ServiceReport[];
  /** Every stateful resource of the app. */
  readonly data: DataReport[];
  readonly backups: BackupReport[];
  /** False where some declared objective is missed. */
  readonly met: boolean;
}

/** A figure in JSON: the value is null where nothing bounds it. */
export interface FigureReport extends Omit<Figure, 'value'> {
  readonly value: number | null;
}

/** What is behind one name with several answers, or behind none. */
export interface ServiceReport {
  /** DNS name; null for the resources of an app that has none. */
  readonly name: string | null;
  readonly sides: SideReport[];
  readonly detection: FigureReport;
  readonly rto: FigureReport;
  /** Until clients are back in a region that returns; left out where it is not held until it has caught up. */
  readonly failback?: FigureReport;
  /** The cheapest change that meets a missed RTO, as a sentence. */
  readonly suggestion: string | null;
  /** Loss of acknowledged work with a region: the worst of the service's data. */
  readonly rpo: FigureReport;
  /** Construct path of the data that the RPO is of. */
  readonly rpoOf: string | null;
  readonly objectives: ObjectivesReport;
  readonly availability: {
    readonly oneRegion: FigureReport;
    readonly naive: FigureReport;
    readonly correlated: FigureReport;
  };
  readonly singlePointsOfFailure: SinglePointReport[];
  readonly standbyCost: CostReport;
}

/** Whether a promise is kept: `met` by a figure that bounds it, `expected` by one that AWS reports or agrees on, `missed`. */
export type ObjectiveVerdict = 'met' | 'expected' | 'missed';

export interface ObjectivesReport {
  readonly rtoSeconds: number | null;
  /** Null where no RTO is declared. */
  readonly rto: ObjectiveVerdict | null;
  readonly rpoSeconds: number | null;
  readonly rpo: ObjectiveVerdict | null;
}

/** A region's part of a service. */
export interface SideReport {
  readonly region: string;
  readonly role: 'PRIMARY' | 'SECONDARY' | null;
  /** How DNS chooses this side, where not by failover alone: `weight 70 of 100`. */
  readonly routing?: string;
  /** Time until its clients are answered by another side; the worst is the service's RTO. Absent where it is idle or by failover alone. */
  readonly recovery?: FigureReport;
  /** Construct path of the record. */
  readonly record: string | null;
  /** Host name that the record leads to, where it is known before deployment. */
  readonly endpoint: string | null;
  readonly healthCheck: HealthCheckReport | null;
  readonly functions: string[];
  /** Stateful resources that this side uses. */
  readonly data: string[];
}

export interface HealthCheckReport {
  readonly path: string;
  readonly type: string;
  /** What it looks at: a URL, an alarm or other checks. */
  readonly target: string;
  readonly intervalSeconds: number | null;
  readonly failureThreshold: number | null;
}

export interface DataReport {
  readonly path: string;
  readonly type: string;
  readonly region: string;
  /** Regions that hold the data, this one first. */
  readonly regions: readonly string[];
  /** What is lost when the region is. */
  readonly regionLoss: FigureReport;
  /** What is lost when the data itself is damaged, by a bad deployment or a deletion. Replication copies the damage. */
  readonly corruption: FigureReport;
  /** In words: `replica in us-west-2`, `point-in-time recovery`, `backup to us-west-2`. */
  readonly protections: string[];
}

export interface BackupReport {
  readonly path: string;
  readonly region: string;
  readonly copiesTo: string[];
  readonly covers: string[];
}

/** Something that exists once, and that the service does not work without. */
export interface SinglePointReport {
  readonly path: string;
  readonly type: string;
  readonly region: string | null;
  readonly why: string;
}

/** A rough estimate: list prices times what the template says is always there. */
export interface CostReport {
  readonly currency: 'USD';
  readonly perMonth: number;
  readonly estimate: string;
  readonly lines: readonly CostLine[];
  /** What depends on use and is therefore not part of the sum. */
  readonly byUse: readonly { readonly what: string; readonly price: string; readonly source: string }[];
}

export interface CostLine {
  readonly what: string;
  readonly count: number;
  readonly unitPrice: number;
  readonly perMonth: number;
  readonly source: string;
}

import { type Resource } from '../assembly/resource';
import { type Update } from './update';

/**
 * What becomes of a deployment: `refused` means that CloudFormation or the service does not take it, `loses` that it
 * succeeds and data, messages or a protection are gone.
 */
type Outcome = 'refused' | 'loses';

/** Records that a deployment would go wrong at a resource. */
type ReportHazard = (resource: Resource, problem: string, fix: string) => void;

/** One way in which a deployment over an earlier one goes wrong, and how to see it in the two states of the app. */
export interface Hazard {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly outcome: Outcome;
  /** What must hold between the two states, as one sentence. */
  readonly title: string;
  /** Page that says so. */
  readonly source: string;
  /** Reports every place where it does not hold. */
  check(update: Update, report: ReportHazard): void;
}

/** A place where a deployment would go wrong. */
export interface HazardFinding {
  readonly hazard: Hazard;
  /** Construct path. */
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

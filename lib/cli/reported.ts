import { type Rule } from '../rules/rule';

/** One thing that a part of the check found, in the form in which every output format gets it. */
export interface Reported {
  /** Stable name of what was looked for. */
  readonly id: string;
  readonly severity: Rule['severity'];
  /** Construct path. */
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
  /** What must hold. */
  readonly title: string;
  readonly docs: string;
  /** Why it was acknowledged; undefined where it was not. */
  readonly acknowledged?: string;
}

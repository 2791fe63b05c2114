import { type AppModel } from '../assembly/app-model';

/** How much a finding weighs: an error breaks what the design promises, a warning makes it weaker. */
type Severity = 'error' | 'warning';

/** Part of the reliability design that a rule belongs to, and the page of docs/rules/ that it is described on. */
export type Area =
  | 'failover'
  | 'functions'
  | 'messages'
  | 'alarms'
  | 'data'
  | 'backups'
  | 'experiments'
  | 'privileges'
  | 'regions'
  | 'workflows'
  | 'delivery';

/** What concerns a finding: a resource or a stack, by its construct path. */
export interface Subject {
  readonly path: string;
}

/** Records that something is wrong with a construct. */
export type Report = (subject: Subject, problem: string, fix: string) => void;

/** One thing that must hold in an app, and how to see in its templates that it does not. */
export interface Rule {
  /** Stable; `resilience-` and the name of the rule's file. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  /** What must hold, as one sentence. */
  readonly title: string;
  /** What happens where it does not hold. */
  readonly why: string;
  /** AWS page that says so. */
  readonly source: string;
  /** Reports every place in the app where it does not hold. */
  check(model: AppModel, report: Report): void;
}

/** What a rule found. */
export interface Finding {
  readonly rule: Rule;
  /** Construct path. */
  readonly path: string;
  /** What is wrong, with the values. */
  readonly problem: string;
  readonly fix: string;
}

const DOCS = 'https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/docs/rules';

/** Where a rule is explained. */
export function docsOf(rule: Rule): string {
  return `${DOCS}/${rule.area}.md#${rule.id}`;
}

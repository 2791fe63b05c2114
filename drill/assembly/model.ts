import { type ExperimentSpec } from './experiments.js';

/** What the drill knows of an app, read from its cloud assembly; values as the template gives them, before deployment. */
export interface App {
  readonly directory: string;
  readonly account: string;
  /** Regions that have at least one stack, the primary first. */
  readonly regions: string[];
  readonly stacks: AppStack[];
  readonly objectives: Objectives;
}

/** Objectives that the app declares in a template's `Metadata.RecoveryObjectives`, or the command line gives. */
export interface Objectives {
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
  /** From the fault until an alarm has told somebody. */
  readonly notifySeconds?: number;
}

export interface AppStack {
  /** The stack's id in the assembly, unique in it. */
  readonly id: string;
  readonly stackName: string;
  readonly region: string;
  readonly template: Template;
}

export interface Template {
  Metadata?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; [key: string]: unknown }>;
  [section: string]: unknown;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  [attribute: string]: unknown;
}

/** How a resource takes part in the drill. Everything in the templates is in exactly one of the lists. */
export interface ResourceInventory {
  /** Hosted by the emulator. */
  readonly emulated: ResourceRef[];
  /** Not hosted, but its behaviour is simulated by the drill from the template's values. */
  readonly simulated: ResourceRef[];
  /** Kept by the emulator as it was written, and used by nothing: no figure says anything about it. */
  readonly stored: ResourceRef[];
  /** Replaced by an empty stand-in: nothing about it was exercised. */
  readonly placeholder: ResourceRef[];
}

export interface ResourceRef {
  readonly type: string;
  /** Construct path where the template has one, `<stack>/<logical id>` otherwise. */
  readonly path: string;
  readonly region: string;
}

/** A health check, with every intrinsic function resolved after deployment. */
export interface HealthCheckSpec {
  /** `<stack id>/<logical id>`: how record sets refer to it. */
  readonly id: string;
  readonly path: string;
  readonly type:
    | 'HTTP'
    | 'HTTPS'
    | 'HTTP_STR_MATCH'
    | 'HTTPS_STR_MATCH'
    | 'TCP'
    | 'CALCULATED'
    | 'CLOUDWATCH_METRIC'
    | 'RECOVERY_CONTROL';
  readonly fqdn?: string;
  readonly ipAddress?: string;
  readonly port?: number;
  readonly resourcePath?: string;
  readonly searchString?: string;
  /** Every status below this one is a success. @default - 2xx and 3xx are */
  readonly belowStatus?: number;
  /** 10 or 30. */
  readonly intervalSeconds: number;
  readonly failureThreshold: number;
  readonly inverted: boolean;
  readonly disabled: boolean;
  readonly childIds: string[];
  readonly childThreshold?: number;
  /** How long the answer that it looks at may be old, where the template declares it. @default - each answer is a new one */
  readonly healthCacheSeconds?: number;
  /** Longest time that a region which comes back says that it cannot serve yet. */
  readonly longestHoldSeconds?: number;
}

/** A record set, with every intrinsic function resolved after deployment. */
export interface RecordSpec {
  readonly path: string;
  /** Lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds?: number;
  readonly setIdentifier?: string;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
  readonly weight?: number;
  readonly latencyRegion?: string;
  /** Whose queries the record answers, in Route 53's codes; country `*` for everybody else. */
  readonly geoLocation?: { readonly continent?: string; readonly country?: string; readonly subdivision?: string };
  readonly healthCheckId?: string;
  readonly values: string[];
  readonly alias?: { readonly name: string; readonly evaluateTargetHealth: boolean };
}

/** A stage of an API under a custom domain: the domain's paths do not have the stage in front, but the base path. */
export interface DomainMapping {
  readonly api?: string;
  readonly domain: string;
  readonly stage: string;
  readonly basePath: string;
}

/** A route of an HTTP API. */
export interface RouteSpec {
  readonly api: string;
  /** Method and path, such as `GET /files/{key}`, or `$default`. */
  readonly key: string;
  /** Whether it asks for no credentials. */
  readonly isOpen: boolean;
}

/** A table that the template replicates to other regions. */
export interface GlobalTableSpec {
  readonly path: string;
  readonly homeRegion: string;
  readonly tableName: string;
  readonly replicaRegions: string[];
}

/** What the deployed app turned out to be: names and endpoints as the local cloud gave them. */
export interface DeployedApp {
  readonly healthChecks: HealthCheckSpec[];
  readonly records: RecordSpec[];
  /** Which stage of an API answers under a domain of the app's own, and below which path. */
  readonly domainMappings?: readonly DomainMapping[];
  /** Routes of every HTTP API. */
  readonly routes?: readonly RouteSpec[];
  readonly globalTables: GlobalTableSpec[];
  /** Physical names of every bucket, by region. */
  readonly buckets: { readonly region: string; readonly path: string; readonly name: string }[];
  /** Queues that some other resource names as its dead-letter target. */
  readonly deadLetterQueues: { readonly region: string; readonly path: string; readonly url: string }[];
  /** Experiments of AWS FIS. */
  readonly experiments?: readonly ExperimentSpec[];
  /** Rules with a `rate(...)` schedule and what they invoke. */
  readonly schedules: {
    readonly region: string;
    readonly path: string;
    readonly ruleName: string;
    readonly everySeconds: number;
  }[];
}

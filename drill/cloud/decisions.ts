import { type Cloud } from './cloud.js';
import { callEmulator } from './emulator-calls.js';
import { readWritten, type Written } from './written.js';

/** `enforce` refuses it, `observe` lets it pass and counts it, `off` does not look. */
export type IamMode = (typeof IAM_MODES)[number];
export const IAM_MODES = ['enforce', 'observe', 'off'] as const;

/** One cause: the same caller, action, resource and outcome in one region. */
export interface Decision {
  /** A role, in whose name a function or a service called, or a service that the resource has to let in. */
  readonly kind: 'role' | 'service';
  readonly role?: string;
  /** Name of the role's session; a function's name, where a function called. */
  readonly session?: string;
  readonly service?: string;
  /** ARN that the service calls for, such as a rule's or a bucket's. */
  readonly source?: string;
  readonly action: string;
  /** ARN; `<bucket>/*` for any object. */
  readonly resource: string;
  readonly decision: 'allow' | 'deny' | 'undecided';
  readonly why: string;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly count: number;
}

/** One action of a statement that allows it. */
export interface Right {
  readonly role: string;
  readonly action: string;
  readonly resources: readonly string[];
  readonly used: boolean;
}

export interface RegionDecisions extends Written {
  /** Real milliseconds that all decisions took together. */
  readonly millis: number;
  readonly decisions: readonly Decision[];
  readonly rights: readonly Right[];
}

/** What a service does in the name of a role. */
export interface RoleQuestion {
  readonly role: string;
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

/** Asks a region's emulator, which counts the call as one that the service made. */
export async function roleMay(
  cloud: Cloud,
  region: string,
  question: RoleQuestion,
  signal: AbortSignal,
): Promise<boolean> {
  const path = `/_drill/role-may?${new URLSearchParams({ ...question })}`;
  const answer = (await callEmulator(cloud, region, path, signal)) as { allowed: boolean };
  return answer.allowed;
}

/** What each region has decided until now; of a region that is away, until it went. */
export function readDecisions(
  directory: string,
  regions: readonly string[],
  isUp: (region: string) => boolean,
): Promise<RegionDecisions[]> {
  return readWritten(directory, 'decisions', regions, isUp, region => ({
    region,
    writtenAt: 0,
    millis: 0,
    decisions: [],
    rights: [],
  }));
}

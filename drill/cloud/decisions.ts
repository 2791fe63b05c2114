import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cloud } from './cloud.js';
import { setTimeout as wait } from 'node:timers/promises';
import { callEmulator } from './emulator-calls.js';

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

export interface RegionDecisions {
  readonly region: string;
  readonly writtenAt: number;
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

/** A region writes twice a second; one under load gets this long. */
const PATIENCE_MILLIS = 5000;
const POLL_MILLIS = 50;

/**
 * What each region has written: of those that are up, everything until now; of the others, what they had written before
 * they went away.
 */
export function readDecisions(
  directory: string,
  regions: readonly string[],
  isUp: (region: string) => boolean,
): Promise<RegionDecisions[]> {
  const asked = Date.now();
  return Promise.all(
    regions.map(async region => {
      const file = join(directory, `decisions-${region}.json`);
      for (;;) {
        const found = await read(file);
        const isLate = Date.now() > asked + PATIENCE_MILLIS;
        if (found !== undefined && (found.writtenAt >= asked || isLate || !isUp(region))) return found;
        if (isLate || !isUp(region)) return { region, writtenAt: 0, millis: 0, decisions: [], rights: [] };
        await wait(POLL_MILLIS);
      }
    }),
  );
}

async function read(file: string): Promise<RegionDecisions | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RegionDecisions;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';

/**
 * What a workload file may hold, as JSON. Rates and times are in simulated seconds; `{{id}}` stands for an id of the
 * drill's choice. A file with neither `reads` nor `writes` gets data probes, as an app without a file does.
 */
export interface WorkloadFile {
  /** @default 2 */
  readonly requestsPerSecond?: number;
  /** Virtual users, each with its own DNS cache. @default 4 */
  readonly clients?: number;
  /** @default 5 */
  readonly clientTimeoutSeconds?: number;
  /**
   * Whether a client closes its connections after a status of 500 or more, and asks DNS again. Without it, clients of a
   * region that still answers, with errors, stay there whatever DNS says: as most HTTP clients do. @default false
   */
  readonly closeOnServerError?: boolean;
  /**
   * Longest time that a client keeps a connection before it makes a new one and asks DNS for it, as connection pools with a
   * maximum age do. Without it, clients of a region that answers stay there, also when DNS leads back to another.
   *
   * @default - as long as it is answered
   */
  readonly longestConnectionSeconds?: number;
  /** Record of the app that clients call. @default - the first name with failover records, else the first name */
  readonly hostname?: string;
  readonly writes?: {
    readonly method: string;
    /** `path` or `body` must contain `{{id}}`. */
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Read with GET by the audit: 2xx once the write is there, 4xx while it is not. Must contain `{{id}}`. */
    readonly readPath: string;
    /** @default - any 2xx or 3xx */
    readonly expectStatus?: number;
    /**
     * Every so many writes of a client go to a key that was acknowledged some time before, with another `{{content}}`,
     * which an app that creates refuses with this status. Where it acknowledges one, it has overwritten another.
     *
     * @default - every write has a key of its own
     */
    readonly again?: { readonly everyNth: number; readonly refusedWith: number };
  };
  readonly reads?: {
    /** @default GET */
    readonly method?: string;
    readonly path: string;
  };
  readonly uploads?: {
    /** @default 0.2 */
    readonly perSecond?: number;
    /** Physical name, an id on the construct path, or a part of that path. */
    readonly bucket: string;
    /** Must contain `{{id}}`. */
    readonly key: string;
    /** @default - an empty object */
    readonly body?: string;
    /** Instead of `body`: an object of this size. */
    readonly bodyBytes?: number;
    /** An object that the app is expected to reject; what it leaves out is as in the other objects. */
    readonly poison?: {
      readonly everyNth: number;
      readonly key?: string;
      readonly body?: string;
      readonly bodyBytes?: number;
    };
    /** Global table in which the app records an object: an item whose `keyAttribute` equals the object's key. */
    readonly recordedIn?: { readonly table: string; readonly keyAttribute: string };
  };
}

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown, at: string) => string[];

const ID = '{{id}}';

const text: Check = (value, at) =>
  typeof value === 'string' && value !== '' ? [] : [`${at} must be a text, and is ${shown(value)}`];
const path: Check = (value, at) =>
  typeof value === 'string' && value.startsWith('/') ? [] : [`${at} must begin with "/", and is ${shown(value)}`];
const withId: Check = (value, at) =>
  typeof value === 'string' && value.includes(ID) ? [] : [`${at} must contain ${ID}, and is ${shown(value)}`];
const positive: Check = (value, at) =>
  Number.isFinite(value) && (value as number) > 0 ? [] : [`${at} must be a number above 0, and is ${shown(value)}`];
const count: Check = (value, at) =>
  Number.isInteger(value) && (value as number) > 0
    ? []
    : [`${at} must be a whole number above 0, and is ${shown(value)}`];
const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : [`${at} must be true or false, and is ${shown(value)}`];
const status: Check = (value, at) =>
  Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599
    ? []
    : [`${at} must be an HTTP status, and is ${shown(value)}`];
const body: Check = (value, at) => (typeof value === 'string' ? [] : [`${at} must be a text, and is ${shown(value)}`]);
const method: Check = (value, at) =>
  typeof value === 'string' && /^[A-Z]+$/.test(value)
    ? []
    : [`${at} must be a method such as "POST", and is ${shown(value)}`];
const headers: Check = (value, at) =>
  isObject(value) && Object.values(value).every(header => typeof header === 'string')
    ? []
    : [`${at} must map header names to texts, and is ${shown(value)}`];

function both(...checks: Check[]): Check {
  return (value, at) => checks.map(check => check(value, at)).find(problems => problems.length > 0) ?? [];
}

/** An object with these members and no others. */
function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const members = { ...required, ...optional };
  return (value, at) => {
    if (!isObject(value)) return [`${at} must be an object, and is ${shown(value)}`];
    const missing = Object.keys(required).filter(key => value[key] === undefined);
    return [
      ...missing.map(key => `${at} needs "${key}"`),
      ...Object.entries(value).flatMap(([key, member]) => {
        if (member === undefined) return [];
        const check = Object.hasOwn(members, key) ? members[key] : undefined;
        if (check) return check(member, `${at}.${key}`);
        return [`${at} has no member "${key}"${didYouMean(key, Object.keys(members))}`];
      }),
    ];
  };
}

const oneBody: Check = (value, at) =>
  isObject(value) && value.body !== undefined && value.bodyBytes !== undefined
    ? [`${at} has both "body" and "bodyBytes"; keep one`]
    : [];

const workload = object(
  {},
  {
    requestsPerSecond: positive,
    clients: count,
    clientTimeoutSeconds: positive,
    closeOnServerError: flag,
    longestConnectionSeconds: positive,
    hostname: text,
    writes: both(
      object(
        { method, path, readPath: both(path, withId) },
        { headers, body, expectStatus: status, again: object({ everyNth: count, refusedWith: status }) },
      ),
      writesCarryTheId,
      rewritesDiffer,
    ),
    reads: object({ path }, { method }),
    uploads: both(
      object(
        { bucket: text, key: withId },
        {
          perSecond: positive,
          body,
          bodyBytes: count,
          poison: both(object({ everyNth: count }, { key: withId, body, bodyBytes: count }), oneBody),
          recordedIn: object({ table: text, keyAttribute: text }),
        },
      ),
      oneBody,
    ),
  },
);

/**
 * Checks the content of a workload file; every problem is reported at once.
 *
 * @throws DrillError `WorkloadInvalid`.
 */
export function validateWorkloadFile(file: string, content: unknown): WorkloadFile {
  const problems = workload(content, 'the workload');
  if (problems.length > 0) {
    throw new DrillError(
      'WorkloadInvalid',
      `"${file}" is no workload:\n${problems.map(text => `  - ${text}`).join('\n')}`,
    );
  }
  return content as WorkloadFile;
}

function writesCarryTheId(value: unknown, at: string): string[] {
  const { path: target, body: content } = value as { path: string; body?: string };
  return target.includes(ID) || content?.includes(ID) ? [] : [`${at} must contain ${ID} in "path" or in "body"`];
}

const CONTENT = '{{content}}';

/** Without a content of its own, nobody could tell which of two writes is there. */
function rewritesDiffer(value: unknown, at: string): string[] {
  const { again, body: content } = value as { again?: object; body?: string };
  return again === undefined || content?.includes(CONTENT)
    ? []
    : [`${at} has "again", and needs ${CONTENT} in "body": that is what a write brings beside its key`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

import { readFile } from 'node:fs/promises';
import { type DeployedApp, type GlobalTableSpec } from '../assembly/model.js';
import { normalName } from '../support/dns-name.js';
import { DrillError } from '../support/errors.js';
import { bucketsNamed, tableNamed } from './resource-reference.js';
import { validateWorkloadFile, type WorkloadFile } from './workload-file.js';

/** A request that changes nothing. */
export interface ReadSpec {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  /**
   * Whether an answer of 4xx is a good one: of a path that was not given, nobody knows what the app should say.
   *
   * @default false
   */
  readonly acceptsClientErrors?: boolean;
}

/** A request that stores something under an id of the drill's choice; `{{id}}` stands for it. */
export interface WriteSpec {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Answers 2xx once the write is there, anything else while it is not. */
  readonly readPath: string;
  /** @default - any 2xx or 3xx */
  readonly expectStatus?: number;
  /** Every so many writes of a client go to a key that was acknowledged before, with another content. */
  readonly again?: { readonly everyNth: number; readonly refusedWith: number };
}

/** An object to upload; `{{id}}` stands for an id of the drill's choice. */
export interface ObjectTemplate {
  readonly key: string;
  readonly body: string | { readonly bytes: number };
}

export interface UploadSpec {
  readonly perSecond: number;
  /** Names of the bucket by region. */
  readonly buckets: ReadonlyMap<string, string>;
  readonly object: ObjectTemplate;
  /** Every so many uploads, one that the app is expected to reject. */
  readonly poison?: ObjectTemplate & { readonly everyNth: number };
  /** Where the app records an object that it has processed. */
  readonly recordedIn?: { readonly table: GlobalTableSpec; readonly keyAttribute: string };
}

/** The load of a drill. Rates and times are in simulated seconds. */
export interface Workload {
  readonly requestsPerSecond: number;
  readonly clients: number;
  readonly clientTimeoutSeconds: number;
  /** Whether a client leaves a connection on which it got a status of 500 or more. */
  readonly closeOnServerError?: boolean;
  /** Longest time that a client keeps a connection; as long as it is answered where it is left out. */
  readonly longestConnectionSeconds?: number;
  /** Name whose answer tells clients their region; undefined where the app has no failover name. */
  readonly hostname?: string;
  readonly reads: readonly ReadSpec[];
  readonly writes?: WriteSpec;
  /** Global tables into which clients write an item of their own, straight through the API of their region. */
  readonly dataProbes: readonly GlobalTableSpec[];
  readonly uploads?: UploadSpec;
}

const DEFAULTS = { requestsPerSecond: 2, clients: 4, clientTimeoutSeconds: 5, uploadsPerSecond: 0.2 } as const;

/** Routes that clients get without a file: more would leave less of the load for each. */
const MOST_ROUTES = 5;
/** What stands for a variable in the path of a route. */
const SOMETHING = 'drill';

/**
 * The load to send: from a file, or one that suits any app. Without a file, clients get the path of the health checks and
 * the open GET routes of HTTP APIs through each failover name, and write items of their own into each global table.
 *
 * @throws DrillError `WorkloadUnreadable`, `WorkloadInvalid`, `HostnameMissing`, `HostnameUnknown`, `BucketUnknown`,
 * `BucketAmbiguous`, `TableUnknown` or `TableAmbiguous`.
 */
export async function loadWorkload(file: string | undefined, deployed: DeployedApp): Promise<Workload> {
  return file === undefined ? defaultWorkload(deployed) : resolveWorkload(await readWorkloadFile(file), deployed);
}

/**
 * Reads what a workload file says, as far as that can be judged without the app.
 *
 * @throws DrillError `WorkloadUnreadable` or `WorkloadInvalid`.
 */
export async function readWorkloadFile(file: string): Promise<WorkloadFile> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const message = `the workload file "${file}" cannot be read as JSON: ${(error as Error).message}`;
    throw new DrillError('WorkloadUnreadable', message, { cause: error });
  }
  return validateWorkloadFile(file, content);
}

function resolveWorkload(file: WorkloadFile, deployed: DeployedApp): Workload {
  const hostname = hostnameOf(file, deployed);
  const needed = (part: string): string => hostname ?? failWithoutHostname(part);
  return {
    requestsPerSecond: file.requestsPerSecond ?? DEFAULTS.requestsPerSecond,
    clients: file.clients ?? DEFAULTS.clients,
    clientTimeoutSeconds: file.clientTimeoutSeconds ?? DEFAULTS.clientTimeoutSeconds,
    closeOnServerError: file.closeOnServerError,
    longestConnectionSeconds: file.longestConnectionSeconds,
    hostname,
    reads: file.reads ? [{ hostname: needed('reads'), method: 'GET', ...file.reads }] : [],
    writes: file.writes ? { headers: {}, ...file.writes, hostname: needed('writes') } : undefined,
    dataProbes: file.reads || file.writes ? [] : deployed.globalTables,
    uploads: file.uploads ? resolveUploads(file.uploads, deployed) : undefined,
  };
}

function resolveUploads(uploads: NonNullable<WorkloadFile['uploads']>, deployed: DeployedApp): UploadSpec {
  const { poison, recordedIn } = uploads;
  const object: ObjectTemplate = { key: uploads.key, body: bodyOf(uploads) ?? '' };
  return {
    perSecond: uploads.perSecond ?? DEFAULTS.uploadsPerSecond,
    buckets: bucketsNamed(uploads.bucket, deployed),
    object,
    poison: poison && {
      everyNth: poison.everyNth,
      key: poison.key ?? object.key,
      body: bodyOf(poison) ?? object.body,
    },
    recordedIn: recordedIn && {
      table: tableNamed(recordedIn.table, deployed),
      keyAttribute: recordedIn.keyAttribute,
    },
  };
}

function bodyOf(given: { readonly body?: string; readonly bodyBytes?: number }): ObjectTemplate['body'] | undefined {
  return given.bodyBytes === undefined ? given.body : { bytes: given.bodyBytes };
}

function defaultWorkload(deployed: DeployedApp): Workload {
  const { requestsPerSecond, clients, clientTimeoutSeconds } = DEFAULTS;
  const reads = failoverNames(deployed).flatMap((hostname): ReadSpec[] => {
    const path = healthPath(hostname, deployed);
    const others = routePaths(hostname, deployed).filter(other => other !== path);
    return [
      { hostname, method: 'GET', path },
      ...others.map(other => ({ hostname, method: 'GET', path: other, acceptsClientErrors: true })),
    ];
  });
  const hostname = hostnameOf({}, deployed);
  return { requestsPerSecond, clients, clientTimeoutSeconds, hostname, reads, dataProbes: deployed.globalTables };
}

function healthPath(hostname: string, deployed: DeployedApp): string {
  const checkIds = deployed.records.filter(record => record.name === hostname).map(record => record.healthCheckId);
  const check = deployed.healthChecks.find(({ id, resourcePath }) => checkIds.includes(id) && resourcePath);
  return check?.resourcePath === undefined ? '/' : publicPath(hostname, check.resourcePath, deployed);
}

/** Paths under a name that reach code of the app by GET and without credentials. */
function routePaths(hostname: string, { domainMappings = [], routes = [] }: DeployedApp): string[] {
  const paths = domainMappings
    .filter(({ domain }) => domain === hostname)
    .flatMap(({ api, basePath }) =>
      routes
        .filter(route => route.isOpen && route.api === api)
        .flatMap(({ key }) => pathOfRoute(key).map(path => (basePath === '' ? path : `/${basePath}${path}`))),
    );
  return [...new Set(paths)].slice(0, MOST_ROUTES);
}

/** `GET /files/{key}` and `ANY /files/{key}` have a path to get, and so has `$default`, which takes every path. */
function pathOfRoute(key: string): string[] {
  const [, path] = /^(?:GET|ANY) (\/.*)$/.exec(key) ?? [];
  if (key === '$default') return ['/'];
  return path === undefined ? [] : [path.replace(/\{[^}]*\}/g, SOMETHING)];
}

/** An API's own host has the stage in front of every path; the domain that leads to the stage has its base path there. */
function publicPath(hostname: string, path: string, { domainMappings = [] }: DeployedApp): string {
  const isUnder = (stage: string): boolean => path === `/${stage}` || path.startsWith(`/${stage}/`);
  const mapping = domainMappings.find(({ domain, stage }) => domain === hostname && isUnder(stage));
  if (mapping === undefined) return path;
  const below = path.slice(mapping.stage.length + 1);
  return `${mapping.basePath === '' ? '' : `/${mapping.basePath}`}${below}` || '/';
}

/** Names with several records, which Route 53 chooses between; a name that only answers for another such name is a part of that. */
function failoverNames(deployed: DeployedApp): string[] {
  const routed = deployed.records.filter(({ type, setIdentifier }) => setIdentifier && ['A', 'CNAME'].includes(type));
  const inner = new Set(
    routed.flatMap(({ name, alias, values }) =>
      [...(alias ? [alias.name] : []), ...values].map(normalName).filter(target => target !== name),
    ),
  );
  return [...new Set(routed.map(record => record.name))].filter(name => !inner.has(name));
}

function hostnameOf(file: WorkloadFile, deployed: DeployedApp): string | undefined {
  const names = [...new Set(deployed.records.map(record => record.name))];
  if (file.hostname === undefined) return failoverNames(deployed)[0] ?? names[0];
  const wanted = normalName(file.hostname);
  if (names.includes(wanted)) return wanted;
  const message = `the app has no record "${file.hostname}"; its names are ${names.join(', ') || 'none'}`;
  throw new DrillError('HostnameUnknown', message);
}

function failWithoutHostname(part: string): never {
  const message = `the workload has "${part}", but the app declares no DNS record that they could be sent to; give the app a domain, or remove "${part}"`;
  throw new DrillError('HostnameMissing', message);
}

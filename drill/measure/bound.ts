import { type HealthCheckSpec, type RecordSpec } from '../assembly/model.js';
import { DEFAULT_PROPAGATION_SECONDS as PROPAGATION_SECONDS } from '../route53/zone.js';
import { longestProbe } from '../route53/probe-limits.js';
import { normalName } from '../support/dns-name.js';
import { seconds } from '../support/format.js';
import { type BoundReport } from './model.js';

/** Alias records to regional endpoints have no TTL of their own: Route 53 answers with the target's 60 s. */
const ALIAS_TTL_SECONDS = 60;

export interface BoundInputs {
  readonly healthChecks: readonly HealthCheckSpec[];
  readonly records: readonly RecordSpec[];
  /** How long a client waits for the request that was under way when the region failed. */
  readonly clientTimeoutSeconds: number;
  /** The one name that counts; the slowest of all by default. */
  readonly hostname?: string;
}

/**
 * The longest that failover can take by the deployed configuration: from the health check and the TTL of each record that
 * clients are led to while all is well, which is the PRIMARY, or every one that is chosen by weight or by where a client is.
 * The slowest decides.
 *
 * It is arithmetic on the template's values and uses nothing of the run. Seconds are null where nothing bounds them: an app
 * without such records, a record without a health check, or a check that follows an alarm.
 */
export function failoverBound(inputs: BoundInputs): BoundReport {
  const names = inputs.hostname === undefined ? undefined : namesBehind(inputs.hostname, inputs.records);
  const answering = inputs.records.filter(
    record => answersWhileAllIsWell(record, inputs.records) && (names === undefined || names.has(record.name)),
  );
  const bounds = answering.map(record => boundOf(record, inputs));
  return bounds.sort(slowestFirst)[0] ?? { detectionSeconds: null, rtoSeconds: null, formula: null };
}

/** A name, and every other that its records lead to: of a tree, whose regions are lost one after the other, all levels. */
function namesBehind(name: string, records: readonly RecordSpec[], found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const { alias, values } of records.filter(record => record.name === name)) {
    for (const target of [...(alias ? [alias.name] : []), ...values]) namesBehind(normalName(target), records, found);
  }
  return found;
}

/** Not a SECONDARY, nor a weight of 0 beside others, nor the only record of its name. */
function answersWhileAllIsWell(record: RecordSpec, all: readonly RecordSpec[]): boolean {
  if (record.failover !== undefined) return record.failover === 'PRIMARY';
  const group = all.filter(other => other.name === record.name && other.type === record.type);
  if (record.weight !== undefined) return record.weight > 0 || group.every(({ weight }) => weight === 0);
  return record.latencyRegion !== undefined || record.geoLocation !== undefined;
}

function boundOf(record: RecordSpec, inputs: BoundInputs): BoundReport {
  const check = inputs.healthChecks.find(({ id }) => id === record.healthCheckId);
  const what = record.failover === undefined ? `record "${record.setIdentifier}"` : 'PRIMARY record';
  if (check === undefined) return unbounded(`the ${what} of ${record.name} has no health check`);
  const slowest = slowestEndpointCheck(check, inputs.healthChecks);
  if (slowest === undefined) return unbounded(`the ${what}'s health check ${check.path} probes no endpoint`);

  const { failureThreshold: k, intervalSeconds: interval } = slowest;
  const ttl = record.alias ? ALIAS_TTL_SECONDS : (record.ttlSeconds ?? 0);
  const detectionSeconds = detection(slowest);
  const rtoSeconds = detectionSeconds + PROPAGATION_SECONDS + ttl + inputs.clientTimeoutSeconds;
  const cache = slowest.healthCacheSeconds ?? 0;
  const terms = [
    ...(cache > 0 ? [seconds(cache)] : []),
    `${k} × (${seconds(interval)} + ${seconds(longestProbe(slowest))})`,
    seconds(PROPAGATION_SECONDS),
    seconds(ttl),
    seconds(inputs.clientTimeoutSeconds),
  ];
  return {
    detectionSeconds,
    rtoSeconds,
    formula: `${terms.join(' + ')} = ${seconds(rtoSeconds)}`,
    ...failback(slowest, terms.slice(0, cache > 0 ? 3 : 2)),
  };
}

/** The way back is noticed as the way out is, by as many answers in a row, once the region says that it can serve. */
function failback(
  check: HealthCheckSpec,
  terms: readonly string[],
): Pick<BoundReport, 'failbackSeconds' | 'failbackFormula'> {
  const hold = check.longestHoldSeconds ?? 0;
  const failbackSeconds = hold + detection(check) + PROPAGATION_SECONDS;
  const all = [...(hold > 0 ? [seconds(hold)] : []), ...terms];
  return { failbackSeconds, failbackFormula: `${all.join(' + ')} = ${seconds(failbackSeconds)}` };
}

/** The check itself, or the slowest of a calculated check's children; undefined where some part of it probes nothing. */
function slowestEndpointCheck(
  check: HealthCheckSpec,
  all: readonly HealthCheckSpec[],
  visited: ReadonlySet<string> = new Set(),
): HealthCheckSpec | undefined {
  if (check.disabled || visited.has(check.id)) return undefined;
  if (check.type === 'CLOUDWATCH_METRIC' || check.type === 'RECOVERY_CONTROL') return undefined;
  if (check.type !== 'CALCULATED') return check;
  const children = check.childIds.map(id => all.find(other => other.id === id));
  const probing = children.map(child => child && slowestEndpointCheck(child, all, new Set([...visited, check.id])));
  if (probing.includes(undefined)) return undefined;
  return (probing as HealthCheckSpec[]).sort((a, b) => detection(b) - detection(a))[0];
}

function detection(check: HealthCheckSpec): number {
  const cache = check.healthCacheSeconds ?? 0;
  return cache + check.failureThreshold * (check.intervalSeconds + longestProbe(check));
}

function unbounded(why: string): BoundReport {
  return { detectionSeconds: null, rtoSeconds: null, formula: `not bounded: ${why}` };
}

function slowestFirst(a: BoundReport, b: BoundReport): number {
  return (b.rtoSeconds ?? Infinity) - (a.rtoSeconds ?? Infinity);
}

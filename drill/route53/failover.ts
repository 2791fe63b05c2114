import { type RecordSpec } from '../assembly/model.js';
import { normalName } from '../support/dns-name.js';
import { targetCheckId } from './load-balancers.js';
import { placeOf, precision } from './places.js';
import { type Random } from './random.js';

/** What an answer depends on besides the records themselves. */
export interface AnswerContext {
  /** Status of a health check, as the name servers know it. */
  readonly healthy: (healthCheckId: string) => boolean;
  /** Every record of the zone: where alias targets are looked up. */
  readonly zone: readonly RecordSpec[];
  /** Region nearest to the asking client, for latency and geolocation records. */
  readonly clientRegion?: string;
}

/**
 * Most records that one multivalue answer holds.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html
 */
const MULTIVALUE_LIMIT = 8;

/**
 * The records that Route 53 may answer with now, of a group with the same name and type: one for failover, latency and
 * geolocation routing, every record with a chance for weighted routing, all healthy ones otherwise.
 *
 * Holds the rules of https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html :
 * a record without a health check is healthy, and when no record is healthy, all count as healthy.
 */
export function candidates(group: readonly RecordSpec[], context: AnswerContext): RecordSpec[] {
  const healthy = group.filter(record => isHealthy(record, context));
  if (group.some(record => record.failover !== undefined)) return firstOf(byRole(healthy), byRole(group));
  if (group.some(record => record.weight !== undefined)) return weighted(healthy, group);
  if (group.some(record => record.latencyRegion !== undefined)) return nearest(healthy, group, context.clientRegion);
  if (group.some(record => record.geoLocation !== undefined)) return byPlace(healthy, group, context.clientRegion);
  return (healthy.length > 0 ? healthy : [...group]).slice(0, MULTIVALUE_LIMIT);
}

/** The answer that one query gets: {@link candidates}, with weighted records drawn by their weight. */
export function answer(group: readonly RecordSpec[], context: AnswerContext, random: Random): RecordSpec[] {
  const possible = candidates(group, context);
  return possible.some(record => record.weight !== undefined) ? [draw(possible, random)] : possible;
}

/** Whether Route 53 counts a record as healthy: by its own health check, and by its alias target's where asked to. */
function isHealthy(record: RecordSpec, context: AnswerContext, visited: readonly string[] = []): boolean {
  if (record.healthCheckId !== undefined && !context.healthy(record.healthCheckId)) return false;
  if (record.alias?.evaluateTargetHealth !== true) return true;
  const targetCheck = targetCheckId(record);
  if (targetCheck !== undefined) return context.healthy(targetCheck);
  return targetIsHealthy(record.alias.name, context, visited);
}

/** Another target outside the zone is an AWS resource: API Gateway's always counts as healthy. */
function targetIsHealthy(aliased: string, context: AnswerContext, visited: readonly string[]): boolean {
  const name = normalName(aliased);
  const target = context.zone.filter(record => record.name === name);
  if (target.length === 0 || visited.includes(name)) return true;
  return target.some(record => isHealthy(record, context, [...visited, name]));
}

/** PRIMARY before SECONDARY. */
function byRole(records: readonly RecordSpec[]): RecordSpec[] {
  const primary = records.find(record => record.failover === 'PRIMARY');
  const chosen = primary ?? records.find(record => record.failover === 'SECONDARY');
  return chosen === undefined ? [] : [chosen];
}

/** Records of weight 0 are answered only when no other record is healthy, or when every weight is 0. */
function weighted(healthy: readonly RecordSpec[], group: readonly RecordSpec[]): RecordSpec[] {
  const above = (records: readonly RecordSpec[]): RecordSpec[] => records.filter(record => (record.weight ?? 0) > 0);
  return firstOf(above(healthy), [...healthy], above(group), [...group]);
}

function nearest(healthy: readonly RecordSpec[], group: readonly RecordSpec[], clientRegion?: string): RecordSpec[] {
  const pool = healthy.length > 0 ? healthy : group;
  return [pool.find(record => record.latencyRegion === clientRegion) ?? pool[0]];
}

/** The healthy record that names the client's place most precisely; without one, the same of all. No answer elsewhere. */
function byPlace(healthy: readonly RecordSpec[], group: readonly RecordSpec[], clientRegion?: string): RecordSpec[] {
  const place = placeOf(clientRegion);
  const fit = ({ geoLocation = {} }: RecordSpec): number => precision(geoLocation, place);
  const most = (records: readonly RecordSpec[]): RecordSpec[] =>
    records
      .filter(record => fit(record) > 0)
      .sort((a, b) => fit(b) - fit(a))
      .slice(0, 1);
  return firstOf(most(healthy), most(group));
}

function draw(records: readonly RecordSpec[], random: Random): RecordSpec {
  const total = records.reduce((sum, record) => sum + (record.weight ?? 0), 0);
  if (total === 0) return records[Math.floor(random() * records.length)];
  let rest = random() * total;
  return records.find(record => (rest -= record.weight ?? 0) < 0) ?? records[records.length - 1];
}

function firstOf(...choices: RecordSpec[][]): RecordSpec[] {
  return choices.find(choice => choice.length > 0) ?? [];
}

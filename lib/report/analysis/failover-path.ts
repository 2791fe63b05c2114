import {
  Availability,
  FailoverChanges,
  RecoveryTime,
  type AlarmFailoverProps,
  type FailoverTimingProps,
  type Figure,
} from '../../objectives';
import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toNumber, toRecord } from '../../assembly/value';
import { childrenOf, type DnsRecord } from '../../assembly/relations/dns';
import { unbounded } from '../../objectives/figure-text';
import { named } from '../readable';
import { isWithin } from '../../limits/range';
import { DNS, HEALTH_CHECK } from '../../limits/route53';
import { type DeclaredObjectives } from './declared-objectives';
import { type HealthCheckReport } from '../report-document';

const FAILOVER_PROBLEMS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html';
const HEALTH_CHECK_VALUES = 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html';

/** How long a failover of a name takes. */
export interface FailoverFigures {
  readonly detection: Figure;
  readonly rto: Figure;
  /** Until clients are back, where the region is held when it comes back. */
  readonly failback?: Figure;
  /** The cheapest change that would meet the declared RTO, where it is missed. */
  readonly suggestion?: string;
}

/** How long DNS takes to leave a record that a health check is of. */
export function healthCheckFigures(
  model: AppModel,
  check: Resource,
  ttlSeconds: number,
  declared: DeclaredObjectives,
): FailoverFigures {
  return worstOf(watch(model, check, { ttlSeconds, declared }, new Set()));
}

/** What a health check looks at, for the reader. */
export function describeHealthCheck(model: AppModel, check: Resource): HealthCheckReport {
  const type = check.text('HealthCheckConfig.Type') ?? 'unknown';
  const isProbe = type in HEALTH_CHECK.probeSeconds;
  return {
    path: check.path,
    type,
    target: named(model, targetOf(check, type)),
    intervalSeconds: isProbe ? intervalOf(check) : null,
    failureThreshold: isProbe ? thresholdOf(check) : null,
  };
}

interface Watching {
  readonly ttlSeconds: number;
  readonly declared: DeclaredObjectives;
}

function watch(
  model: AppModel,
  check: Resource,
  watching: Watching,
  visited: ReadonlySet<Resource>,
): FailoverFigures[] {
  const type = check.text('HealthCheckConfig.Type') ?? '';
  if (visited.has(check)) return [never(`the health check "${check.path}" looks at itself`)];
  if (check.isTrue('HealthCheckConfig.Disabled')) {
    return [never(`the health check "${check.path}" is disabled and always healthy`)];
  }
  if (check.isTrue('HealthCheckConfig.Inverted')) {
    return [never(`the health check "${check.path}" is inverted: an operator decides`)];
  }
  if (type in HEALTH_CHECK.probeSeconds) return [byProbe(check, type, watching)];
  if (type === 'CLOUDWATCH_METRIC') return [byAlarm(model, check, watching)];
  if (type === 'CALCULATED') return byChildren(model, check, watching, new Set([...visited, check]));
  return [never(`the health check "${check.path}" (${type}) follows an operator, not the endpoint`)];
}

function byProbe(check: Resource, type: string, { ttlSeconds, declared }: Watching): FailoverFigures {
  const interval = intervalOf(check);
  const threshold = thresholdOf(check);
  if (!HEALTH_CHECK.intervalsSeconds.includes(interval) || !isWithin(threshold, HEALTH_CHECK.failureThreshold)) {
    return never(`the health check "${check.path}" has settings that Route 53 refuses`, HEALTH_CHECK_VALUES);
  }
  const timing: FailoverTimingProps = {
    intervalSeconds: interval,
    failureThreshold: threshold,
    probeSeconds: HEALTH_CHECK.probeSeconds[type],
    ttlSeconds,
    propagationSeconds: declared.propagationSeconds,
    clientCacheSeconds: declared.clientCacheSeconds,
    clientRetrySeconds: declared.clientTimeoutSeconds,
    healthCacheSeconds: declaredOf(check, 'healthCacheSeconds'),
  };
  const rto = RecoveryTime.byDns(timing);
  const longestHoldSeconds = declaredOf(check, 'longestHoldSeconds');
  return {
    detection: RecoveryTime.detection(timing),
    rto,
    ...(longestHoldSeconds && { failback: RecoveryTime.ofFailback(timing, longestHoldSeconds) }),
    suggestion: suggest(timing, rto, declared.rtoSeconds),
  };
}

function suggest(timing: FailoverTimingProps, rto: Figure, wanted: number | undefined): string | undefined {
  if (wanted === undefined || rto.value! <= wanted) return undefined;
  return (
    FailoverChanges.cheapest(timing, wanted)?.description ??
    `no setting of the health check and the TTL meets it; DNS needs ${FailoverChanges.leastRtoSeconds(timing)} s or more`
  );
}

function byAlarm(model: AppModel, check: Resource, { ttlSeconds, declared }: Watching): FailoverFigures {
  const alarm = model.find(
    check.text('HealthCheckConfig.AlarmIdentifier.Name'),
    ['AWS::CloudWatch::Alarm'],
    check.text('HealthCheckConfig.AlarmIdentifier.Region') ?? check.region,
  );
  if (!alarm) return never(`the alarm that the health check "${check.path}" follows is not in the app`);
  const periodSeconds = alarm.number('Period') ?? alarm.number('Metrics.0.MetricStat.Period');
  const datapointsToAlarm = alarm.number('DatapointsToAlarm') ?? alarm.number('EvaluationPeriods');
  if (!periodSeconds || !datapointsToAlarm) return never(`the period of the alarm "${alarm.path}" is not known`);
  const { propagationSeconds, clientTimeoutSeconds: clientRetrySeconds } = declared;
  const timing: AlarmFailoverProps = {
    datapointsToAlarm,
    periodSeconds,
    ttlSeconds,
    propagationSeconds,
    clientRetrySeconds,
  };
  return {
    detection: RecoveryTime.byAlarm({ datapointsToAlarm, periodSeconds, ttlSeconds: 0, propagationSeconds: 0 }),
    rto: RecoveryTime.byAlarm(timing),
  };
}

/** A calculated check may wait for the slowest of its children. */
function byChildren(
  model: AppModel,
  check: Resource,
  watching: Watching,
  visited: ReadonlySet<Resource>,
): FailoverFigures[] {
  const children = childrenOf(check).map(id => model.find(id, ['AWS::Route53::HealthCheck'], check.region));
  if (children.length === 0 || children.includes(undefined)) {
    return [never(`a child of the health check "${check.path}" is not in the app`)];
  }
  return children.flatMap(child => watch(model, child!, watching, visited));
}

/** Of several figures those that take longest; what nothing bounds takes longest of all. */
export function worstOf(all: readonly FailoverFigures[]): FailoverFigures {
  return all.reduce((worst, other) => ((other.rto.value ?? Infinity) > (worst.rto.value ?? Infinity) ? other : worst));
}

/** Figures that nothing bounds, with the reason. */
export function never(reason: string, source = FAILOVER_PROBLEMS): FailoverFigures {
  return { detection: unbounded(reason, source), rto: unbounded(reason, source) };
}

/** Time that resolvers keep a record. */
export function ttlOf(record: DnsRecord): number {
  return record.alias ? DNS.aliasTtlSeconds : (record.ttlSeconds ?? 0);
}

function intervalOf(check: Resource): number {
  return check.number('HealthCheckConfig.RequestInterval') ?? HEALTH_CHECK.defaults.intervalSeconds;
}

/** What the template says of the route that it looks at: how old an answer may be, how long a region that returns waits. */
function declaredOf({ raw, stack }: Resource, name: 'healthCacheSeconds' | 'longestHoldSeconds'): number | undefined {
  return toNumber(toRecord(stack.resolve(raw.Metadata?.RecoveryObjectives))[name]);
}

function thresholdOf(check: Resource): number {
  return check.number('HealthCheckConfig.FailureThreshold') ?? HEALTH_CHECK.defaults.failureThreshold;
}

function targetOf(check: Resource, type: string): string {
  const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? check.text('HealthCheckConfig.IPAddress');
  if (type === 'CLOUDWATCH_METRIC') return `alarm ${check.text('HealthCheckConfig.AlarmIdentifier.Name') ?? ''}`;
  if (type === 'CALCULATED') return `${childrenOf(check).length} health checks`;
  if (type === 'RECOVERY_CONTROL') return 'a routing control';
  const scheme = type.toLowerCase().replace('_str_match', '');
  return `${scheme}://${host ?? 'unknown'}${check.text('HealthCheckConfig.ResourcePath') ?? ''}`;
}

/** Availability of a service in one region, and in two: naive and as it is. */
export function availabilityOf(rto: Figure, sides: number) {
  const props = { rtoSeconds: rto.value ?? Infinity };
  const one = Availability.oneRegion(props);
  return sides < 2
    ? { oneRegion: one, naive: one, correlated: one }
    : {
        oneRegion: one,
        naive: Availability.naive(props),
        correlated: Availability.correlated(props),
      };
}

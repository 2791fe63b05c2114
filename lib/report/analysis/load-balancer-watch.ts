import { type Figure, FigureKind, FailoverTiming } from '../../objectives';
import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toRecord, toRecords, toText } from '../../assembly/value';
import { type DnsRecord } from '../../assembly/relations/dns';
import { TARGET_GROUP } from '../../limits/load-balancing';
import { type DeclaredObjectives } from './declared-objectives';
import { unbounded } from '../../objectives/figure-text';

const TARGET_HEALTH =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';

/** How long it takes until DNS leaves an alias that evaluates the health of a load balancer. */
export function loadBalancerFigures(
  model: AppModel,
  record: DnsRecord,
  ttlSeconds: number,
  declared: DeclaredObjectives,
): { detection: Figure; rto: Figure } {
  const groups = targetGroups(model, record);
  const silent = groups.find(group => checksNothing(group));
  if (groups.length === 0) {
    return never(`the target groups of the load balancer of "${record.path}" are not in the app`);
  }
  if (silent) return never(`the target group "${silent.path}" checks no health`);
  return slowest(groups.map(group => figuresOf(group, ttlSeconds, declared)));
}

/** Health checks of functions are off unless they are asked for, all others on unless they are switched off. */
function checksNothing(group: Resource): boolean {
  const isOn = group.lacks('HealthCheckEnabled')
    ? group.text('TargetType') !== 'lambda'
    : group.isTrue('HealthCheckEnabled');
  return !isOn;
}

function figuresOf(
  group: Resource,
  ttlSeconds: number,
  declared: DeclaredObjectives,
): { detection: Figure; rto: Figure } {
  const defaults = group.text('TargetType') === 'lambda' ? TARGET_GROUP.ofFunctions : TARGET_GROUP;
  const interval = group.number('HealthCheckIntervalSeconds') ?? defaults.intervalSeconds;
  const timeout = group.number('HealthCheckTimeoutSeconds') ?? defaults.timeoutSeconds;
  const threshold = group.number('UnhealthyThresholdCount') ?? TARGET_GROUP.unhealthyThreshold;
  const {
    propagationSeconds = FailoverTiming.PROPAGATION_SECONDS,
    clientCacheSeconds = 0,
    clientTimeoutSeconds,
  } = declared;
  const detection = threshold * (interval + timeout);
  const waits = [propagationSeconds, ttlSeconds, clientCacheSeconds, clientTimeoutSeconds].filter(wait => wait > 0);
  const terms = [`${threshold} × (${interval} s + ${timeout} s)`, ...waits.map(wait => `${wait} s`)];
  const inputs = { intervalSeconds: interval, timeoutSeconds: timeout, unhealthyThreshold: threshold };
  return {
    detection: figure(detection, `${terms[0]} = ${detection} s`, inputs),
    rto: figure(
      waits.reduce((sum, wait) => sum + wait, detection),
      `${terms.join(' + ')} = ${waits.reduce((sum, wait) => sum + wait, detection)} s`,
      { ...inputs, propagationSeconds, ttlSeconds, clientCacheSeconds, clientRetrySeconds: clientTimeoutSeconds },
    ),
  };
}

function targetGroups(model: AppModel, { alias }: DnsRecord): Resource[] {
  const balancers = model.mentioned(alias?.dnsName ?? '');
  const actions = model
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .filter(listener => model.mentioned(listener.text('LoadBalancerArn') ?? '').some(each => balancers.includes(each)))
    .flatMap(listener => listener.records('DefaultActions'));
  const arns = actions.flatMap(action => [
    toText(action.TargetGroupArn),
    ...toRecords(toRecord(action.ForwardConfig).TargetGroups).map(entry => toText(entry.TargetGroupArn)),
  ]);
  const found = arns.map(arn => model.find(arn, ['AWS::ElasticLoadBalancingV2::TargetGroup']));
  return [...new Set(found.filter(group => group !== undefined))];
}

function slowest(all: readonly { detection: Figure; rto: Figure }[]): { detection: Figure; rto: Figure } {
  return all.reduce((worst, other) => (other.rto.value! > worst.rto.value! ? other : worst));
}

function figure(value: number, formula: string, inputs: Record<string, number>): Figure {
  return {
    value,
    kind: FigureKind.BOUND,
    unit: 's',
    formula,
    inputs,
    assumptions: [
      'Route 53 knows what the load balancer knows within the propagation time; AWS publishes no figure',
      'resolvers honour the TTL, and clients ask DNS again when a request fails',
    ],
    source: TARGET_HEALTH,
  };
}

function never(reason: string): { detection: Figure; rto: Figure } {
  return { detection: unbounded(reason, TARGET_HEALTH), rto: unbounded(reason, TARGET_HEALTH) };
}

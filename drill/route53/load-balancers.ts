import { type HealthCheckSpec, type RecordSpec } from '../assembly/model.js';

const LOAD_BALANCER = /\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Name of the load balancer that a record leads to; undefined for every other target. */
export function loadBalancerOf({ alias, type, values }: RecordSpec): string | undefined {
  const target = alias?.name ?? (type === 'CNAME' ? values[0] : undefined);
  return target !== undefined && LOAD_BALANCER.test(target) ? target.replace(/^dualstack\./, '') : undefined;
}

/** The status that an alias follows, where the record asks for its target's health and the target is a load balancer. */
export function targetCheckId(record: RecordSpec): string | undefined {
  const target = record.alias?.evaluateTargetHealth ? loadBalancerOf(record) : undefined;
  return target && `target health of ${target}`;
}

/**
 * Checks of the load balancers whose health records evaluate. A load balancer is healthy while it has healthy targets:
 * without any it answers 503, and an application of its own may answer what it likes below 500. How often Route 53 looks is
 * not documented; a check every 10 s, three times, is assumed.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html
 */
export function targetChecks(records: readonly RecordSpec[]): HealthCheckSpec[] {
  const checks = records.flatMap((record): [string, HealthCheckSpec][] => {
    const id = targetCheckId(record);
    return id === undefined ? [] : [[id, targetCheck(id, record)]];
  });
  return [...new Map(checks).values()];
}

function targetCheck(id: string, record: RecordSpec): HealthCheckSpec {
  return {
    id,
    path: `${record.path} (target health)`,
    type: 'HTTP',
    fqdn: loadBalancerOf(record),
    resourcePath: '/',
    belowStatus: 500,
    intervalSeconds: 10,
    failureThreshold: 3,
    inverted: false,
    disabled: false,
    childIds: [],
  };
}

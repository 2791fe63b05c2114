import { isOpaque } from '../../assembly/value';
import { childrenOf } from '../../assembly/relations/dns';
import { type Rule } from '../rule';
import { HEALTH_CHECK } from '../../limits/route53';

export const healthCheckThresholdOfChildren: Rule = {
  id: 'resilience-health-check-threshold-of-children',
  area: 'failover',
  severity: 'error',
  title: 'A calculated health check needs between one and all of its children',
  why: 'With 0 it is always healthy, with more than there are children never; Route 53 takes 256 children at most.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of model.ofType('AWS::Route53::HealthCheck')) {
      if (
        check.text('HealthCheckConfig.Type') !== 'CALCULATED' ||
        isOpaque(check.get('HealthCheckConfig.ChildHealthChecks'))
      ) {
        continue;
      }
      const children = childrenOf(check).length;
      const threshold = check.number('HealthCheckConfig.HealthThreshold') ?? 0;
      if (threshold < 1 || threshold > children || children > HEALTH_CHECK.children.most) {
        report(
          check,
          `HealthThreshold is ${threshold} of ${children} children`,
          `set HealthThreshold from 1 to the number of children, of which there are 1 to ${HEALTH_CHECK.children.most}`,
        );
      }
    }
  },
};

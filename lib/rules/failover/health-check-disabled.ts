import { attachedChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckDisabled: Rule = {
  id: 'resilience-health-check-disabled',
  area: 'failover',
  severity: 'error',
  title: 'A health check that decides over failover is enabled',
  why: 'Route 53 takes a disabled check for healthy, so its record is answered whatever happens.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of attachedChecks(model)) {
      if (check.isTrue('HealthCheckConfig.Disabled')) {
        report(check, 'the check is disabled and attached to a record', 'remove Disabled');
      }
    }
  },
};

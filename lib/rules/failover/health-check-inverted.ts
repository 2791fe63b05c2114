import { attachedChecks, endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckInverted: Rule = {
  id: 'resilience-health-check-inverted',
  area: 'failover',
  severity: 'error',
  title: 'A health check that decides over failover is not inverted',
  why: 'Inverted, the region is taken out of the answer while it works and put back when it fails. Only a manual switch wants that; acknowledge it there.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    const attached = attachedChecks(model);
    for (const check of endpointChecks(model)) {
      const isSwitch = /(^|\.)s3[.-]/.test(check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '');
      if (check.isTrue('HealthCheckConfig.Inverted') && attached.has(check) && !isSwitch) {
        report(check, 'the check is inverted and attached to a record', 'remove Inverted');
      }
    }
  },
};

import { endpointChecks, leadsToApi } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckNotHttps: Rule = {
  id: 'resilience-health-check-not-https',
  area: 'failover',
  severity: 'error',
  title: 'A health check on API Gateway speaks HTTPS',
  why: 'API Gateway answers HTTPS only: an HTTP check is never healthy, and a TCP check is healthy although every request fails.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/dns-failover.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const type = check.text('HealthCheckConfig.Type')!;
      const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '';
      if (!type.startsWith('HTTPS') && leadsToApi(model, host)) {
        report(check, `the check of API Gateway host "${host}" has type ${type}`, 'set Type to HTTPS (port 443)');
      }
    }
  },
};

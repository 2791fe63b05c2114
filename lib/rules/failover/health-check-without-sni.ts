import { endpointChecks, leadsToApi } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckWithoutSni: Rule = {
  id: 'resilience-health-check-without-sni',
  area: 'failover',
  severity: 'error',
  title: 'A health check on HTTPS names the host in the handshake',
  why: 'API Gateway and CloudFront choose the certificate by the name in the TLS handshake: without it every probe fails and the region is never healthy.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '';
      const isOff = !check.lacks('HealthCheckConfig.EnableSNI') && check.isNotTrue('HealthCheckConfig.EnableSNI');
      if (isOff && leadsToApi(model, host)) report(check, `EnableSNI is off for "${host}"`, 'remove EnableSNI: false');
    }
  },
};

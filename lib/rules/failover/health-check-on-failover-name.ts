import { endpointChecks, failoverRecords } from '../../assembly/relations/dns';
import { normalName } from '../../private/dns-name';
import { type Rule } from '../rule';

export const healthCheckOnFailoverName: Rule = {
  id: 'resilience-health-check-on-failover-name',
  area: 'failover',
  severity: 'error',
  title: 'A health check looks at a regional endpoint, never at the failover name',
  why: 'A check on the name that it decides over asks whichever region answers at the moment: after failover it sees the standby and sends traffic back to the broken primary.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html',
  check(model, report) {
    const names = new Set(failoverRecords(model).map(record => record.name));
    for (const check of endpointChecks(model)) {
      const host = check.text('HealthCheckConfig.FullyQualifiedDomainName');
      if (host !== undefined && names.has(normalName(host))) {
        report(
          check,
          `the health check looks at "${host}", which is itself a failover name`,
          "check the regional endpoint, such as the API's execute-api host",
        );
      }
    }
  },
};

import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckOnClosedEndpoint: Rule = {
  id: 'resilience-health-check-on-closed-endpoint',
  area: 'failover',
  severity: 'error',
  title: "A health check's endpoint answers",
  why: 'An API whose execute-api endpoint is disabled answers the check with 403 for ever, so its region is never healthy.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '';
      const api = model.mentioned(host).find(resource => /^AWS::ApiGateway(V2::Api|::RestApi)$/.test(resource.type));
      if (host.includes('execute-api') && api?.isTrue('DisableExecuteApiEndpoint')) {
        report(
          check,
          `the check looks at the execute-api endpoint of "${api.path}", which is disabled`,
          'check the regional custom domain, or leave the endpoint enabled',
        );
      }
    }
  },
};

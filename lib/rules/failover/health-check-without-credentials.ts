import { type AppModel } from '../../assembly/app-model';
import { checkedRoutes, domainOf } from '../../assembly/relations/checked-routes';
import { type ApiRoute } from '../../assembly/relations/api-routes';
import { endpointChecks } from '../../assembly/relations/dns';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const healthCheckWithoutCredentials: Rule = {
  id: 'resilience-health-check-without-credentials',
  area: 'failover',
  severity: 'error',
  title: 'What a health check asks for needs no credentials',
  why: 'Health checkers send no token, no signature, no API key and no certificate. They are answered with 401 or 403, so both regions count as unhealthy and nothing ever fails over.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  check(model, report) {
    for (const { check, route } of checkedRoutes(model)) {
      const asked = route && credentialsOf(model, route);
      if (asked) {
        report(
          check,
          `"${route.resource.path}" asks for ${asked}`,
          'give the health route no authorizer and no API key',
        );
      }
    }
    for (const check of endpointChecks(model)) {
      const domain = domainOf(model, check);
      if (domain && !domain.lacks('MutualTlsAuthentication')) {
        report(check, `"${domain.path}" asks for a client certificate`, 'check the execute-api host of the region');
      }
    }
  },
};

/** What a request needs to be let in, where that is certain. */
function credentialsOf(model: AppModel, { resource }: ApiRoute): string | undefined {
  if (resource.isTrue('ApiKeyRequired')) return 'an API key';
  const type = resource.text('AuthorizationType');
  if (type === 'AWS_IAM') return 'a signature of AWS (AWS_IAM)';
  if (type === 'JWT' || type === 'COGNITO_USER_POOLS') return `a token (${type})`;
  return type === 'CUSTOM' && needsIdentity(authorizerOf(model, resource))
    ? 'what its authorizer wants to see'
    : undefined;
}

function authorizerOf(model: AppModel, route: Resource): Resource | undefined {
  return model.find(
    route.text('AuthorizerId'),
    ['AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGateway::Authorizer'],
    route,
  );
}

/** An authorizer that is called without any source of identity may let a health check in. */
function needsIdentity(authorizer: Resource | undefined): boolean {
  return authorizer !== undefined && !authorizer.lacks('IdentitySource');
}

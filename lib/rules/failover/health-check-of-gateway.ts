import { askedPath } from '../../assembly/relations/checked-routes';
import { endpointChecks, leadsToApi } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckOfGateway: Rule = {
  id: 'resilience-health-check-of-gateway',
  area: 'failover',
  severity: 'error',
  title: 'A health check does not ask API Gateway how API Gateway is',
  why: '/ping and /sping are reserved: API Gateway answers them itself, always with 200, and calls no function. The check stays green whatever breaks behind it.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const [path, host] = [askedPath(check), check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? ''];
      if (path !== undefined && RESERVED.includes(path) && isApi(host) && leadsToApi(model, host)) {
        report(check, `API Gateway itself answers "${path}"`, 'ask for a path of your own, such as /health');
      }
    }
  },
};

const RESERVED = ['/ping', '/sping'];

/** Function URLs and AppSync have hosts of their own. */
const isApi = (host: string): boolean => !/\.(lambda-url|appsync-api)\./.test(host);

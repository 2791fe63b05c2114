import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const domainWithoutMapping: Rule = {
  id: 'resilience-domain-without-mapping',
  area: 'failover',
  severity: 'error',
  title: 'A domain of API Gateway leads to an API',
  why: 'Without a mapping the domain answers 403 to everything, whichever region it is in.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html',
  check(model, report) {
    const mapped = model.remember(mappedDomains);
    for (const domain of model.ofType(...DOMAIN)) {
      const isRouted = domain.text('RoutingMode')?.startsWith('ROUTING_RULE') ?? false;
      if (!mapped.has(domain) && !isRouted) {
        report(domain, 'no API is mapped to it', 'add an ApiMapping, or a BasePathMapping');
      }
    }
  },
};

const DOMAIN = ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGateway::DomainName'];

function mappedDomains(model: AppModel): Set<Resource | undefined> {
  const mappings = model.ofType('AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGateway::BasePathMapping');
  return new Set(mappings.map(mapping => model.find(mapping.text('DomainName'), DOMAIN, mapping)));
}

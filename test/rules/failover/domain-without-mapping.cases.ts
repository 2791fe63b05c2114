import { ruleCase } from '../support/rule-case';
import { ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Domain: resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'api.example.com' }),
      ...(bad ? {} : { Mapping: resource('AWS::ApiGatewayV2::ApiMapping', { DomainName: ref('Domain') }) }),
    }),
  ),
];

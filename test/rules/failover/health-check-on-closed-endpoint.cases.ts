import { ruleCase } from '../support/rule-case';
import { check, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: bad }),
      Check: check({ FullyQualifiedDomainName: { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.amazonaws.com' } }),
    }),
  ),
];

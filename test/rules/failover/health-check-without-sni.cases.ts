import { ruleCase } from '../support/rule-case';
import { check, resource, stack } from '../support/templates';
import { host } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api'),
      Check: check({ FullyQualifiedDomainName: host, EnableSNI: !bad }),
    }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { check, ref, resource, stack } from '../support/templates';
import { host } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Api: resource('AWS::ApiGateway::RestApi'),
      Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'prod' }),
      Check: check({ FullyQualifiedDomainName: host, ResourcePath: bad ? '/health' : '/prod/health' }),
    }),
  ),
];

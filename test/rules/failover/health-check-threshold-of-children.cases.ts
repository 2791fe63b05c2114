import { ruleCase } from '../support/rule-case';
import { resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Both: resource('AWS::Route53::HealthCheck', {
        HealthCheckConfig: { Type: 'CALCULATED', ChildHealthChecks: ['a', 'b'], HealthThreshold: bad ? 3 : 2 },
      }),
    }),
  ),
];

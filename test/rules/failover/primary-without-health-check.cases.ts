import { ruleCase } from '../support/rule-case';
import { record, secondary, stack } from '../support/templates';
import { aliasTo } from './parts';

export const cases = [
  ruleCase(bad => stack({ Primary: record(bad ? { HealthCheckId: undefined } : {}), Secondary: secondary() })),
  ruleCase(
    bad =>
      stack({
        Primary: record({
          HealthCheckId: undefined,
          ...aliasTo(true, bad ? undefined : 'lb.us-east-1.elb.amazonaws.com'),
        }),
        Secondary: secondary(),
      }),
    'an alias that follows API Gateway, which has no health of its own',
  ),
];

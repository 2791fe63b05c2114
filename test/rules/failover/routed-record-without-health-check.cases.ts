import { ruleCase } from '../support/rule-case';
import { EAST, WEST, record, secondary, stack } from '../support/templates';
import { aliasTo } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      East: record({ Failover: undefined, Region: EAST, HealthCheckId: bad ? undefined : 'check-of-east' }),
      West: secondary({ Failover: undefined, Region: WEST }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Primary: record(),
        Secondary: secondary(),
        World: record({
          Name: 'www.example.com',
          Failover: undefined,
          Region: EAST,
          HealthCheckId: undefined,
          ...aliasTo(!bad, 'api.example.com.'),
        }),
      }),
    'an alias that follows a name which fails over by itself',
  ),
];

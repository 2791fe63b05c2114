import { ruleCase } from '../support/rule-case';
import { ACCOUNT, EAST, WEST, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Endpoint: resource('AWS::Events::Endpoint', {
        ReplicationConfig: { State: bad ? 'DISABLED' : 'ENABLED' },
        EventBuses: [EAST, WEST].map(region => ({
          EventBusArn: `arn:aws:events:${region}:${ACCOUNT}:event-bus/orders`,
        })),
      }),
    }),
  ),
];

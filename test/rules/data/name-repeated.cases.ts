import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { EAST, WEST, globalTable, queue, resource, stack, table } from '../support/templates';

const apart = (id: string, more = {}) => ({ id, path: `App/${id}`, ...more });

export const cases = [
  ruleCase(bad => [
    stack({ Orders: table({ TableName: bad ? 'orders' : 'dev-orders' }) }, EAST, apart('Dev')),
    stack({ Orders: table({ TableName: bad ? 'orders' : 'prod-orders' }) }, EAST, apart('Prod')),
  ]),
  ruleCase(
    bad => [
      stack({ Orders: globalTable([{ Region: EAST }], { TableName: 'orders' }) }, EAST, apart('Orders')),
      stack({ Copy: table({ TableName: 'orders' }) }, bad ? EAST : WEST, apart('Copy')),
    ],
    'a table and a global table, good in two regions',
  ),
  ruleCase(
    bad => stack({ One: queue({ QueueName: 'work' }), Two: queue({ QueueName: bad ? 'work' : 'more-work' }) }),
    'in one stack',
  ),
  ruleCase(bad => {
    const logs = { Logs: resource('AWS::Logs::LogGroup', { LogGroupName: sub('/app/${AWS::Region}/api') }) };
    const other = bad ? {} : { account: '222222222222' };
    return [stack(logs, EAST, apart('Api')), stack(logs, EAST, apart('Worker', other))];
  }, 'a name with the region in it, good in two accounts'),
  ruleCase(
    bad => [
      stack({ Orders: table() }, EAST, apart('Dev', { account: undefined })),
      stack({ Orders: table() }, EAST, apart(bad ? 'Dev2' : 'Prod', { account: undefined })),
    ],
    'good where nobody knows whether production is another account',
  ),
];

import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { alarm, fn, stack } from '../support/templates';

const onQuery = (where: unknown) =>
  stack({
    Orders: fn(),
    Order: fn({ FunctionName: 'IN OR OUT' }),
    Alarm: alarm({
      Namespace: undefined,
      MetricName: undefined,
      Metrics: [{ Id: 'q', Period: 60, Expression: where }],
    }),
  });
const SELECT = 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)';

export const cases = [
  ruleCase(bad =>
    onQuery(
      sub(
        `${SELECT} WHERE FunctionName = '\${Orders}'${bad ? " OR FunctionName = '${Order}'" : ' GROUP BY FunctionName'}`,
      ),
    ),
  ),
  ruleCase(
    bad => onQuery(`${SELECT} WHERE FunctionName ${bad ? "IN ('orders')" : "!= 'IN OR OUT'"}`),
    'a value that reads like an operator',
  ),
  ruleCase(
    bad =>
      onQuery({
        'Fn::Join': ['', [SELECT, ' where FunctionName ', bad ? 'like' : '=', " 'orders' AND \"or\" = 'x' LIMIT 5"]],
      }),
    'lower case',
  ),
];

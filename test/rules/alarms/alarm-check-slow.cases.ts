import { ruleCase } from '../support/rule-case';
import { EAST, alarm, check, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Alarm: alarm({ AlarmName: 'up', Period: bad ? 300 : 60 }),
      Check: check({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'up', Region: EAST } }),
    }),
  ),
];

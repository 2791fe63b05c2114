import { ruleCase } from '../support/rule-case';
import { backup } from './parts';

export const cases = [
  ruleCase(bad => backup({ ScheduleExpression: bad ? 'cron(0 5 * * *)' : 'cron(0 5 ? * MON-FRI *)' })),
];

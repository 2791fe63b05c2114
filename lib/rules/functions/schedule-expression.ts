import { isOpaque } from '../../assembly/value';
import { scheduleProblem } from '../../limits/schedule';
import { type Rule } from '../rule';

export const scheduleExpression: Rule = {
  id: 'resilience-schedule-expression',
  area: 'functions',
  severity: 'error',
  title: 'Schedules of event rules and of EventBridge Scheduler are valid',
  why: 'EventBridge refuses an invalid expression, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
  check(model, report) {
    for (const rule of model.ofType('AWS::Events::Rule', 'AWS::Scheduler::Schedule')) {
      const expression = rule.text('ScheduleExpression');
      const problem = expression === undefined || isOpaque(expression) ? undefined : scheduleProblem(expression);
      if (problem) report(rule, `"${expression}": ${problem}`, 'write rate(5 minutes) or cron(0 5 * * ? *)');
    }
  },
};

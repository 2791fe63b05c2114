import { isOpaque, toText } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { scheduleProblem } from '../../limits/schedule';
import { type Rule } from '../rule';

export const backupSchedule: Rule = {
  id: 'resilience-backup-schedule',
  area: 'backups',
  severity: 'error',
  title: 'Schedules of backups are valid',
  why: 'AWS Backup refuses an invalid expression, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
  check(model, report) {
    for (const { plan, name, rule } of backupRules(model)) {
      const expression = toText(rule.ScheduleExpression);
      const problem = expression === undefined || isOpaque(expression) ? undefined : scheduleProblem(expression);
      if (problem) report(plan, `rule "${name}", "${expression}": ${problem}`, 'write cron(0 5 * * ? *)');
    }
  },
};

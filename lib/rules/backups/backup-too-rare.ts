import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { toText } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupTooRare: Rule = {
  id: 'resilience-backup-too-rare',
  area: 'backups',
  severity: 'warning',
  title: 'Some rule of a backup plan runs every month',
  why: 'What was written since the last backup is lost with the region: months of it.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
  check(model, report) {
    const schedules = new Map<Resource, string[]>();
    for (const { plan, rule } of backupRules(model)) append(schedules, plan, toText(rule.ScheduleExpression) ?? '');
    for (const [plan, expressions] of schedules) {
      if (expressions.every(skipsMonths)) {
        report(plan, `it runs in some months only: ${expressions.join(', ')}`, 'add a rule that runs every day');
      }
    }
  },
};

function skipsMonths(expression: string): boolean {
  const [, , , month] = /^cron\((.*)\)$/.exec(expression.trim())?.[1].trim().split(/\s+/) ?? [];
  return month !== undefined && /^[0-9A-Z,]+$/i.test(month) && month.split(',').length < 12;
}

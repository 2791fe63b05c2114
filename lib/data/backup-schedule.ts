import { Token } from 'aws-cdk-lib/core';
import { BACKUP } from '../limits/backup';
import { scheduleProblem, shortestInterval } from '../limits/schedule';

/** What keeps AWS Backup from taking an expression as a schedule, undefined where nothing does. @internal */
export function problemOfCron(expression: string | undefined): string | undefined {
  if (expression === undefined || Token.isUnresolved(expression)) return undefined;
  return expression.startsWith('rate(') ? 'it is a rate' : scheduleProblem(expression);
}

/** Minutes between two backups where a schedule leaves less than AWS Backup takes. @internal */
export function tooFewMinutes(expression: string | undefined): number | undefined {
  const seconds = expression === undefined || problemOfCron(expression) ? undefined : shortestInterval(expression);
  return seconds !== undefined && seconds < BACKUP.leastIntervalMinutes * 60 ? seconds / 60 : undefined;
}

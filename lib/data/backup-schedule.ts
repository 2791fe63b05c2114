/**
 * Whether AWS Backup takes a text as a schedule: six fields, of which exactly one of the two days is "?".
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 *
 * @internal
 */
export function isBackupCron(expression: string): boolean {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1].trim().split(/\s+/) ?? [];
  const days = [fields[2], fields[4]];
  return (
    fields.length === 6 &&
    fields.every(field => /^[A-Za-z0-9*?,/#-]+$/.test(field)) &&
    days.filter(day => day === '?').length === 1
  );
}

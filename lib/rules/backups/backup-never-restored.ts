import { plans } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupNeverRestored: Rule = {
  id: 'resilience-backup-never-restored',
  area: 'backups',
  severity: 'warning',
  title: 'Backups are restored, as a test, regularly',
  why: 'A backup that was never restored is a hope: a restore-testing plan shows that it works and how long it takes.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html',
  check(model, report) {
    if (model.ofType('AWS::Backup::RestoreTestingPlan').length > 0) return;
    for (const plan of plans(model)) {
      report(
        plan,
        'there is no restore-testing plan in the app',
        'add an AWS::Backup::RestoreTestingPlan with a selection',
      );
    }
  },
};

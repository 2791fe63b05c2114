import { isTold, type BackupJob } from '../../assembly/relations/backup-notices';
import { plans } from '../../assembly/relations/backups';
import { type Resource } from '../../assembly/resource';
import { toRecords } from '../../assembly/value';
import { type Report, type Rule } from '../rule';

export const backupFailureUnannounced: Rule = {
  id: 'resilience-backup-failure-unannounced',
  area: 'backups',
  severity: 'warning',
  title: 'Somebody is told when a backup, a copy or a test of a restore fails',
  why: 'Much of what they need no template shows: services that are opted in, keys, the vault of the other region. They fail at night, and whoever needs the backup is the first to hear of it.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html',
  check(model, report) {
    const tell = (subject: Resource, ...jobs: BackupJob[]): void => {
      const silent = jobs.filter(job => !isTold(model, job, subject.region));
      if (silent.length > 0) announce(subject, silent, report);
    };
    for (const plan of plans(model)) tell(plan, 'backup', ...(copies(plan) ? (['copy'] as const) : []));
    for (const test of model.ofType('AWS::Backup::RestoreTestingPlan')) tell(test, 'restore');
  },
};

function copies(plan: Resource): boolean {
  return plan.records('BackupPlan.BackupPlanRule').some(rule => toRecords(rule.CopyActions).length > 0);
}

function announce(subject: Resource, jobs: readonly BackupJob[], report: Report): void {
  report(
    subject,
    `nobody in its region is told when a ${jobs.join(' or ')} job fails`,
    'send the state changes of jobs (EventBridge source aws.backup, states FAILED, ABORTED and EXPIRED) to a topic that somebody reads',
  );
}

import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { isOpaque, toList, valueAt } from '../value';
import { metricAlarms, metricsOf } from './alarms';

/** What AWS Backup does, each in jobs that may fail. */
export type BackupJob = 'backup' | 'copy' | 'restore';

/** Whether somebody in a region is told that jobs fail: by an event rule, by a vault's notifications, or by an alarm. */
export function isTold(model: AppModel, job: BackupJob, region: string | undefined): boolean {
  return model.remember(readNotices).some(notice => notice.job === job && mayBe(notice.region, region));
}

interface Notice {
  readonly job: BackupJob;
  /** Undefined where nobody knows. */
  readonly region?: string;
}

function mayBe(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

const JOBS: readonly BackupJob[] = ['backup', 'copy', 'restore'];

function readNotices(model: AppModel): Notice[] {
  const noticesOf = (
    resources: readonly Resource[],
    tells: (resource: Resource, job: BackupJob) => boolean,
  ): Notice[] =>
    resources.flatMap(resource =>
      JOBS.filter(job => tells(resource, job)).map(job => ({ job, region: resource.region })),
    );
  return [
    ...noticesOf(model.ofType('AWS::Events::Rule'), ruleTells),
    ...noticesOf(model.ofType('AWS::Backup::BackupVault'), vaultTells),
    ...noticesOf(metricAlarms(model), alarmTells),
  ];
}

const FAILURES = ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];

function ruleTells(rule: Resource, job: BackupJob): boolean {
  if (rule.text('State') === 'DISABLED' || rule.lacks('Targets')) return false;
  const pattern = rule.get('EventPattern');
  const allows = (path: string, wanted: readonly string[]): boolean => {
    const values = toList(valueAt(pattern, path));
    // What is no plain text compares in another way, by prefix or by exclusion.
    return values.some(value => typeof value !== 'string' || isOpaque(value) || wanted.includes(value));
  };
  const leaves = (path: string): boolean => valueAt(pattern, path) === undefined;
  return (
    allows('source', ['aws.backup']) &&
    (leaves('detail-type') || allows('detail-type', [`${capital(job)} Job State Change`])) &&
    (leaves('detail.state') || allows('detail.state', FAILURES))
  );
}

/** BACKUP_JOB_COMPLETED and RESTORE_JOB_COMPLETED also tell of jobs that ended badly. */
const EVENTS: Readonly<Record<BackupJob, readonly string[]>> = {
  backup: ['BACKUP_JOB_COMPLETED', 'BACKUP_JOB_FAILED', 'BACKUP_JOB_EXPIRED'],
  copy: ['COPY_JOB_FAILED'],
  restore: ['RESTORE_JOB_COMPLETED', 'RESTORE_JOB_FAILED'],
};

function vaultTells(vault: Resource, job: BackupJob): boolean {
  return vault
    .list('Notifications.BackupVaultEvents')
    .some(event => isOpaque(event) || EVENTS[job].includes(String(event)));
}

function alarmTells(alarm: Resource, job: BackupJob): boolean {
  return metricsOf(alarm).some(
    ({ namespace, name }) => namespace === 'AWS/Backup' && name.startsWith(`NumberOf${capital(job)}Jobs`),
  );
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

import { type Schedule } from 'aws-cdk-lib/aws-events';
import { type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type Alarms } from '../observability';
import { type RestoreTesting } from './restore-testing';
import { type VaultLock } from './vault-lock';

/** What is backed up, when, for how long, and where the copies go. */
export interface CrossRegionBackupProps {
  /** What is backed up: replicated tables and buckets, and any other table or bucket of the home region. */
  readonly resources: IConstruct[];

  /**
   * Region that gets a copy, in a stack that belongs to no service. It needs a vault named `vaultName`: a
   * `CrossRegionBackup` there makes it, or `BackupVault` does. Below a service the region is the service's.
   *
   * @default - the other region of the service
   */
  readonly copyToRegion?: string;

  /**
   * Name of the vault, the same in every region.
   *
   * @default - made of the construct's path
   */
  readonly vaultName?: string;

  /**
   * When backups are made: a cron expression, in UTC.
   *
   * @default - every day at 03:00
   */
  readonly schedule?: Schedule;

  /**
   * How late a job may start before it is given up, at least an hour.
   *
   * @default Duration.hours(1)
   */
  readonly startWindow?: Duration;

  /**
   * How long after the scheduled time a job may end before it is given up.
   *
   * @default - AWS Backup's own, seven days: the first backup of much data takes long
   */
  readonly completionWindow?: Duration;

  /**
   * How long backups and their copies are kept.
   *
   * @default Duration.days(35)
   */
  readonly deleteAfter?: Duration;

  /**
   * When backups move to cold storage, in which they stay 90 days or more.
   *
   * @default - they stay in warm storage
   */
  readonly moveToColdStorageAfter?: Duration;

  /**
   * Whether the buckets can also be restored to any second of the time that backups are kept, 35 days at most. Tables have
   * their own point-in-time recovery, and AWS Backup has none for them. Copies in the other region are those of the
   * schedule.
   *
   * @default false
   */
  readonly continuous?: boolean;

  /**
   * Whether the vaults refuse to give up backups before their time. `VaultLock.compliance` cannot be undone.
   *
   * @default - who has the right to delete a backup deletes it
   */
  readonly vaultLock?: VaultLock;

  /**
   * Whether and when backups are restored, as a test.
   *
   * @default RestoreTesting.weekly(); none in a region that has no restore testing, which warns
   */
  readonly restoreTesting?: RestoreTesting;

  /**
   * Who is told of backups, copies and restores that fail, and of those that do not happen. A topic that is imported has to
   * let `events.amazonaws.com` publish.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;

  /**
   * What becomes of the vaults when they leave the template. By default they stay, but for those of a first deployment that
   * failed: the next attempt makes them again.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

import { Duration, Token } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { BACKUP } from '../limits/backup';
import { checkKnownRegion, checkOnePartition } from '../regions/known-regions';
import { problemOfCron, tooFewMinutes } from './backup-schedule';
import { type CrossRegionBackupProps } from './cross-region-backup-props';

/** How long backups are kept where nothing is said. @internal */
export const DEFAULT_RETENTION = Duration.days(35);

/** Records what AWS Backup would refuse in a plan and its vaults. @internal */
export function checkBackupProps(props: CrossRegionBackupProps, problems: Problems): void {
  checkVaultName(props, problems);
  checkSchedule(props, problems);
  checkWindows(props, problems);
  checkLifecycle(props, problems);
  checkContinuous(props, problems);
  props.vaultLock?._check(props.deleteAfter ?? DEFAULT_RETENTION, problems);
}

function checkVaultName({ vaultName }: CrossRegionBackupProps, problems: Problems): void {
  if (vaultName !== undefined && !Token.isUnresolved(vaultName) && !/^[a-zA-Z0-9_-]{2,50}$/.test(vaultName)) {
    problems.add(
      'VaultNameInvalid',
      `"vaultName" is "${vaultName}"; AWS Backup takes ${BACKUP.vaultName.least} to ${BACKUP.vaultName.most} letters, digits, "-" and "_"`,
    );
  }
}

function checkSchedule({ schedule }: CrossRegionBackupProps, problems: Problems): void {
  const expression = schedule?.expressionString;
  const problem = problemOfCron(expression);
  if (problem !== undefined) {
    problems.add(
      'BackupScheduleInvalid',
      `"schedule" is "${expression}": ${problem}; AWS Backup takes "cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as "cron(0 3 * * ? *)"`,
    );
  }
  const minutes = tooFewMinutes(expression);
  if (minutes !== undefined) {
    problems.add(
      'BackupScheduleInvalid',
      `"schedule" is "${expression}", every ${minutes} minutes; AWS Backup makes one backup every ${BACKUP.leastIntervalMinutes} minutes at most, such as "cron(0 * * * ? *)"`,
    );
  }
}

function checkWindows({ startWindow, completionWindow }: CrossRegionBackupProps, problems: Problems): void {
  if (startWindow?.isUnresolved() || completionWindow?.isUnresolved()) return;
  const start = startWindow?.toMinutes({ integral: false }) ?? BACKUP.leastStartMinutes;
  const completion = completionWindow?.toMinutes({ integral: false }) ?? start + BACKUP.leastRunMinutes;
  if (!(start >= BACKUP.leastStartMinutes)) {
    problems.add(
      'BackupWindowTooShort',
      `"startWindow" is ${start} minutes; AWS Backup needs ${BACKUP.leastStartMinutes} or more`,
    );
  }
  if (!Number.isNaN(start) && !(completion >= start + BACKUP.leastRunMinutes)) {
    problems.add(
      'BackupWindowTooShort',
      `"completionWindow" is ${completion} minutes and "startWindow" ${start}; AWS Backup needs an hour or more between the two`,
    );
  }
}

function checkLifecycle({ deleteAfter, moveToColdStorageAfter }: CrossRegionBackupProps, problems: Problems): void {
  if (deleteAfter?.isUnresolved() || moveToColdStorageAfter?.isUnresolved()) return;
  const days = (deleteAfter ?? DEFAULT_RETENTION).toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) {
    problems.add(
      'BackupLifecycleOutOfRange',
      `"deleteAfter" is ${days} days; AWS Backup keeps whole days, one or more`,
    );
  }
  const cold = moveToColdStorageAfter?.toDays({ integral: false });
  if (cold !== undefined && (!Number.isInteger(cold) || cold < 1 || days < cold + BACKUP.leastColdDays)) {
    problems.add(
      'ColdStorageTooShort',
      `backups would move to cold storage after ${cold} days and be deleted after ${days}; they stay there ${BACKUP.leastColdDays} days or more, ` +
        `so give a "deleteAfter" of ${(cold ?? 0) + BACKUP.leastColdDays} days or more`,
    );
  }
}

function checkContinuous(props: CrossRegionBackupProps, problems: Problems): void {
  if (!props.continuous) return;
  if (props.moveToColdStorageAfter !== undefined) {
    problems.add(
      'ContinuousBackupConflict',
      '"continuous" is on with "moveToColdStorageAfter", and continuous backups stay in warm storage; leave one of the two out, or make a second CrossRegionBackup',
    );
  }
  if (props.moveToColdStorageAfter !== undefined || props.deleteAfter?.isUnresolved()) return;
  const days = (props.deleteAfter ?? DEFAULT_RETENTION).toDays({ integral: false });
  if (!(days <= BACKUP.continuousDays.most)) {
    problems.add(
      'ContinuousBackupConflict',
      `"continuous" is on and "deleteAfter" is ${days} days, and continuous backups go back ${BACKUP.continuousDays.most} days at most; keep longer ones in a second CrossRegionBackup`,
    );
  }
}

/** Records regions that cannot take the copies of a home region's backups. @internal */
export function checkCopyRegions(home: string, regions: readonly string[], problems: Problems): void {
  const [region] = regions;
  if (region === undefined) {
    problems.add(
      'CopyRegionMissing',
      `no region is named that gets a copy, so the backups would be lost with "${home}"; give "copyToRegion"`,
    );
    return;
  }
  if (region === home) {
    problems.add(
      'CopyRegionRepeated',
      `backups would be copied from "${home}" to "${home}", and lost with it; give another "copyToRegion"`,
    );
  }
  if (Token.isUnresolved(region)) {
    problems.add(
      'CopyRegionUnresolved',
      '"copyToRegion" is only known at deployment (it is a token); give its name as plain text',
    );
  }
  for (const each of regions) checkKnownRegion(each, problems);
  checkOnePartition([home, ...regions], problems);
}

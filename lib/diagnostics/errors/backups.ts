import { type Diagnostics } from '../diagnostic';

/** Errors under "Backups" in docs/errors.md. */
export const BACKUPS = {
  BackupResourceMissing: {
    where: '`CrossRegionBackup`',
    cause: 'A plan without a selection protects nothing.',
    fix: '`resources: [files, uploads]`.',
    examples: ['"resources" is empty; give the tables and buckets to back up'],
  },
  BackupResourceUnsupported: {
    where: '`CrossRegionBackup`',
    fix: 'as the message says; other resources need an AWS Backup plan of your own.',
    examples: [
      '"Billing/Queue" is neither a table nor a bucket; give a ReplicatedTable, a ReplicatedBucket, an ITable or an IBucket',
    ],
  },
  CopyRegionConflict: {
    where: '`CrossRegionBackup`',
    cause: 'Two sources for one fact.',
    fix: 'leave it out.',
    examples: [
      '"copyToRegion" is given, and the backup is below a service, whose regions it has; leave "copyToRegion" out',
    ],
  },
  CopyRegionMissing: {
    where: '`CrossRegionBackup`, in a stack of no service',
    fix: '`copyToRegion`, and a vault of the same name there.',
    examples: [
      'no region is named that gets a copy, so the backups would be lost with "eu-west-1"; give "copyToRegion"',
    ],
  },
  CopyRegionRepeated: {
    where: '`CrossRegionBackup`',
    fix: 'another region.',
    examples: [
      'backups would be copied from "eu-west-1" to "eu-west-1", and lost with it; give another "copyToRegion"',
    ],
  },
  CopyRegionUnresolved: {
    where: '`CrossRegionBackup`',
    fix: 'plain text, or a context value.',
    examples: ['"copyToRegion" is only known at deployment (it is a token); give its name as plain text'],
  },
  VaultNameInvalid: {
    where: '`CrossRegionBackup`',
    fix: 'another name; it replaces the vault.',
    examples: ['"vaultName" is "my vault"; AWS Backup takes 2 to 50 letters, digits, "-" and "_"'],
  },
  BackupScheduleInvalid: {
    where: '`CrossRegionBackup`',
    cause: 'AWS Backup has cron expressions only, and takes none that ticks more than once an hour.',
    fix: "`Schedule.cron({ hour: '3', minute: '0' })`.",
    examples: [
      '"schedule" is "rate(1 day)": it is a rate; AWS Backup takes "cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as "cron(0 3 * * ? *)"',
      '"schedule" is "cron(0/5 * * * ? *)", every 5 minutes; AWS Backup makes one backup every 60 minutes at most, such as "cron(0 * * * ? *)"',
    ],
  },
  RestoreScheduleInvalid: {
    where: '`RestoreTesting.scheduled`',
    cause: 'AWS Backup has cron expressions only.',
    fix: "`Schedule.cron({ minute: '0', hour: '12', weekDay: 'SUN' })`.",
    examples: [
      '"schedule" is "rate(7 days)": it is a rate; AWS Backup takes "cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as "cron(0 12 ? * SUN *)"',
    ],
  },
  RestoreTestingUnavailable: {
    where: '`CrossRegionBackup`',
    cause: 'The region does not know the resource type, and the whole stack would fail to deploy.',
    fix: '`RestoreTesting.none()`, which is the default there.',
    examples: [
      'AWS Backup has no restore testing in "us-gov-west-1"; use RestoreTesting.none() there, and restore by hand now and then',
    ],
  },
  RestoreWindowOutOfRange: {
    where: '`RestoreTesting.scheduled`',
    fix: 'a number that the message allows.',
    examples: [
      '"selectionWindowDays" is 0; AWS Backup takes a whole number, 1 to 365',
      '"validationWindowHours" is 169; AWS Backup takes a whole number, 1 to 168',
    ],
  },
  BackupWindowTooShort: {
    where: '`CrossRegionBackup`',
    fix: 'longer windows.',
    examples: [
      '"startWindow" is 30 minutes; AWS Backup needs 60 or more',
      '"completionWindow" is 90 minutes and "startWindow" 60; AWS Backup needs an hour or more between the two',
    ],
  },
  BackupLifecycleOutOfRange: {
    where: '`CrossRegionBackup`',
    fix: 'whole days.',
    examples: ['"deleteAfter" is 0.5 days; AWS Backup keeps whole days, one or more'],
  },
  ColdStorageTooShort: {
    where: '`CrossRegionBackup`',
    cause: 'AWS charges cold storage for 90 days at least, and refuses less.',
    fix: 'the `deleteAfter` that the message names.',
    examples: [
      'backups would move to cold storage after 30 days and be deleted after 60; they stay there 90 days or more, so give a "deleteAfter" of 120 days or more',
    ],
  },
  ContinuousBackupConflict: {
    where: '`CrossRegionBackup`',
    cause: 'AWS Backup would refuse it.',
    fix: 'as the message says.',
    examples: [
      '"continuous" is on and "deleteAfter" is 90 days, and continuous backups go back 35 days at most; keep longer ones in a second CrossRegionBackup',
      '"continuous" is on with "moveToColdStorageAfter", and continuous backups stay in warm storage; leave one of the two out, or make a second CrossRegionBackup',
    ],
  },
  ContinuousBackupUnused: {
    where: '`CrossRegionBackup`',
    cause: 'AWS Backup would do nothing of it, in silence.',
    fix: 'as the message says.',
    examples: [
      '"continuous" is on and no resource is a bucket: AWS Backup has no continuous backup of tables, which have their own point-in-time recovery; leave "continuous" out',
    ],
  },

  VaultLockPeriodOutOfRange: {
    where: '`VaultLock.governance`, `VaultLock.compliance`',
    fix: 'as the message says. `maxRetention` is longer than `minRetention`; a compliance lock can be changed for three days or more.',
    examples: [
      '"minRetention" is 0.5 days; AWS Backup takes whole days, here 1 to 36500',
      '"maxRetention" is 7 days; AWS Backup takes whole days, here 8 to 36500',
      '"changeableFor" is 2 days; AWS Backup takes whole days, here 3 to 36500',
    ],
  },
  VaultLockPeriodMissing: {
    where: '`VaultLock.governance`, `VaultLock.compliance`',
    cause: 'JavaScript left it out.',
    fix: 'as the message says.',
    examples: ['"changeableFor" is missing; give it in whole days, such as Duration.days(7)'],
  },

  BackupRetentionOutOfRange: {
    where: '`CrossRegionBackup`, `vaultLock`',
    cause: 'A locked vault refuses jobs whose retention is outside of its limits.',
    fix: 'a `deleteAfter` between `minRetention` and `maxRetention`.',
    examples: [
      '"deleteAfter" is 35 days and the lock of the vaults allows 90 to any number of, so every backup would fail; give a "deleteAfter" inside of it, or another lock',
    ],
  },
} satisfies Diagnostics;

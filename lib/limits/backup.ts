/** Plans of AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html */
export const BACKUP = {
  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
  vaultName: { least: 2, most: 50 },

  /**
   * Shortest time between two backups of a plan; the service refuses less ("shouldn't be less than 60 minutes").
   * https://repost.aws/questions/QUwYlivOoWTHi1nSuSGjTVFg/error-scheduling-backup-every-ten-minutes-in-aws-backup
   */
  leastIntervalMinutes: 60,

  leastStartMinutes: 60,

  /** A job may end so much later than it may start: https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
  leastRunMinutes: 60,

  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
  leastColdDays: 90,

  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
  continuousDays: { least: 1, most: 35 },

  /** Where a plan says nothing: https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
  defaults: { startMinutes: 480, schedule: 'cron(0 5 ? * * *)' },
} as const;

/** Locks of vaults: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
export const VAULT_LOCK = {
  retentionDays: { least: 1, most: 36_500 },
  leastChangeableDays: 3,
} as const;

/** Tests of restores: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html */
export const RESTORE_TESTING = {
  planName: { least: 1, most: 50 },

  /** ARNs of one selection: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html */
  selectionArns: 30,

  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingRecoveryPointSelection.html */
  selectionWindowDays: { least: 1, most: 365 },

  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html */
  validationWindowHours: { least: 1, most: 168 },
} as const;

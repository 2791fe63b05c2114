import { type LockConfiguration } from 'aws-cdk-lib/aws-backup';
import { type Duration } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { duration, validateProps, type PropKinds } from '../private/props';
import { VAULT_LOCK } from '../limits/backup';
import { isWholeWithin, isWithin } from '../limits/range';

const LONGEST_RETENTION_DAYS = VAULT_LOCK.retentionDays.most;

/** Between which ages a locked vault lets a backup go. */
export interface VaultLockOptions {
  /** Least time that every backup in the vault is kept, in whole days: a job that would keep it shorter fails. */
  readonly minRetention: Duration;

  /**
   * Longest time that a backup in the vault is kept, in whole days, at most 36,500: a job that would keep it longer fails.
   *
   * @default - as long as the job says
   */
  readonly maxRetention?: Duration;
}

/** As a governance lock, and until when the lock itself can be taken away. */
export interface ComplianceLockOptions extends VaultLockOptions {
  /** How long the lock can still be changed or removed, in whole days, 3 or more. Then it is final. */
  readonly changeableFor: Duration;
}

const KNOWN_VAULT_LOCK_OPTIONS: PropKinds<VaultLockOptions> = { minRetention: duration, maxRetention: duration };
const KNOWN_COMPLIANCE_LOCK_OPTIONS: PropKinds<ComplianceLockOptions> = {
  ...KNOWN_VAULT_LOCK_OPTIONS,
  changeableFor: duration,
};

/**
 * Whether and how a backup vault refuses to give up its backups before their time.
 *
 * Fails with `VaultLockPeriodOutOfRange` where AWS Backup would refuse the values.
 */
export abstract class VaultLock {
  /**
   * Nobody deletes a backup early but who may remove the lock: a right of its own, and removing it can be undone.
   */
  static governance(options: VaultLockOptions): VaultLock {
    validateLock('VaultLock.governance', options, KNOWN_VAULT_LOCK_OPTIONS);
    return new PeriodLock(options);
  }

  /**
   * Nobody deletes a backup early, and after `changeableFor` nobody removes the lock: **this cannot be undone**, by you, by
   * the account's root user or by AWS. Every backup is paid for until its time is over, and the vaults stay as long as the
   * last of them. Try the same values with `governance` first.
   */
  static compliance(options: ComplianceLockOptions): VaultLock {
    validateLock('VaultLock.compliance', options, KNOWN_COMPLIANCE_LOCK_OPTIONS);
    return new PeriodLock(options);
  }

  /** Least time that a backup is kept. */
  abstract readonly minRetention: Duration;

  /** Longest time that a backup is kept, if there is one. */
  abstract readonly maxRetention?: Duration;

  /** How long the lock can still be changed or removed; for ever where it is undefined. */
  abstract readonly changeableFor?: Duration;

  /**
   * Records a retention that the lock does not allow: every job of the plan would fail.
   *
   * @internal
   */
  abstract _check(retention: Duration, problems: Problems): void;

  /**
   * The lock as a vault has it.
   *
   * @internal
   */
  abstract _bind(): LockConfiguration;
}

class PeriodLock extends VaultLock {
  readonly minRetention: Duration;
  readonly maxRetention?: Duration;
  readonly changeableFor?: Duration;

  constructor(options: VaultLockOptions & Partial<ComplianceLockOptions>) {
    super();
    this.minRetention = options.minRetention;
    this.maxRetention = options.maxRetention;
    this.changeableFor = options.changeableFor;
  }

  _check(retention: Duration, problems: Problems): void {
    const [days, least, most] = [retention, this.minRetention, this.maxRetention].map(daysOf);
    if (days !== undefined && !isWithin(days, { least: least ?? 0, most: most ?? Infinity })) {
      problems.add(
        'BackupRetentionOutOfRange',
        `"deleteAfter" is ${days} days and the lock of the vaults allows ${least ?? 1} to ${most ?? 'any number of'}, so every backup would fail; give a "deleteAfter" inside of it, or another lock`,
      );
    }
  }

  _bind(): LockConfiguration {
    return { minRetention: this.minRetention, maxRetention: this.maxRetention, changeableFor: this.changeableFor };
  }
}

function validateLock(
  factory: string,
  options: VaultLockOptions & Partial<ComplianceLockOptions>,
  known: PropKinds<VaultLockOptions>,
): void {
  validateProps(factory, options, known, problems => {
    for (const name of Object.keys(known) as (keyof ComplianceLockOptions)[]) {
      if (options?.[name] === undefined && name !== 'maxRetention') {
        problems.add('VaultLockPeriodMissing', `"${name}" is missing; give it in whole days, such as Duration.days(7)`);
      }
    }
    const [least, most, changeable] = [options?.minRetention, options?.maxRetention, options?.changeableFor].map(
      daysOf,
    );
    checkDays('minRetention', least, 1, problems);
    checkDays('maxRetention', most, (least ?? 0) + 1, problems);
    checkDays('changeableFor', changeable, VAULT_LOCK.leastChangeableDays, problems);
  });
}

function checkDays(name: string, days: number | undefined, least: number, problems: Problems): void {
  if (days !== undefined && !isWholeWithin(days, { least, most: LONGEST_RETENTION_DAYS })) {
    problems.add(
      'VaultLockPeriodOutOfRange',
      `"${name}" is ${days} days; AWS Backup takes whole days, here ${least} to ${LONGEST_RETENTION_DAYS}`,
    );
  }
}

/** Days of a duration; nothing where there is none or where deployment decides. */
function daysOf(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : duration.toDays({ integral: false });
}

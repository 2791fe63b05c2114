import { CfnRestoreTestingPlan, CfnRestoreTestingSelection, type BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Annotations, Names, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acceptServicePolicies } from '../private/accepted-findings';
import { fail, type Problems } from '../private/errors';
import { lacksType } from '../limits/regions';
import { number, objectWith, validateProps, type PropKinds } from '../private/props';
import { RESTORE_TESTING as LIMITS } from '../limits/backup';
import { isWholeWithin, type Range } from '../limits/range';
import { problemOfCron } from './backup-schedule';

/** Policies by which AWS Backup restores: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
const POLICIES = ['service-role/AWSBackupServiceRolePolicyForRestores', 'AWSBackupServiceRolePolicyForS3Restore'];

/** ARNs of what is backed up, by the name that AWS Backup has for its kind. @internal */
export type ProtectedArns = Readonly<Record<'DynamoDB' | 'S3', readonly string[]>>;

/** What is in a vault. @internal */
export interface VaultContents {
  readonly resources: ProtectedArns;

  /** Whether there are continuous backups beside the snapshots. */
  readonly continuous: boolean;
}

/** When backups are restored on trial, which of them, and how long the result stays. */
export interface RestoreTestingOptions {
  /**
   * When backups are restored: a cron expression, in UTC.
   *
   * @default - every Sunday at 12:00
   */
  readonly schedule?: Schedule;

  /**
   * How many days back the backup may lie that is restored, 1 to 365; of those the latest is taken. A test finds nothing
   * where no backup is that young.
   *
   * @default 7
   */
  readonly selectionWindowDays?: number;

  /**
   * How many hours what was restored stays for a look at it before AWS Backup deletes it, 1 to 168.
   *
   * @default - it is deleted when the restore has ended
   */
  readonly validationWindowHours?: number;
}

/** What tests restores. @internal */
export interface RestoreTestingParts {
  readonly plan: CfnRestoreTestingPlan;
  readonly role: Role;
}

const KNOWN_PROPS: PropKinds<RestoreTestingOptions> = {
  schedule: objectWith('expressionString', "a Schedule, such as Schedule.cron({ hour: '3', minute: '0' })"),
  selectionWindowDays: number,
  validationWindowHours: number,
};

/** Whether and when a `CrossRegionBackup` proves that its backups can be restored. */
export abstract class RestoreTesting {
  /**
   * Every Sunday at 12:00 UTC the latest backup of each table and bucket is restored under another name, and deleted again.
   * AWS bills each restore by its size.
   */
  static weekly(): RestoreTesting {
    return RestoreTesting.scheduled();
  }

  /**
   * As `weekly`, at other times.
   *
   * Fails with `RestoreScheduleInvalid` or `RestoreWindowOutOfRange` where AWS Backup would refuse the values.
   */
  static scheduled(options: RestoreTestingOptions = {}): RestoreTesting {
    validateOptions(options);
    return new ScheduledRestores(options);
  }

  /** Never: synthesis warns that nobody knows whether a backup can be restored. */
  static none(): RestoreTesting {
    return new NoRestores();
  }

  /**
   * Weekly where the region has restore testing.
   *
   * @internal
   */
  static _byDefault(region: string): RestoreTesting {
    return lacksType(region, 'AWS::Backup::RestoreTestingPlan') ? RestoreTesting.none() : RestoreTesting.weekly();
  }

  /**
   * Makes the plan for what a vault holds, below a construct; nothing where restores are not tested.
   *
   * @internal
   */
  abstract _bind(scope: Construct, vault: BackupVault, contents: VaultContents): RestoreTestingParts | undefined;
}

class NoRestores extends RestoreTesting {
  _bind(scope: Construct): undefined {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:restoresUntested',
      'no backup is ever restored, so nobody knows that one can be; use RestoreTesting.weekly()',
    );
    return undefined;
  }
}

class ScheduledRestores extends RestoreTesting {
  constructor(private readonly options: RestoreTestingOptions) {
    super();
  }

  _bind(scope: Construct, vault: BackupVault, contents: VaultContents): RestoreTestingParts {
    validateAvailable(scope);
    const part = new Construct(scope, 'RestoreTesting');
    const plan = createPlan(part, vault, contents, this.options);
    const role = createRole(part);
    for (const [kind, arns] of Object.entries(contents.resources)) {
      if (arns.length > 0) this.createSelection(plan, role, kind, [...arns]);
    }
    return { plan, role };
  }

  private createSelection(plan: CfnRestoreTestingPlan, role: Role, kind: string, arns: string[]): void {
    const most = LIMITS.selectionArns;
    for (let first = 0; first < arns.length; first += most) {
      const name = first === 0 ? kind : `${kind}${first / most + 1}`;
      new CfnRestoreTestingSelection(plan.node.scope as Construct, name, {
        restoreTestingPlanName: plan.ref,
        restoreTestingSelectionName: name,
        protectedResourceType: kind,
        protectedResourceArns: arns.slice(first, first + most),
        iamRoleArn: role.roleArn,
        validationWindowHours: this.options.validationWindowHours,
      });
    }
  }
}

/** Throws where the region has no restore testing: the whole stack would fail to deploy. */
function validateAvailable(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (!lacksType(region, 'AWS::Backup::RestoreTestingPlan')) return;
  fail(
    scope,
    'RestoreTestingUnavailable',
    `AWS Backup has no restore testing in "${region}"; use RestoreTesting.none() there, and restore by hand now and then`,
  );
}

function createPlan(
  part: Construct,
  vault: BackupVault,
  { continuous }: VaultContents,
  options: RestoreTestingOptions,
): CfnRestoreTestingPlan {
  return new CfnRestoreTestingPlan(part, 'Plan', {
    restoreTestingPlanName: Names.uniqueResourceName(part, { maxLength: LIMITS.planName.most, separator: '_' }),
    scheduleExpression: (options.schedule ?? Schedule.cron({ minute: '0', hour: '12', weekDay: 'SUN' }))
      .expressionString,
    recoveryPointSelection: {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includeVaults: [vault.backupVaultArn],
      recoveryPointTypes: continuous ? ['SNAPSHOT', 'CONTINUOUS'] : ['SNAPSHOT'],
      selectionWindowDays: options.selectionWindowDays ?? 7,
    },
  });
}

/** Not the role that backs up: what writes backups has no need to make tables and buckets. */
function createRole(part: Construct): Role {
  const role = new Role(part, 'Role', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    managedPolicies: POLICIES.map(name => ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  acceptServicePolicies(role, POLICIES);
  return role;
}

function validateOptions(options: RestoreTestingOptions): void {
  validateProps('RestoreTesting.scheduled', options, KNOWN_PROPS, problems => {
    const expression = options.schedule?.expressionString;
    const problem = problemOfCron(expression);
    if (problem !== undefined) {
      problems.add(
        'RestoreScheduleInvalid',
        `"schedule" is "${expression}": ${problem}; AWS Backup takes "cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as "cron(0 12 ? * SUN *)"`,
      );
    }
    checkWhole(problems, 'selectionWindowDays', options.selectionWindowDays, LIMITS.selectionWindowDays);
    checkWhole(problems, 'validationWindowHours', options.validationWindowHours, LIMITS.validationWindowHours);
  });
}

function checkWhole(problems: Problems, name: string, value: number | undefined, range: Range): void {
  if (value !== undefined && !Token.isUnresolved(value) && !isWholeWithin(value, range)) {
    problems.add(
      'RestoreWindowOutOfRange',
      `"${name}" is ${value}; AWS Backup takes a whole number, ${range.least} to ${range.most}`,
    );
  }
}

import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
  type CfnRestoreTestingPlan,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Annotations,
  ArnFormat,
  CfnDeletionPolicy,
  CfnResource,
  Duration,
  Stack,
  RemovalPolicy,
} from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { acceptServicePolicies } from '../private/accepted-findings';
import { fail, Problems } from '../private/errors';
import { sharedName } from '../private/names';
import {
  duration,
  flag,
  listOf,
  objectWith,
  oneOf,
  options,
  text,
  validateProps,
  type PropKinds,
} from '../private/props';
import { regionalPart, showWarnings, regionalStacksOf } from '../regions/regional-part';
import { regionOf, RegionalScope } from '../regions/regional-scope';
import { BACKUP } from '../limits/backup';
import { longestInterval } from '../limits/schedule';
import { Alarms } from '../observability';
import { BackupWatch } from './backup-watch';
import { claimName } from './name-claims';
import { isKept, KEPT } from './removal';
import { checkBackupProps, checkCopyRegions, DEFAULT_RETENTION } from './backup-limits';
import { ReplicatedBucket } from './replicated-bucket';
import { ReplicatedTable } from './replicated-table';
import { RestoreTesting, type ProtectedArns } from './restore-testing';
import { type CrossRegionBackupProps } from './cross-region-backup-props';

/** Policies by which AWS Backup makes backups: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
const POLICIES = ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'];

const DAILY = Schedule.cron({ hour: '3', minute: '0' });
const DEFAULT_START = Duration.minutes(BACKUP.leastStartMinutes);

const KNOWN_PROPS: PropKinds<CrossRegionBackupProps> = {
  resources: listOf(options),
  copyToRegion: text,
  vaultName: text,
  schedule: objectWith('expressionString', "a Schedule, such as Schedule.cron({ hour: '3', minute: '0' })"),
  startWindow: duration,
  completionWindow: duration,
  deleteAfter: duration,
  moveToColdStorageAfter: duration,
  continuous: flag,
  vaultLock: objectWith(
    'minRetention',
    'a VaultLock, such as VaultLock.governance({ minRetention: Duration.days(7) })',
  ),
  restoreTesting: objectWith('_bind', 'RestoreTesting, such as RestoreTesting.weekly()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
  removalPolicy: oneOf(RemovalPolicy),
};

/**
 * Backups of an app's data, and a copy of each in another region.
 *
 * Replication carries a mistake to the other region within a second; a backup does not.
 *
 * Guarantees that the plan covers everything given; each backup is copied to the other region's vault, found by name; vaults
 * stay when their stack is deleted; once a week the latest backups are restored under other names, which shows that they
 * can be, and how long it takes.
 *
 * Creates a vault in each region that has a stack; in the home region the plan, its selection and its role, and the
 * restore-testing plan, a selection for tables and one for buckets, and their role; a rule that tells of failures, and alarms on
 * backups and copies that do not happen.
 *
 * Does not restore in earnest, or back up anything while the home region is away. AWS Backup has to be opted in for DynamoDB's advanced features and for S3 in each region of the
 * account, which no template can do: see docs/cross-region-backup.md.
 *
 * @example
 * new CrossRegionBackup(service, 'Backup', { resources: [files, uploads] });
 */
export class CrossRegionBackup extends Construct {
  /** Name of the vault, the same in every region. */
  readonly vaultName: string;

  /** Vault of the home region. */
  readonly vault: BackupVault;

  /** The plan with its one rule; add rules of your own with `plan.addRule`. */
  readonly plan: BackupPlan;

  /** What the plan covers. */
  readonly selection: BackupSelection;

  /** The plan by which backups are restored as a test; undefined with `RestoreTesting.none()`. */
  readonly restoreTestingPlan?: CfnRestoreTestingPlan;

  /** The alarms on backups and copies that do not happen, where there are any. */
  readonly alarms: Alarm[];

  /** Region that gets the copies: the first of {@link copyRegions}. */
  readonly copyRegion: string;

  /** Every region that gets copies: the standbys of a service, or the one that was given. */
  readonly copyRegions: string[];

  private readonly home: Stack;

  constructor(scope: Construct, id: string, props: CrossRegionBackupProps) {
    super(scope, id);
    this.home = regionalStacksOf(this)[0];
    this.validateProps(props);
    this.vaultName = props.vaultName ?? sharedName(this, BACKUP.vaultName.most);
    this.copyRegions = this.findCopyRegions(props);
    [this.copyRegion] = this.copyRegions;

    [this.vault] = regionalStacksOf(this).map(stack => this.createVault(stack, props));
    this.plan = this.createPlan(props);
    const resources = this.protectedArns(props.resources);
    this.selection = this.createSelection(resources);
    this.node.addValidation({ validate: () => this.warnWhereDestroyed(props.resources) });
    const restoreTesting = (props.restoreTesting ?? RestoreTesting._byDefault(regionOf(this.home)))._bind(
      regionalPart(this, this.home),
      this.vault,
      { resources, continuous: props.continuous ?? false },
    );
    this.restoreTestingPlan = restoreTesting?.plan;
    this.alarms = this.watch(props, restoreTesting?.role);
    this.warnWhereWeaker(props);
    showWarnings(this);
  }

  private validateProps(props: CrossRegionBackupProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if ((props.resources ?? []).length === 0) {
        problems.add('BackupResourceMissing', '"resources" is empty; give the tables and buckets to back up');
      }
      if (props.continuous && !(props.resources ?? []).some(resource => isBucket(resource))) {
        problems.add(
          'ContinuousBackupUnused',
          '"continuous" is on and no resource is a bucket: AWS Backup has no continuous backup of tables, which have their own point-in-time recovery; leave "continuous" out',
        );
      }
      checkBackupProps(props, problems);
    });
  }

  private findCopyRegions({ copyToRegion }: CrossRegionBackupProps): string[] {
    return Problems.collect(this, problems => {
      if (copyToRegion !== undefined && RegionalScope.of(this) !== undefined) {
        problems.add(
          'CopyRegionConflict',
          '"copyToRegion" is given, and the backup is below a service, whose regions it has; leave "copyToRegion" out',
        );
      }
      const regions = copyToRegion === undefined ? regionalStacksOf(this).slice(1).map(regionOf) : [copyToRegion];
      checkCopyRegions(regionOf(this.home), regions, problems);
      return regions;
    });
  }

  private createVault(stack: Stack, props: CrossRegionBackupProps): BackupVault {
    claimName(this, stack, { kind: 'backup vault', name: this.vaultName, prop: 'vaultName' });
    return new BackupVault(regionalPart(this, stack), 'Vault', {
      backupVaultName: this.vaultName,
      lockConfiguration: props.vaultLock?._bind(),
      removalPolicy: props.removalPolicy ?? KEPT,
    });
  }

  private createPlan(props: CrossRegionBackupProps): BackupPlan {
    const part = regionalPart(this, this.home);
    const lifecycle = {
      deleteAfter: props.deleteAfter ?? DEFAULT_RETENTION,
      moveToColdStorageAfter: props.moveToColdStorageAfter,
    };
    const rule = new BackupPlanRule({
      ruleName: 'CopiedToOtherRegion',
      backupVault: this.vault,
      scheduleExpression: props.schedule ?? DAILY,
      startWindow: props.startWindow ?? DEFAULT_START,
      completionWindow: props.completionWindow,
      ...lifecycle,
      enableContinuousBackup: props.continuous,
      copyActions: this.copyRegions.map(region => ({
        destinationBackupVault: this.vaultIn(region, part),
        ...lifecycle,
      })),
    });
    return new BackupPlan(part, 'Plan', { backupPlanName: this.vaultName, backupPlanRules: [rule] });
  }

  private watch(props: CrossRegionBackupProps, restoreRole: IRole | undefined): Alarm[] {
    const start = props.startWindow ?? DEFAULT_START;
    const interval = longestInterval((props.schedule ?? DAILY).expressionString);
    const everySeconds = interval === undefined || start.isUnresolved() ? undefined : interval + start.toSeconds();
    return new BackupWatch(regionalPart(this, this.home), 'Watch', props.alarms ?? Alarms.recommended(), {
      vault: this.vault,
      restoreRole,
      everySeconds,
    }).alarms;
  }

  private warnWhereWeaker({ removalPolicy }: CrossRegionBackupProps): void {
    if (isKept(removalPolicy)) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:vaultNotRetained',
      'the vaults go when they leave the template, or stop the deletion while a backup is in them; leave "removalPolicy" at RETAIN_ON_UPDATE_OR_DELETE',
    );
  }

  private vaultIn(region: string, part: Construct) {
    return BackupVault.fromBackupVaultArn(
      part,
      `VaultIn-${region}`,
      Stack.of(part).formatArn({
        service: 'backup',
        region,
        resource: 'backup-vault',
        resourceName: this.vaultName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
  }

  private createSelection(resources: ProtectedArns): BackupSelection {
    const part = regionalPart(this, this.home);
    const role = new Role(part, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: POLICIES.map(name => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    acceptServicePolicies(role, POLICIES);
    return new BackupSelection(part, 'Selection', {
      backupPlan: this.plan,
      backupSelectionName: 'Everything',
      disableDefaultBackupPolicy: true,
      role,
      resources: Object.values(resources).flatMap(arns => arns.map(arn => BackupResource.fromArn(arn))),
    });
  }

  /** A replicated table or bucket warns of it by itself. */
  private warnWhereDestroyed(resources: IConstruct[]): string[] {
    for (const { node } of resources) {
      const resource = node.defaultChild;
      if (!CfnResource.isCfnResource(resource)) continue;
      if (resource.cfnOptions.deletionPolicy !== CfnDeletionPolicy.DELETE) continue;
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:backedUpDataDestroyed',
        `"${node.path}" is backed up, and goes when it leaves the template: until the restore there is nothing; give it RemovalPolicy.RETAIN`,
      );
    }
    return [];
  }

  private protectedArns(resources: IConstruct[]): ProtectedArns {
    const found = resources.map(resource => this.protectedArn(resource));
    return {
      DynamoDB: found.map(({ tableArn }) => tableArn).filter(arn => arn !== undefined),
      S3: found.map(({ bucketArn }) => bucketArn).filter(arn => arn !== undefined),
    };
  }

  private protectedArn(resource: IConstruct): { tableArn?: string; bucketArn?: string } {
    const regional =
      resource instanceof ReplicatedTable || resource instanceof ReplicatedBucket
        ? resource.inRegion(this.home)
        : resource;
    const { tableArn, bucketArn } = regional as { tableArn?: string; bucketArn?: string };
    if (tableArn === undefined && bucketArn === undefined) {
      fail(
        this,
        'BackupResourceUnsupported',
        `"${resource.node.path}" is neither a table nor a bucket; give a ReplicatedTable, a ReplicatedBucket, an ITable or an IBucket`,
      );
    }
    return { tableArn, bucketArn };
  }
}

function isBucket(resource: IConstruct): boolean {
  return resource instanceof ReplicatedBucket || 'bucketArn' in resource;
}

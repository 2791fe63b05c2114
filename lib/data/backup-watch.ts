import { type BackupVault } from 'aws-cdk-lib/aws-backup';
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { type IRole } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '../dead-letters';
import { longestAlarmWindow } from '../limits/cloudwatch';
import { type AlarmSpec } from '../observability/alarm-spec';
import { type Alarms } from '../observability';

const HOUR = 3600;

/** A backup may take so long before somebody should look, however long AWS Backup would let it go on. */
const PATIENCE_SECONDS = 24 * HOUR;

/** What is watched, and how often something should happen there. @internal */
export interface WatchedBackups {
  readonly vault: BackupVault;
  /** Role by which backups are restored as a test. */
  readonly restoreRole?: IRole;
  /** Longest time between two backups, and within which one starts; undefined where only the deployment knows. */
  readonly everySeconds?: number;
}

/**
 * Tells of backups, copies and restores that fail, and of those that never happen.
 *
 * Most of what stops a backup is in no template: a service that is not opted in, a vault or a right that is missing. It fails
 * at night, and AWS Backup tells only who listens.
 *
 * @internal
 */
export class BackupWatch extends Construct {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, alarms: Alarms, watched: WatchedBackups) {
    super(scope, id);
    this.alarms = alarms._bind(this, this.silences(watched));
    this.tellOfFailures(alarms, watched);
  }

  private tellOfFailures(alarms: Alarms, { vault, restoreRole }: WatchedBackups): void {
    const topic = alarms._topicOf(this, 'ticket');
    if (!topic) return;
    const letters = new DeadLetterQueue(this, 'Undelivered', { alarms });
    new Rule(this, 'Failures', {
      description: `Backups, copies and restores of ${vault.node.scope?.node.path} that failed`,
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
        detail: renderFailures(vault, restoreRole),
      },
      targets: [new SnsTopic(topic, { deadLetterQueue: letters })],
    });
  }

  /** No longer window than a week can be watched, so rarer backups have no such alarm. */
  private silences({ vault, everySeconds }: WatchedBackups): AlarmSpec[] {
    const hours = Math.ceil(((everySeconds ?? Infinity) + PATIENCE_SECONDS) / HOUR);
    if (hours * HOUR > longestAlarmWindow(HOUR)) return [];
    return (['Backup', 'Copy'] as const).map(kind => ({
      id: `No${kind}Alarm`,
      signal: 'heartbeat',
      urgency: 'ticket',
      metric: new Metric({
        namespace: 'AWS/Backup',
        metricName: `Number${kind === 'Copy' ? 'OfCopy' : 'OfBackup'}JobsCompleted`,
        dimensionsMap: { BackupVaultName: vault.backupVaultName },
        statistic: 'Sum',
      }),
      period: Duration.hours(1),
      evaluationPeriods: hours,
      description: `No ${kind.toLowerCase()} out of ${this.node.scope?.node.path} was completed for ${hours} h: see the jobs of AWS Backup, and whether the account is opted in`,
    }));
  }
}

/**
 * Some events have a `state`, others a `status`, and each kind names its vault or its role in its own way.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
function renderFailures(vault: BackupVault, restoreRole: IRole | undefined): Record<string, unknown> {
  const failed = ['FAILED', 'ABORTED', 'EXPIRED'];
  const ours = [
    { backupVaultName: [vault.backupVaultName] },
    { sourceBackupVaultArn: [vault.backupVaultArn] },
    ...(restoreRole ? [{ iamRoleArn: [restoreRole.roleArn] }] : []),
  ];
  return {
    $or: ours.flatMap(whose => [
      { ...whose, state: failed },
      { ...whose, status: failed },
    ]),
  };
}

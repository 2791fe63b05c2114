import { CfnAlarm, CfnCompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import {
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, type Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acceptObjectRights } from '../private/accepted-findings';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { anything, duration, listOf, number, validateProps, type PropKinds } from '../private/props';
import { FIS } from '../limits/fis';
import { lacksType } from '../limits/regions';
import { isWholeWithin } from '../limits/range';
import { Fault } from './fault';
import { asText, type FaultConfig, mayBeInRegionOf } from './fault-action';

/** Deliveries have no resource-level permissions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html */
const WRITE_LOG: PolicyStatementProps = {
  actions: [
    'logs:CreateLogDelivery',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ],
  resources: ['*'],
};

/** Which fault, for how long, and what stops it. */
export interface FaultExperimentProps {
  /** What goes wrong. */
  readonly fault: Fault;

  /** How long, from one minute to twelve hours. */
  readonly duration: Duration;

  /** Alarms that end the experiment, 1 to 5, of its own region: on what users suffer from, not on the fault itself. */
  readonly stopWhen: IAlarm[];

  /**
   * How long the log of the experiments is kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
}

const KNOWN_PROPS: PropKinds<FaultExperimentProps> = {
  fault: anything,
  duration: duration,
  stopWhen: listOf(anything),
  logRetention: number,
};

/**
 * A fault that can be put into an app on purpose, by AWS Fault Injection Service (FIS): a template, which does nothing until
 * somebody starts it.
 *
 * Guarantees that an alarm on user impact stops it; it ends by itself; it fails when it finds nothing to break; its role may do
 * what this one fault takes, to the targets named, and can be assumed by FIS for this account's experiments only.
 *
 * Creates the template, its role and its log group. Faults in invocations put AWS's extension on the functions, all the
 * time: see docs/fault-experiment.md. Where there should be no experiment, do not create it: then nothing of it is in the
 * template, on the functions neither.
 *
 * Does not start, neither by itself nor on a schedule.
 *
 * @example
 * new FaultExperiment(stack, 'SlowApi', {
 *   fault: Fault.delayInvocations({ functions: [handler], delay: Duration.seconds(2), percentage: 50 }),
 *   duration: Duration.minutes(10),
 *   stopWhen: [handler.errorsAlarm!],
 * });
 */
export class FaultExperiment extends Construct {
  /** The experiment's template; FIS runs it when somebody starts it. */
  readonly template: CfnExperimentTemplate;

  /** Id by which the experiment is started. */
  readonly experimentTemplateId: string;

  /** What FIS may do for this experiment. */
  readonly role: Role;

  /** What happened in each run. */
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: FaultExperimentProps) {
    super(scope, id);
    this.validateProps(props);
    const fault = props.fault._bind(this);
    this.logGroup = new LogGroup(this, 'LogGroup', { retention: props.logRetention ?? RetentionDays.ONE_YEAR });
    this.role = this.createRole([...fault.rights, WRITE_LOG]);
    this.template = this.createTemplate(props, fault);
    this.experimentTemplateId = this.template.attrId;
    this.warnWhenShort(props.duration, fault);
    this.warnOfSilence(props.stopWhen);
    this.node.addValidation({ validate: () => this.warnWhenSilent(props.stopWhen) });
  }

  private validateProps(props: FaultExperimentProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (!(props.fault instanceof Fault)) {
        problems.add(
          'FaultMissing',
          '"fault" is missing or is no Fault; give one, such as Fault.failInvocations({ functions: [api] })',
        );
      }
      const { region } = Stack.of(this);
      if (lacksType(region, 'AWS::FIS::ExperimentTemplate')) {
        problems.add(
          'ExperimentUnavailable',
          `AWS FIS is not in "${region}", so the stack would not deploy; make the experiment in a stack of another region`,
        );
      }
      this.checkDuration(props.duration, problems);
      this.checkAlarms(props.stopWhen ?? [], problems);
      if (props.fault instanceof Fault) props.fault._check(this, problems);
    });
  }

  private checkDuration(duration: Duration | undefined, problems: Problems): void {
    if (duration?.isUnresolved()) return;
    const seconds = duration?.toSeconds({ integral: false }) ?? NaN;
    if (!isWholeWithin(seconds, FIS.durationSeconds)) {
      problems.add(
        'ExperimentDurationOutOfRange',
        `"duration" is ${durationText(duration)}; FIS takes whole seconds, from 1 minute to 12 hours`,
      );
    }
  }

  private checkAlarms(alarms: readonly IAlarm[], problems: Problems): void {
    if (alarms.length < 1 || !alarms.every(alarm => alarm?.alarmArn !== undefined)) {
      problems.add(
        'StopAlarmMissing',
        `"stopWhen" ${alarms.length === 0 ? 'names no alarm' : 'names something that is no alarm'}, so nothing would stop the fault, whatever it does to users; ` +
          'give an alarm on what they suffer from, such as handler.errorsAlarm',
      );
    }
    if (alarms.length > FIS.stopConditions) {
      problems.add(
        'StopAlarmsTooMany',
        `"stopWhen" names ${alarms.length} alarms and FIS takes ${FIS.stopConditions}; join some in a CompositeAlarm`,
      );
    }
    for (const alarm of alarms) {
      if (!mayBeInRegionOf(this, alarm)) {
        problems.add(
          'StopAlarmOfOtherRegion',
          `alarm "${alarm.node.path}" is in "${alarm.env.region}" and the experiment in "${Stack.of(this).region}", and FIS reads alarms of its own region; give one of that`,
        );
      }
    }
  }

  /** https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html */
  private createRole(rights: PolicyStatementProps[]): Role {
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('fis.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'fis', resource: 'experiment', resourceName: '*' }) },
        },
      }),
      inlinePolicies: {
        Experiment: new PolicyDocument({ statements: rights.map(right => new PolicyStatement(right)) }),
      },
    });
    const wide = rights.flatMap(right => right.resources ?? []).filter(resource => resource.endsWith('*'));
    acceptObjectRights(role, ...new Set(wide));
    return role;
  }

  private createTemplate({ duration, stopWhen }: FaultExperimentProps, fault: FaultConfig) {
    const targets = fault.targets.map(target => target.node.path).join(', ');
    return new CfnExperimentTemplate(this, 'Resource', {
      description: `${this.node.path} ${fault.summary}: ${targets}`.slice(0, FIS.descriptionLength),
      roleArn: this.role.roleArn,
      stopConditions: stopWhen.map(alarm => ({ source: 'aws:cloudwatch:alarm', value: alarm.alarmArn })),
      targets: {
        Targets: {
          resourceType: fault.resourceType,
          resourceArns: fault.resourceArns,
          resourceTags: fault.resourceTags,
          selectionMode: 'ALL',
        },
      },
      actions: {
        Fault: {
          actionId: fault.actionId,
          parameters: { ...fault.parameters, duration: renderDuration(duration) },
          targets: { [fault.targetKey]: 'Targets' },
        },
      },
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'fail' },
      // The L1 takes this one as CloudFormation writes it.
      logConfiguration: {
        logSchemaVersion: 2,
        cloudWatchLogsConfiguration: { LogGroupArn: this.logGroup.logGroupArn },
      },
      tags: { Name: this.node.path.slice(0, FIS.tagLength) },
    });
  }

  private warnWhenShort(duration: Duration, { onset }: FaultConfig): void {
    if (!onset || duration.isUnresolved() || duration.toMilliseconds() > onset.toMilliseconds()) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:experimentShort',
      `the fault lasts ${duration.toHumanString()} and may take ${onset.toHumanString()} until it has reached everything, so that the experiment may show nothing; give a longer "duration"`,
    );
  }

  /** FIS begins nothing while a stop alarm rings: https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html */
  private warnOfSilence(alarms: readonly IAlarm[]): void {
    for (const { node } of alarms) {
      const made = node.defaultChild;
      if (!CfnAlarm.isCfnAlarm(made) || made.treatMissingData !== 'breaching') continue;
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:stopAlarmOnSilence',
        `alarm "${node.path}" rings while nothing happens, so in a stack that nobody uses the experiment does not begin, or stops at once; give alarms on failures only, such as handler.errorsAlarm`,
      );
    }
  }

  private warnWhenSilent(alarms: readonly IAlarm[]): string[] {
    for (const alarm of alarms.filter(isSilent)) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:stopAlarmSilent',
        `alarm "${alarm.node.path}" stops the experiment and tells nobody that users suffered; give it an action`,
      );
    }
    return [];
  }
}

/** In one unit: FIS documents no mixture. */
function renderDuration(duration: Duration): string {
  if (duration.isUnresolved()) return `PT${asText(duration.toMinutes())}M`;
  const seconds = duration.toSeconds();
  return seconds % 60 === 0 ? `PT${seconds / 60}M` : `PT${seconds}S`;
}

/** An alarm of this app that has no action; what an imported one has is not known. */
function isSilent(alarm: IAlarm): boolean {
  const { defaultChild } = alarm.node;
  if (!(defaultChild instanceof CfnAlarm || defaultChild instanceof CfnCompositeAlarm)) return false;
  const actions = Stack.of(alarm).resolve(defaultChild.alarmActions) as unknown[] | undefined;
  return (actions ?? []).length === 0;
}

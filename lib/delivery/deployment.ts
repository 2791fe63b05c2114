import { type IAlarm, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ILambdaDeploymentConfig,
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
  TrafficRouting,
} from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ALARM } from '../limits/cloudwatch';
import { CODEDEPLOY } from '../limits/codedeploy';
import { isWholeWithin } from '../limits/range';
import { RecoveryTime } from '../objectives/recovery-time';
import { Alarms } from '../observability/alarms';
import { acceptServicePolicies } from '../private/accepted-findings';
import { durationText } from '../private/duration-text';
import { fail, type Problems } from '../private/errors';
import { pathInStack } from '../private/path-in-stack';
import { duration, listOf, number, objectWith, type PropKinds, validateProps } from '../private/props';
import { sharedPart } from '../private/shared-parts';
import { type DeployedFunction } from './deployed-function';

/** When a version on its way to all users is taken back, beside what `Deployment` watches by itself. */
export interface DeploymentOptions {
  /**
   * Further alarms that take the new version back, of the function's own region. A deployment does not begin while one of
   * them rings, not even that of the mend: give alarms on what a new version breaks, not on what is broken already.
   *
   * @default - the errors of the new version alone
   */
  readonly rollBackOn?: IAlarm[];
}

/** How a canary is tried. */
export interface CanaryOptions extends DeploymentOptions {
  /**
   * Share of the calls that the new version gets at first, 1 to 99 %.
   *
   * @default 10
   */
  readonly percent?: number;

  /**
   * How long it has that share, in whole minutes, from 3 minutes to 48 hours: an alarm takes up to 2 minutes to see an error.
   *
   * @default Duration.minutes(5)
   */
  readonly bake?: Duration;
}

/** By which steps the share of a new version grows. */
export interface LinearOptions extends DeploymentOptions {
  /**
   * Share of the calls that each step adds, 1 to 99 %.
   *
   * @default 10
   */
  readonly percent?: number;

  /**
   * Time between two steps, in whole minutes. All steps together take 3 minutes to 48 hours.
   *
   * @default Duration.minutes(1)
   */
  readonly every?: Duration;
}

const KNOWN_DEPLOYMENT_OPTIONS: PropKinds<DeploymentOptions> = {
  rollBackOn: listOf(objectWith('alarmName', 'an alarm')),
};
const KNOWN_CANARY_OPTIONS: PropKinds<CanaryOptions> = {
  ...KNOWN_DEPLOYMENT_OPTIONS,
  percent: number,
  bake: duration,
};
const KNOWN_LINEAR_OPTIONS: PropKinds<LinearOptions> = {
  ...KNOWN_DEPLOYMENT_OPTIONS,
  percent: number,
  every: duration,
};

/** Until an error of a version is an alarm: a period of the metric, and the time until it can be read. */
const SEEN_SECONDS = ALARM.metricSeconds + RecoveryTime.METRIC_DELAY_SECONDS;

/**
 * How a new version reaches the users of a function: gradually, and back by itself when it fails.
 *
 * Guarantees that a version whose calls fail at the rate of the function's own alarm on errors is taken back before it
 * has all calls, and that the deployment fails then, with the stack as it was before.
 *
 * Creates a CodeDeploy deployment group and an alarm on the errors of the new version, for each function; an application, a
 * role and what is no predefined configuration, for each stack. The group is `ResilientFunction.deploymentGroup`; hooks that
 * test a version before it gets traffic are added there (`addPreHook`).
 *
 * Does not shift anything at the first deployment, and not between regions: each region deploys by itself, see
 * docs/safe-deployment.md for their order.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
 */
export abstract class Deployment {
  /**
   * A share of the calls at first, and all of them after a time without an alarm.
   *
   * Fails with `DeploymentPercentOutOfRange`, and with `DeploymentTimeOutOfRange` where the time is too short for an alarm
   * to see an error, or longer than CodeDeploy takes.
   */
  static canary(options: CanaryOptions = {}): Deployment {
    return validateProps('Deployment.canary', options, KNOWN_CANARY_OPTIONS, problems => {
      const { percent = 10, bake = Duration.minutes(5), rollBackOn = [] } = options;
      checkPercent(percent, problems);
      checkTime('bake', bake, 1, problems);
      return new GradualDeployment('Canary', percent, bake, rollBackOn);
    });
  }

  /**
   * A share more at each step, until the version has all calls. Fails as `canary` does.
   */
  static linear(options: LinearOptions = {}): Deployment {
    return validateProps('Deployment.linear', options, KNOWN_LINEAR_OPTIONS, problems => {
      const { percent = 10, every = Duration.minutes(1), rollBackOn = [] } = options;
      checkPercent(percent, problems);
      checkTime('every', every, Math.ceil(100 / percent) - 1, problems);
      return new GradualDeployment('Linear', percent, every, rollBackOn);
    });
  }

  /**
   * Lets the alias of a function move gradually.
   *
   * @internal
   */
  abstract _bind(target: DeployedFunction): LambdaDeploymentGroup;
}

class GradualDeployment extends Deployment {
  constructor(
    private readonly kind: 'Canary' | 'Linear',
    private readonly percent: number,
    private readonly step: Duration,
    private readonly rollBackOn: readonly IAlarm[],
  ) {
    super();
  }

  _bind(target: DeployedFunction): LambdaDeploymentGroup {
    for (const alarm of this.rollBackOn) validateSameRegion(target, alarm);
    const alarm = watchNewVersion(target);
    const { application, role } = deploymentParts(Stack.of(target));
    const group = new LambdaDeploymentGroup(target, 'DeploymentGroup', {
      application,
      role,
      alias: target.alias,
      deploymentConfig: this.config(target),
      alarms: [alarm, ...this.rollBackOn],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    // Before any call reaches the new version, its alarm has to look at that one.
    target.alias.node.addDependency(alarm);
    return group;
  }

  private config(target: Construct): ILambdaDeploymentConfig {
    const isKnown = !Token.isUnresolved(this.percent) && !this.step.isUnresolved();
    if (!isKnown) return this.createConfig(target, 'DeploymentConfig');
    const minutes = this.step.toMinutes();
    const every = this.kind === 'Linear' ? 'Every' : '';
    const name = `${this.kind}${this.percent}Percent${every}${minutes}Minute${minutes === 1 ? '' : 's'}`;
    const named = `CodeDeployDefault.Lambda${name}`;
    return (
      PREDEFINED.find(({ deploymentConfigName }) => deploymentConfigName === named) ??
      sharedPart(Stack.of(target), name, parts => this.createConfig(parts, name))
    );
  }

  private createConfig(scope: Construct, id: string): LambdaDeploymentConfig {
    const routing = { percentage: this.percent, interval: this.step };
    return new LambdaDeploymentConfig(scope, id, {
      trafficRouting:
        this.kind === 'Canary' ? TrafficRouting.timeBasedCanary(routing) : TrafficRouting.timeBasedLinear(routing),
    });
  }
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html */
const PREDEFINED = [
  LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
  LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  LambdaDeploymentConfig.CANARY_10PERCENT_30MINUTES,
  LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
  LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_2MINUTES,
  LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
  LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_10MINUTES,
];

/** What the deployments of a stack have in common. */
class DeploymentParts extends Construct {
  readonly application: LambdaApplication;
  readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.application = new LambdaApplication(this, 'Application');
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
    acceptServicePolicies(this.role, ['service-role/AWSCodeDeployRoleForLambdaLimited']);
  }
}

function deploymentParts(stack: Stack): DeploymentParts {
  return sharedPart(stack, 'Deployments', parts => new DeploymentParts(parts, 'Deployments'));
}

/**
 * The errors of one version, as callers of the alias meet them: an alarm on all versions would ring for the old one too, and
 * stop the deployment that mends it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
function watchNewVersion(target: DeployedFunction): IAlarm {
  const { functionName } = target.function;
  const dimensionsMap = {
    FunctionName: functionName,
    Resource: `${functionName}:${target.alias.aliasName}`,
    ExecutedVersion: target.version.version,
  };
  const metric = (metricName: string): Metric =>
    new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic: Stats.SUM });
  return Alarms._forDecision(target, {
    id: 'NewVersionAlarm',
    signal: 'failure',
    metric: metric('Errors'),
    outOf: metric('Invocations'),
    isIndicator: true,
    description: `The newest version of ${pathInStack(target)} fails, and is taken back while it is being deployed: see its log.`,
  });
}

function validateSameRegion(target: Construct, alarm: IAlarm): void {
  const [here, there] = [Stack.of(target).region, Stack.of(alarm).region];
  if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
  fail(
    target,
    'DeploymentAlarmOfOtherRegion',
    `alarm "${alarm.node.path}" is in "${there}" and the function is deployed in "${here}"; CodeDeploy reads alarms of its own region only, give one of "${here}"`,
  );
}

function checkPercent(percent: number, problems: Problems): void {
  if (Token.isUnresolved(percent) || isWholeWithin(percent, CODEDEPLOY.percent)) return;
  problems.add(
    'DeploymentPercentOutOfRange',
    `percent is ${percent}; give a whole number, from ${CODEDEPLOY.percent.least} to ${CODEDEPLOY.percent.most}`,
  );
}

/** @param steps how often that time passes before the version has all calls */
function checkTime(prop: string, time: Duration, steps: number, problems: Problems): void {
  if (time.isUnresolved() || !(steps >= 1 && steps < Infinity)) return;
  const minutes = time.toMinutes({ integral: false });
  const all = minutes * steps;
  if (Number.isInteger(minutes) && all * 60 > SEEN_SECONDS && all <= CODEDEPLOY.longestShiftMinutes) return;
  const sum =
    steps === 1 ? durationText(time) : `${steps} × ${durationText(time)} = ${durationText(Duration.minutes(all))}`;
  problems.add(
    'DeploymentTimeOutOfRange',
    `${prop} is ${durationText(time)}, so that after ${sum} every call reaches the new version, and an alarm sees an error ` +
      `after up to ${SEEN_SECONDS} s; give whole minutes, ${SEEN_SECONDS / 60 + 1} minutes to 48 hours in all`,
  );
}

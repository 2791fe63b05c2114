import { isDeepStrictEqual } from 'util';
import { CfnAlarm, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy, type Stack, Tokenization } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ALARM } from '../limits/cloudwatch';
import { stackPart } from '../private/stack-parts';

/** What an alarm says that several resources of a stack have in common. */
export interface SharedSignal {
  /** Construct id of the alarm, such as `Throttles`. */
  readonly id: string;
  /** What is wrong and where to look, for whichever resource it is. */
  readonly description: string;
  /** The resource, as its owner knows it. */
  readonly path: string;
}

/** How CloudWatch judges the metric; resources share an alarm only where all of this is equal. */
export interface SharedAlarmSettings {
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /** All of the periods, by default. */
  readonly datapointsToAlarm?: number;
  readonly alarmActions: string[];
  readonly okActions?: string[];
}

/** Adds a resource to an alarm of its stack that watches the same metric in the same way. */
export function joinSharedAlarm(
  stack: Stack,
  signal: SharedSignal,
  metric: Metric,
  settings: SharedAlarmSettings,
): void {
  for (let number = 1; ; number++) {
    const id = `${signal.id}${number}`;
    const alarm = stackPart(stack, id, scope => new SharedAlarm(scope, id, signal.description, settings));
    if (alarm.join({ path: signal.path, metric }, settings)) return;
  }
}

interface Member {
  readonly path: string;
  readonly metric: Metric;
}

/** One alarm on the same metric of several resources: its figure is how many of them are not well. */
class SharedAlarm extends CfnAlarm {
  private readonly members: Member[] = [];

  constructor(
    scope: Construct,
    id: string,
    description: string,
    private readonly settings: SharedAlarmSettings,
  ) {
    const { evaluationPeriods, datapointsToAlarm, alarmActions, okActions } = settings;
    super(scope, id, {
      alarmDescription: Lazy.string({ produce: () => `${description} ${this.renderPaths(description.length)}` }),
      metrics: Lazy.any({ produce: () => this.renderMetrics() }),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData: 'notBreaching',
      alarmActions,
      okActions,
    });
  }

  /** Whether the resource belongs here and there was room for it. */
  join(member: Member, settings: SharedAlarmSettings): boolean {
    if (this.members.length === ALARM.mostMetrics || !isDeepStrictEqual(settings, this.settings)) return false;
    this.members.push(member);
    return true;
  }

  /**
   * Comparisons yield 1 or 0, and what has no data counts as 0 in a sum.
   *
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  private renderMetrics(): CfnAlarm.MetricDataQueryProperty[] {
    const threshold = Tokenization.stringifyNumber(this.settings.threshold);
    const expression = this.members.map((_, index) => `(m${index}>=${threshold})`).join('+');
    return [...this.members.map((member, index) => this.renderMetric(member, index)), { id: 'affected', expression }];
  }

  private renderMetric({ metric }: Member, index: number): CfnAlarm.MetricDataQueryProperty {
    const { namespace, metricName, dimensions, statistic } = metric.toMetricConfig().metricStat!;
    return {
      id: `m${index}`,
      metricStat: { metric: { namespace, metricName, dimensions }, period: this.settings.period, stat: statistic },
      returnData: false,
    };
  }

  /** Whom it may be about: the message of the alarm has no other names. As many as there is room for. */
  private renderPaths(used: number): string {
    const text = `It is one of: ${this.members.map(({ path }) => path).join(', ')}.`;
    const room = ALARM.longestDescription - used - 1;
    return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  }
}

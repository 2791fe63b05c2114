import { isDeepStrictEqual } from 'util';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Fn, Lazy, type Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { stackPart } from '../private/stack-parts';

/**
 * Resources that one alarm watches. CloudWatch takes queries of 2,048 characters, and the longest names (80 characters,
 * of queues) still fit.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
const MOST_MEMBERS = 18;

/** A metric of one resource, as a query names it. */
export interface SharedMetric {
  /** Construct id of the alarm, such as `DeadLetterDepth`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** `SUM` or `MAX`. */
  readonly aggregate: string;
  /** Dimension that names the resource. */
  readonly dimension: string;
  /** Placeholder of `Fn::Sub` that yields the resource's name, such as `${Queue.QueueName}`. */
  readonly member: string;
  /** What is wrong and where to look, for whichever resource it is. */
  readonly description: string;
}

/** How CloudWatch judges the metric; resources share an alarm only where all of this is equal. */
export interface SharedAlarmSettings {
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /** All of the periods, by default. */
  readonly datapointsToAlarm?: number;
  readonly topicArn: string;
}

/** Adds a resource to an alarm of its stack that watches the same metric in the same way. */
export function joinSharedAlarm(stack: Stack, metric: SharedMetric, settings: SharedAlarmSettings): void {
  for (let number = 1; ; number++) {
    const id = `${metric.id}${number}`;
    const alarm = stackPart(stack, id, scope => new SharedAlarm(scope, id, metric, settings));
    if (alarm.join(metric.member, settings)) return;
  }
}

/**
 * One alarm on the same metric of several resources.
 *
 * CloudWatch evaluates each resource by itself: one that is in alarm already hides none of the others, and each tells by
 * name which one it is.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
class SharedAlarm extends CfnAlarm {
  private readonly members: string[] = [];

  constructor(
    scope: Construct,
    id: string,
    metric: SharedMetric,
    private readonly settings: SharedAlarmSettings,
  ) {
    const { threshold, period, evaluationPeriods, datapointsToAlarm, topicArn } = settings;
    super(scope, id, {
      alarmDescription: metric.description,
      metrics: [{ id: 'each', expression: Lazy.string({ produce: () => Fn.sub(this.renderQuery(metric)) }), period }],
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold,
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
    });
  }

  /** Whether the resource belongs here and there was room for it. */
  join(member: string, settings: SharedAlarmSettings): boolean {
    if (this.members.length === MOST_MEMBERS || !isDeepStrictEqual(settings, this.settings)) return false;
    this.members.push(member);
    return true;
  }

  private renderQuery({ namespace, name, aggregate, dimension }: SharedMetric): string {
    const each = this.members.map(member => `${dimension} = '${member}'`).join(' OR ');
    return `SELECT ${aggregate}(${name}) FROM SCHEMA("${namespace}", ${dimension}) WHERE ${each} GROUP BY ${dimension} ORDER BY ${aggregate}() DESC`;
  }
}

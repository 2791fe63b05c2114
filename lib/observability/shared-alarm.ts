import { isDeepStrictEqual } from 'util';
import { CfnAlarm, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy, type Stack, Tokenization } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ALARM } from '../limits/cloudwatch';
import { sharedPart } from '../private/shared-parts';

/** What an alarm says that several resources of a stack have in common. */
export interface SharedSignal {
  /** Construct id of the alarm, such as `Throttles`. */
  readonly id: string;
  /** What is wrong and where to look, for whichever resource it is. */
  readonly description: string;
  /** The resource, as its owner knows it in its stack. */
  readonly path: string;
}

/** What is watched of one resource. */
export interface SharedMember {
  readonly metric: Metric;
  /** The resource is not well at or above it. */
  readonly threshold: number;
}

/** How CloudWatch judges the metrics; resources share an alarm only where all of this is equal. */
export interface SharedAlarmSettings {
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
  { id: name, description, path }: SharedSignal,
  { metric, threshold }: SharedMember,
  settings: SharedAlarmSettings,
): { readonly alarm: CfnAlarm; readonly isNew: boolean } {
  const terms = { ...settings, description };
  for (let number = 1; ; number++) {
    const id = `${name}${number}`;
    const alarm = sharedPart(stack, id, scope => new SharedAlarm(scope, id, terms));
    if (alarm.join({ path, metric, threshold }, terms)) return { alarm, isNew: alarm.isNew };
  }
}

interface Member extends SharedMember {
  readonly path: string;
}

interface Terms extends SharedAlarmSettings {
  readonly description: string;
}

/** One alarm on the same metric of several resources. */
class SharedAlarm extends CfnAlarm {
  private readonly members: Member[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly terms: Terms,
  ) {
    const { description, evaluationPeriods, datapointsToAlarm, alarmActions, okActions } = terms;
    super(scope, id, {
      alarmDescription: Lazy.string({ produce: () => `${description} ${this.renderPaths(description.length)}` }),
      metrics: Lazy.any({ produce: () => this.renderMetrics() }),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: Lazy.number({ produce: () => this.commonThreshold() ?? 1 }),
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData: 'notBreaching',
      alarmActions,
      okActions,
    });
  }

  /** Whether no other resource has joined before the last one. */
  get isNew(): boolean {
    return this.members.length === 1;
  }

  /** Whether the resource belongs here and there was room for it. */
  join(member: Member, terms: Terms): boolean {
    if (this.members.length === ALARM.mostMetrics || !isDeepStrictEqual(terms, this.terms)) return false;
    this.members.push(member);
    return true;
  }

  /**
   * Its figure is the highest of them where all have the same threshold, and otherwise how many of them have reached theirs:
   * comparisons yield 1 or 0, and what has no data counts as 0 in a sum.
   *
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  private renderMetrics(): CfnAlarm.MetricDataQueryProperty[] {
    const metrics = this.members.map((member, index) => this.renderMetric(member, index));
    if (this.commonThreshold() !== undefined) return [...metrics, { id: 'most', expression: 'MAX(METRICS())' }];
    const reached = this.members.map(
      ({ threshold }, index) => `(m${index}>=${Tokenization.stringifyNumber(threshold)})`,
    );
    return [...metrics, { id: 'affected', expression: reached.join('+') }];
  }

  private commonThreshold(): number | undefined {
    const [{ threshold }] = this.members;
    return this.members.every(member => member.threshold === threshold) ? threshold : undefined;
  }

  private renderMetric({ metric }: Member, index: number): CfnAlarm.MetricDataQueryProperty {
    const { namespace, metricName, dimensions, statistic } = metric.toMetricConfig().metricStat!;
    return {
      id: `m${index}`,
      metricStat: { metric: { namespace, metricName, dimensions }, period: this.terms.period, stat: statistic },
      returnData: false,
    };
  }

  /** Whom it may be about: the message of the alarm has no other names. As many as there is room for. */
  private renderPaths(used: number): string {
    const text = `One of: ${this.members.map(({ path }) => path).join(', ')}.`;
    const room = ALARM.longestDescription - used - 1;
    return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  }
}

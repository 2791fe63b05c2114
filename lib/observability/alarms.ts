import { Alarm, type AlarmProps, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ALARM } from '../limits/cloudwatch';
import { LAMBDA } from '../limits/lambda';
import { checkAlarmOptions } from './alarm-limits';
import { type RecommendedAlarmsOptions } from './alarm-options';
import { judgedByShare, type JudgedMetric } from './alarm-share';
import { type AlarmSpec } from './alarm-spec';
import { fail } from '../private/errors';
import { durationText } from '../private/duration-text';
import { validateProps } from '../private/props';
import { expectsTraffic } from '../regions/regional-scope';
import { joinSharedAlarm, type SharedMember, type SharedSignal } from './shared-alarm';
import { AlarmTopics } from './alarm-topics';
import { KNOWN_RECOMMENDED_ALARMS_OPTIONS } from './known-alarm-options';
import { actionTo, type AlarmUrgency, Pager } from './pager';

const REPORTED_EVERY = Duration.seconds(ALARM.metricSeconds);

/** Share of a limit from which something is near it. */
const NEAR = 0.8;

/**
 * Which alarms a construct gets.
 *
 * The recommended ones come in pairs, because a system that is wholly down reports no error: an alarm on failures has a
 * twin on silence. Each says how missing data counts (no failure reported is well, no heartbeat is not), and each has an
 * action.
 *
 * Silence is watched where traffic is expected: everywhere but in a standby of a service. There the opposite is: users
 * that arrive say that the standby has taken over. Whether a standby is alive is seen by the health check on it. What a clock calls, such as a health route, is watched in every
 * region.
 */
export abstract class Alarms {
  /** What most constructs take, made once. */
  private static byDefault?: Alarms;

  /**
   * Failures and silence.
   *
   * Fails with `AlarmPeriodOutOfRange`, `AlarmDatapointsOutOfRange`, `AlarmWindowTooLong`, `AlarmThresholdOutOfRange`,
   * `AlarmLatencyOutOfRange`, `AlarmStatisticInvalid`, `AlarmRunbookInvalid` or `AlarmSilenceOutOfRange` where CloudWatch
   * could not evaluate the given values, or the alarm would never ring.
   */
  static recommended(options?: RecommendedAlarmsOptions): Alarms {
    if (options) return RecommendedAlarms.of('Alarms.recommended', options, true);
    return (Alarms.byDefault ??= new RecommendedAlarms({}, true));
  }

  /** Failures only: for what is rightly idle while all is well, such as a function that only failures call. */
  static failuresOnly(options: RecommendedAlarmsOptions = {}): Alarms {
    return RecommendedAlarms.of('Alarms.failuresOnly', options, false);
  }

  /** No alarm; synthesis warns that failures go unnoticed. */
  static none(): Alarms {
    return new NoAlarms();
  }

  /**
   * An alarm on which something decides by itself, such as a recovery, a rollback or the end of an experiment: of one
   * resource alone, whatever else is shared, and however the user wants to be told of that resource.
   *
   * @internal
   */
  static _forDecision(scope: Construct, spec: AlarmSpec): Alarm {
    const [alarm] = Alarms.recommended()._bind(scope, [spec]);
    return alarm;
  }

  /**
   * Makes the alarms that a construct recommends for itself, below that construct.
   *
   * @internal
   */
  abstract _bind(scope: Construct, specs: AlarmSpec[]): Alarm[];

  /**
   * Where to tell of what no metric counts; undefined where nobody is told.
   *
   * @internal
   */
  abstract _topicOf(scope: Construct, urgency?: AlarmUrgency): ITopic | undefined;

  /**
   * The same, with one alarm for the same metric of up to ten resources of a stack where a spec allows it: alarms would
   * otherwise fill the 500 resources of a stack.
   *
   * @internal
   */
  abstract _shared(): Alarms;
}

class RecommendedAlarms extends Alarms {
  /** Alarms of checked options. */
  static of(factory: string, options: RecommendedAlarmsOptions, withSilence: boolean): RecommendedAlarms {
    validateProps(factory, options, KNOWN_RECOMMENDED_ALARMS_OPTIONS, problems => {
      checkAlarmOptions(options, problems);
    });
    return new RecommendedAlarms(options, withSilence);
  }

  private readonly period: Duration;
  private readonly evaluationPeriods: number;
  private sharing?: Alarms;

  constructor(
    private readonly options: RecommendedAlarmsOptions,
    private readonly withSilence: boolean,
    private readonly isSharing = false,
  ) {
    super();
    this.period = options.period ?? Duration.minutes(1);
    this.evaluationPeriods = options.evaluationPeriods ?? 1;
  }

  _shared(): Alarms {
    if (this.isSharing || this.options.dedicated) return this;
    return (this.sharing ??= new RecommendedAlarms(this.options, this.withSilence, true));
  }

  _bind(scope: Construct, specs: AlarmSpec[]): Alarm[] {
    const pager = Pager.of(scope);
    return specs.flatMap(spec => {
      if (!this.isWanted(scope, spec)) return [];
      const urgency = this.urgencyOf(spec);
      const action = this.actionOf(scope, urgency);
      const judged = this.judge(scope, spec);
      if (this.isSharing && spec.shared && judged.metric instanceof Metric) {
        this.share(Stack.of(scope), spec, { ...judged, ...spec.shared, metric: judged.metric }, action);
        return [];
      }
      const alarm = new Alarm(scope, spec.id, this.render(spec, judged));
      alarm.addAlarmAction(actionTo(action));
      if (this.tellsOfItsEnd(spec)) alarm.addOkAction(actionTo(action));
      if (urgency === 'page') pager.add(alarm);
      return [alarm];
    });
  }

  /** An alarm that goes to a topic of its own is nobody else's to tell of. */
  private urgencyOf({ signal, urgency }: AlarmSpec): AlarmUrgency {
    if (this.options.topic) return 'alone';
    if (urgency) return urgency;
    if (signal === 'silence') return 'alone';
    return signal === 'shortage' || signal === 'saturation' ? 'ticket' : 'page';
  }

  private actionOf(scope: Construct, urgency: AlarmUrgency): string {
    const { topicArn } = this._topicOf(scope, urgency);
    return urgency === 'page' ? Pager.of(scope).actionOf(topicArn) : topicArn;
  }

  private isWanted(scope: Construct, { signal, limit, standsBy = false }: AlarmSpec): boolean {
    if (signal === 'silence') return this.withSilence && expectsTraffic(scope);
    if (signal === 'slowness') return limit !== undefined || this.options.latency !== undefined;
    return signal !== 'arrival' || standsBy || !expectsTraffic(scope);
  }

  /** What the alarm looks at, and from which figure on it rings. */
  private judge(scope: Construct, spec: AlarmSpec): JudgedMetric {
    if (spec.outOf) return judgedByShare(spec, this.options);
    if (spec.signal === 'slowness') return this.judgeSlowness(scope, spec);
    if (spec.signal === 'saturation') {
      const { accountConcurrency = LAMBDA.accountConcurrency } = this.options;
      return { metric: spec.metric, threshold: NEAR * (spec.limit ?? accountConcurrency) };
    }
    return { metric: spec.metric, threshold: spec.threshold ?? this.options.failures ?? 1 };
  }

  private judgeSlowness(scope: Construct, { metric, limit }: AlarmSpec): JudgedMetric {
    const { latency, latencyStatistic = 'p99' } = this.options;
    const threshold = latency?.toMilliseconds({ integral: false }) ?? NEAR * limit!;
    if (latency && limit !== undefined && threshold >= limit) {
      fail(
        scope,
        'AlarmLatencyOutOfRange',
        `latency is ${durationText(latency)} and the function is ended after ${durationText(Duration.millis(limit))}, so the alarm would never ring; give a shorter one`,
      );
    }
    return { metric: metric.with({ statistic: latencyStatistic } as object), threshold };
  }

  /** Lets the resource be watched by an alarm that it shares with others of its stack. */
  private share(stack: Stack, spec: AlarmSpec, member: SharedMember & SharedSignal, action: string): void {
    const { alarm, isNew } = joinSharedAlarm(
      stack,
      { ...member, description: this.describe(member.description) },
      member,
      {
        ...this.datapointsOf(spec),
        period: this.periodOf(spec).toSeconds(),
        alarmActions: [action],
        okActions: this.tellsOfItsEnd(spec) ? [action] : undefined,
      },
    );
    if (isNew && this.urgencyOf(spec) === 'page') Pager.of(stack).add(alarm);
  }

  /** How long something has to be bad. */
  private datapointsOf(
    spec: AlarmSpec,
  ): Pick<AlarmProps, 'evaluationPeriods' | 'datapointsToAlarm'> & { evaluationPeriods: number } {
    return {
      evaluationPeriods: spec.evaluationPeriods ?? this.evaluationPeriods,
      datapointsToAlarm: spec.evaluationPeriods ? spec.datapointsToAlarm : this.options.datapointsToAlarm,
    };
  }

  private describe(description: string): string {
    const { runbook } = this.options;
    return runbook ? `${description} Runbook: ${runbook}` : description;
  }

  private periodOf(spec: AlarmSpec): Duration {
    const period = spec.period ?? this.period;
    return !period.isUnresolved() && period.toSeconds() < REPORTED_EVERY.toSeconds() ? REPORTED_EVERY : period;
  }

  private tellsOfItsEnd({ signal }: AlarmSpec): boolean {
    const isEvent = signal === 'failure' || signal === 'slowness' || signal === 'saturation';
    return !isEvent || this.options.okActions === true;
  }

  _topicOf(scope: Construct, urgency: AlarmUrgency = 'page'): ITopic {
    const topic = this.options.topic;
    if (!topic) return AlarmTopics._topicOf(scope, urgency === 'ticket' ? 'ticket' : 'page');
    const [here, there] = [Stack.of(scope).region, topic.env.region];
    if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
      fail(
        scope,
        'AlarmTopicOfOtherRegion',
        `the alarm topic is in "${there}" and the alarms are in "${here}"; CloudWatch reaches topics of its own region only, give each region its own`,
      );
    }
    return topic;
  }

  private render(spec: AlarmSpec, judged: JudgedMetric): AlarmProps {
    const alarmDescription = this.describe(spec.description);
    if (spec.signal === 'silence') return { ...this.renderSilence(spec), alarmDescription };
    const isFall = spec.signal === 'heartbeat' || spec.signal === 'shortage';
    return {
      ...this.datapointsOf(spec),
      metric: judged.metric.with({ period: this.periodOf(spec) }),
      threshold: isFall ? (spec.threshold ?? 1) : judged.threshold,
      comparisonOperator: isFall
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: spec.signal === 'heartbeat' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription,
    };
  }

  private renderSilence(spec: AlarmSpec): AlarmProps {
    const window = (this.options.silence ?? Duration.hours(1)).toSeconds();
    // Several short periods rather than a long one: the window then slides instead of jumping.
    const period = window % 300 === 0 ? 300 : 60;
    return {
      metric: spec.metric.with({ period: Duration.seconds(period) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: window / period,
      treatMissingData: TreatMissingData.BREACHING,
    };
  }
}

class NoAlarms extends Alarms {
  _topicOf(_scope: Construct, _urgency?: AlarmUrgency): undefined {
    return undefined;
  }

  _shared(): Alarms {
    return this;
  }

  _bind(scope: Construct): Alarm[] {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:noAlarms',
      `"${scope.node.path}" has no alarms: its failures and its silence go unnoticed; use Alarms.recommended()`,
    );
    return [];
  }
}

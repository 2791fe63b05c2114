import { Alarm, type AlarmProps, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ALARM, isAlarmPeriod } from '../limits/cloudwatch';
import { type AlarmSpec } from './alarm-spec';
import { fail, type Problems } from '../private/errors';
import { duration, flag, number, objectWith, validateProps, type PropKinds } from '../private/props';
import { expectsTraffic } from '../regions/regional-scope';
import { joinSharedAlarm, type SharedSignal } from './shared-alarm';
import { AlarmTopic } from './alarm-topic';

const REPORTED_EVERY = Duration.seconds(ALARM.metricSeconds);

/** How sensitive the recommended alarms are, and where they go. */
export interface RecommendedAlarmsOptions {
  /**
   * Where alarms go. It has to be in the region of the alarms.
   *
   * @default - the alarm topic of the stack, see `AlarmTopic.of`
   */
  readonly topic?: ITopic;

  /**
   * Failures within one period from which an alarm is raised.
   *
   * @default 1
   */
  readonly failures?: number;

  /**
   * Length of one period: whole minutes. 10 s, 20 s and 30 s become a minute: AWS's services report once a minute, and a shorter
   * period would be over before its figure is there.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * Periods that an alarm looks back on; together they span at most one day.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of the periods looked back on have to be bad.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * How long nothing may happen before that alone raises an alarm: whole minutes, at most one day. Choose it longer than
   * the quietest stretch of an ordinary day.
   *
   * @default Duration.hours(1)
   */
  readonly silence?: Duration;

  /**
   * Whether each function has all of its alarms for itself, as a rollback or a composite alarm needs them. Otherwise ten
   * functions share one on throttling, one on records that could not be delivered and one on dead letters that were
   * forgotten; errors, silence and dead letters that wait are always told of by function.
   *
   * @default false
   */
  readonly dedicated?: boolean;

  /**
   * Whether alarms on failures tell of their end too, as incident tools need it to close what they opened. CloudWatch also
   * tells of the end when a new alarm has its first figures.
   *
   * @default false - alarms on silence and on heartbeats do, because their end is the return of a region
   */
  readonly okActions?: boolean;
}

const KNOWN_PROPS: PropKinds<RecommendedAlarmsOptions> = {
  topic: objectWith('topicArn', 'a topic'),
  failures: number,
  period: duration,
  evaluationPeriods: number,
  datapointsToAlarm: number,
  silence: duration,
  dedicated: flag,
  okActions: flag,
};

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
   * Fails with `AlarmPeriodOutOfRange`, `AlarmDatapointsOutOfRange`, `AlarmWindowTooLong`, `AlarmThresholdOutOfRange` or `AlarmSilenceOutOfRange` where CloudWatch could
   * not evaluate the given values.
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
  abstract _topicOf(scope: Construct): ITopic | undefined;

  /**
   * The same, with one alarm for the same metric of up to ten resources of a stack where a spec allows it: alarms would
   * otherwise fill the 500 resources of a stack.
   *
   * @internal
   */
  abstract _shared(): Alarms;
}

/** What a resource lets an alarm of its stack watch. */
type SharedAlarmSpec = AlarmSpec & { readonly shared: SharedSignal; readonly metric: Metric };

class RecommendedAlarms extends Alarms {
  /** Alarms of checked options. */
  static of(factory: string, options: RecommendedAlarmsOptions, withSilence: boolean): RecommendedAlarms {
    validateProps(factory, options, KNOWN_PROPS, problems => {
      checkThreshold(options, problems);
      checkPeriods(options, problems);
      checkSilence(options, problems);
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
    const topic = this._topicOf(scope);
    const action = new SnsAction(topic);
    const wanted = specs.filter(spec => this.isWanted(scope, spec));
    return wanted.flatMap(spec => {
      if (this.isSharing && spec.shared && spec.metric instanceof Metric) {
        this.share(Stack.of(scope), { ...spec, shared: spec.shared, metric: spec.metric }, topic.topicArn);
        return [];
      }
      const alarm = new Alarm(scope, spec.id, this.render(spec));
      alarm.addAlarmAction(action);
      if (this.tellsOfItsEnd(spec)) alarm.addOkAction(action);
      return [alarm];
    });
  }

  private isWanted(scope: Construct, { signal }: AlarmSpec): boolean {
    if (signal === 'silence') return this.withSilence && expectsTraffic(scope);
    return signal !== 'arrival' || !expectsTraffic(scope);
  }

  /** Lets the resource be watched by an alarm that it shares with others of its stack. */
  private share(stack: Stack, spec: SharedAlarmSpec, topicArn: string): void {
    joinSharedAlarm(stack, spec.shared, spec.metric, {
      ...this.sensitivityTo(spec),
      period: this.periodOf(spec).toSeconds(),
      alarmActions: [topicArn],
      okActions: this.tellsOfItsEnd(spec) ? [topicArn] : undefined,
    });
  }

  /** How much of a failure is one. */
  private sensitivityTo(spec: AlarmSpec): Pick<AlarmProps, 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm'> {
    return {
      threshold: spec.threshold ?? this.options.failures ?? 1,
      evaluationPeriods: spec.evaluationPeriods ?? this.evaluationPeriods,
      datapointsToAlarm: spec.evaluationPeriods ? spec.datapointsToAlarm : this.options.datapointsToAlarm,
    };
  }

  private periodOf(spec: AlarmSpec): Duration {
    const period = spec.period ?? this.period;
    return !period.isUnresolved() && period.toSeconds() < REPORTED_EVERY.toSeconds() ? REPORTED_EVERY : period;
  }

  private tellsOfItsEnd({ signal }: AlarmSpec): boolean {
    return signal !== 'failure' || this.options.okActions === true;
  }

  _topicOf(scope: Construct): ITopic {
    const topic = this.options.topic;
    if (!topic) return AlarmTopic.of(scope);
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

  private render(spec: AlarmSpec): AlarmProps {
    if (spec.signal === 'silence') return this.renderSilence(spec);
    if (spec.signal === 'heartbeat') return this.renderBelow(spec, TreatMissingData.BREACHING);
    if (spec.signal === 'shortage') return this.renderBelow(spec, TreatMissingData.NOT_BREACHING);
    return this.renderAtLeast(spec);
  }

  private renderAtLeast(spec: AlarmSpec): AlarmProps {
    return {
      ...this.sensitivityTo(spec),
      metric: spec.metric.with({ period: this.periodOf(spec) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: spec.description,
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
      alarmDescription: spec.description,
    };
  }

  private renderBelow(spec: AlarmSpec, treatMissingData: TreatMissingData): AlarmProps {
    return {
      metric: spec.metric.with({ period: this.periodOf(spec) }),
      threshold: spec.threshold ?? 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: spec.evaluationPeriods ?? this.evaluationPeriods,
      treatMissingData,
      alarmDescription: spec.description,
    };
  }
}

class NoAlarms extends Alarms {
  _topicOf(): undefined {
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

function checkThreshold({ failures = 1 }: RecommendedAlarmsOptions, problems: Problems): void {
  if (!Token.isUnresolved(failures) && (!Number.isFinite(failures) || failures <= 0)) {
    problems.add('AlarmThresholdOutOfRange', `failures is ${failures}; it has to be a number above 0`);
  }
}

function checkPeriods(options: RecommendedAlarmsOptions, problems: Problems): void {
  const n = options.evaluationPeriods ?? 1;
  const m = options.datapointsToAlarm ?? n;
  if (
    !Token.isUnresolved(n) &&
    !Token.isUnresolved(m) &&
    (!Number.isInteger(n) || !Number.isInteger(m) || m < 1 || m > n)
  ) {
    problems.add(
      'AlarmDatapointsOutOfRange',
      `${m} of ${n} periods cannot be bad; datapointsToAlarm and evaluationPeriods have to be whole numbers, 1 ≤ datapointsToAlarm ≤ evaluationPeriods`,
    );
  }
  if (options.period?.isUnresolved()) return;
  const period = (options.period ?? REPORTED_EVERY).toSeconds({ integral: false });
  if (!isAlarmPeriod(period)) {
    problems.add(
      'AlarmPeriodOutOfRange',
      `the period is ${period} s; CloudWatch evaluates 10 s, 20 s, 30 s and whole minutes`,
    );
  }
  if (!Token.isUnresolved(n) && n * period > ALARM.longestWindowSeconds) {
    problems.add(
      'AlarmWindowTooLong',
      `${n} periods of ${period} s span more than one day; take fewer or shorter ones`,
    );
  }
}

function checkSilence({ silence }: RecommendedAlarmsOptions, problems: Problems): void {
  if (!silence || silence.isUnresolved()) return;
  const seconds = silence.toSeconds({ integral: false });
  if (!(seconds > 0) || seconds % 60 !== 0 || !(seconds <= ALARM.longestWindowSeconds)) {
    problems.add(
      'AlarmSilenceOutOfRange',
      `silence is ${seconds} s; it has to be whole minutes, from 1 minute to 1 day`,
    );
  }
}

import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { type Duration } from 'aws-cdk-lib/core';

/** How sensitive the recommended alarms are, and where they go. */
export interface RecommendedAlarmsOptions {
  /**
   * Where alarms go. It has to be in the region of the alarms.
   *
   * @default - the alarm topic of the stack, see `AlarmTopic.of`
   */
  readonly topic?: ITopic;

  /**
   * Failures within one period from which an alarm is raised. Where the failures are a part of something that is counted
   * too, such as invocations, that many count below the least sample only; above it counts `errorRate`.
   *
   * @default 1
   */
  readonly failures?: number;

  /**
   * Failures in a hundred from which an alarm is raised, once there is a sample: above 0, at most 100.
   *
   * @default 5
   */
  readonly errorRate?: number;

  /**
   * Invocations or requests in one period from which `errorRate` is looked at, in place of `failures`.
   *
   * @default - as many as `failures` are `errorRate` percent of: 20
   */
  readonly minimumSample?: number;

  /**
   * How long an invocation may take, by `latencyStatistic`, in two of three periods. It has to be shorter than the
   * function's timeout.
   *
   * @default - 80 % of the function's timeout
   */
  readonly latency?: Duration;

  /**
   * Of which figure of a period `latency` speaks: `Average`, `Maximum`, or a percentile such as `p99`.
   *
   * @default p99
   */
  readonly latencyStatistic?: string;

  /**
   * Concurrent executions that the account may have in a region: an alarm is raised at 80 % of them. That alarm is made
   * once in a region of the app.
   *
   * @default 1000
   */
  readonly accountConcurrency?: number;

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
   * Whether each function has all of its alarms for itself, as a rollback or an experiment that stops needs them.
   * Otherwise ten functions share one on throttling, one on invocations that take too long, one on concurrency that runs
   * out, one on records that could not be delivered and one on dead letters that were forgotten; errors, silence and dead
   * letters that wait are always told of by function.
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

  /**
   * Address of the page that says what to do; it stands at the end of each alarm's description.
   *
   * @default - the description alone says where to look
   */
  readonly runbook?: string;
}

import { type MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { type AlarmUrgency } from './pager';
import { type SharedSignal } from './shared-alarm';

/**
 * What an alarm listens to.
 *
 * - `failure` counts what went wrong: no data means that nothing did.
 * - `slowness` is the time that something takes, in milliseconds.
 * - `saturation` is how much of a limit is used.
 * - `silence` is the twin of failures where users make the traffic: no data is exactly what it is there to notice.
 * - `heartbeat` is silence where a clock makes the traffic, such as health checkers or a schedule: it beats in every
 *   region, the standby too, and it gives its own `period` and `evaluationPeriods`.
 * - `arrival` is traffic where none is expected: a standby that serves users has taken over.
 * - `shortage` is what runs out, such as the days of a certificate: it alarms below its threshold, and no data says nothing.
 */
type AlarmSignal = 'failure' | 'slowness' | 'saturation' | 'silence' | 'heartbeat' | 'arrival' | 'shortage';

/** An alarm that a construct recommends for itself; the `Alarms` strategy decides whether and how it is made. */
export interface AlarmSpec {
  /** Construct id, such as `ErrorsAlarm`. */
  readonly id: string;
  readonly signal: AlarmSignal;
  readonly metric: Metric | MathExpression;
  /** By default a page; silence is told alone, and a shortage or a limit that is near is a ticket. */
  readonly urgency?: AlarmUrgency;
  /** What is wrong and where to look, for the person who is woken. */
  readonly description: string;
  /** A failure alarms at or above it. The number of failures that the strategy tolerates, by default. */
  readonly threshold?: number;
  /** What the failures are a part of: they are then judged by their share, once there is a sample. */
  readonly outOf?: Metric | MathExpression;
  /** Whether the metric has a 0 or a 1 for each of those, so that its average is the share. */
  readonly isIndicator?: boolean;
  /** What the figure of slowness and of saturation cannot exceed; their threshold is 80 % of it. */
  readonly limit?: number;
  /** Of traffic that arrives, whether none is expected here; by default the stack's region tells. */
  readonly standsBy?: boolean;
  /** The strategy's, by default. */
  readonly period?: Duration;
  /** The strategy's, by default. */
  readonly evaluationPeriods?: number;
  /** All of the given `evaluationPeriods`; the strategy's where none are given, by default. */
  readonly datapointsToAlarm?: number;
  /**
   * The same for an alarm that the resources of a stack have in common, where whoever is told decides the same for each of
   * them; by default the construct has its own.
   */
  readonly shared?: SharedSignal;
}

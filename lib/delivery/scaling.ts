import { type ScalingSchedule, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IScalableFunctionAttribute } from 'aws-cdk-lib/aws-lambda';
import { TimeZone, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { PROVISIONED_CONCURRENCY } from '../limits/auto-scaling';
import { isWithin } from '../limits/range';
import { type Alarms } from '../observability/alarms';
import { fail, type Problems } from '../private/errors';
import { pathInStack } from '../private/path-in-stack';
import { checkProps, listOf, number, objectWith, options, type PropKinds, text, validateProps } from '../private/props';
import { expectsTraffic } from '../regions/regional-scope';
import { type DeployedFunction } from './deployed-function';
import { checkPeakTimes, later, minuteOf } from './peak-times';
import { type ScalingPeak } from './scaling-peak';
import { StandbyCapacity } from './standby-capacity';

/** Between what a function scales, and when. */
export interface ProvisionedOptions {
  /** Least executions that are ready, 1 or more: at 0 the next deployment would fail. */
  readonly min: number;

  /** Most executions that are ready. More may run: they begin with a cold start. */
  readonly max: number;

  /**
   * Share of what is ready that is in use, and at which it is kept, from 0.1 to 0.9.
   *
   * @default 0.7
   */
  readonly target?: number;

  /**
   * Hours of the day in which more has to be ready. Peaks do not overlap.
   *
   * @default - by load alone
   */
  readonly peaks?: ScalingPeak[];

  /**
   * A time at which hardly anybody calls, such as `03:30`. For ten minutes `min` is the most: a function that nobody calls
   * reports no utilization, and would otherwise keep, and cost, what its last peak needed.
   *
   * @default "03:30"
   */
  readonly quietAt?: string;

  /**
   * Time zone of `peaks` and `quietAt`.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * What is ready in a region that only a failover brings users to.
   *
   * @default StandbyCapacity.same()
   */
  readonly standby?: StandbyCapacity;
}

const KNOWN_PROVISIONED_OPTIONS: PropKinds<ProvisionedOptions> = {
  min: number,
  max: number,
  target: number,
  peaks: listOf(options),
  quietAt: text,
  timeZone: objectWith('timezoneName', 'a TimeZone, such as TimeZone.EUROPE_BERLIN'),
  standby: objectWith('_bind', 'a StandbyCapacity, such as StandbyCapacity.same()'),
};
const KNOWN_SCALING_PEAK: PropKinds<ScalingPeak> = { from: text, to: text, min: number, weekDays: text };

/** How long what is ready is held down at the quiet hour. */
const QUIET_MINUTES = 10;

/**
 * How many executions of a function are ready before anybody calls, by load and by time.
 *
 * Guarantees that at least `min` executions are ready, in a standby too, and that what the load and the hour ask for
 * survives a deployment.
 *
 * Creates a scalable target with its scheduled actions, a policy that follows the load, and an alarm on calls that found
 * nothing ready.
 *
 * Does not limit a function: calls beyond what is ready begin with a cold start, up to its concurrency.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export abstract class Scaling {
  /**
   * Provisioned concurrency of the alias.
   *
   * Fails with `ScalingCapacityOutOfRange`, `ScalingTargetOutOfRange`, `ScalingTimeInvalid` or `ScalingPeakConflict`.
   */
  static provisioned(given: ProvisionedOptions): Scaling {
    return validateProps('Scaling.provisioned', given, KNOWN_PROVISIONED_OPTIONS, problems => {
      const { target = 0.7, peaks = [], quietAt = '03:30', standby = StandbyCapacity.same() } = given;
      peaks.forEach((peak, index) => checkProps(peak, KNOWN_SCALING_PEAK, problems, `peaks.${index}`));
      checkCapacity(given, problems);
      checkTarget(target, problems);
      checkPeakTimes(peaks, { from: quietAt, to: later(quietAt, QUIET_MINUTES) }, problems);
      standby._check(given.max, problems);
      return new Provisioned({
        ...given,
        target,
        peaks,
        quietAt,
        standby,
        timeZone: given.timeZone ?? TimeZone.ETC_UTC,
      });
    });
  }

  /**
   * Lets what is ready of a function follow the load and the hour.
   *
   * @param reserved executions that are set aside for the function, and its most
   * @internal
   */
  abstract _bind(target: DeployedFunction, alarms: Alarms, reserved: number | undefined): void;
}

class Provisioned extends Scaling {
  constructor(private readonly options: Required<ProvisionedOptions>) {
    super();
  }

  _bind(target: DeployedFunction, alarms: Alarms, reserved: number | undefined): void {
    validateReserved(target, this.options.max, reserved);
    const standby = expectsTraffic(target) ? undefined : this.options.standby._bind(target);
    if (standby === null) return;
    const min = standby ?? this.options.min;
    const scaled = target.alias.addAutoScaling({ minCapacity: min, maxCapacity: this.options.max });
    scaled.scaleOnUtilization({ utilizationTarget: this.options.target });
    if (standby === undefined) this.schedulePeaks(scaled);
    this.scheduleQuiet(scaled, min);
    watchSpillover(target, alarms);
  }

  /** One end for each begin: what only rises is still there, and paid for, the next morning. */
  private schedulePeaks(scaled: IScalableFunctionAttribute): void {
    this.options.peaks.forEach(({ from, to, min, weekDays }, index) => {
      scaled.scaleOnSchedule(`Peak${index}Begins`, { ...this.at(from, weekDays), minCapacity: min });
      // One that ends after midnight does so on the days after those that are named: every day does it no harm.
      const endDays = minuteOf(to)! < minuteOf(from)! ? undefined : weekDays;
      scaled.scaleOnSchedule(`Peak${index}Ends`, { ...this.at(to, endDays), minCapacity: this.options.min });
    });
  }

  private scheduleQuiet(scaled: IScalableFunctionAttribute, min: number): void {
    const { quietAt, max } = this.options;
    scaled.scaleOnSchedule('QuietBegins', { ...this.at(quietAt), minCapacity: min, maxCapacity: min });
    const end = later(quietAt, QUIET_MINUTES);
    scaled.scaleOnSchedule('QuietEnds', { ...this.at(end), minCapacity: min, maxCapacity: max });
  }

  private at(time: string, weekDay?: string): Pick<ScalingSchedule, 'schedule' | 'timeZone'> {
    const [hour, minute] = time.split(':').map(part => String(Number(part)));
    return { schedule: Schedule.cron({ hour, minute, weekDay }), timeZone: this.options.timeZone };
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function watchSpillover(target: DeployedFunction, alarms: Alarms): void {
  alarms._bind(target, [
    {
      id: 'SpilloverAlarm',
      signal: 'failure',
      urgency: 'ticket',
      metric: target.alias.metric('ProvisionedConcurrencySpilloverInvocations', { statistic: Stats.SUM }),
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      description: `Calls of ${pathInStack(target)} find nothing ready and wait for cold starts: give "scaling" a higher "max", or a peak.`,
    },
  ]);
}

function validateReserved(target: Construct, max: number, reserved: number | undefined): void {
  if (reserved === undefined || Token.isUnresolved(reserved) || Token.isUnresolved(max) || max <= reserved) return;
  fail(
    target,
    'ScalingCapacityOutOfRange',
    `scaling has a max of ${max} and reservedConcurrency is ${reserved}, which is the function's most; give a "max" of ${reserved} or less`,
  );
}

function checkCapacity({ min, max, peaks = [] }: ProvisionedOptions, problems: Problems): void {
  const { least } = PROVISIONED_CONCURRENCY;
  const bounds: [string, number | undefined][] = [
    ['min', min],
    ['max', max],
    ...peaks.map((peak, index): [string, number | undefined] => [`peaks.${index}.min`, peak?.min]),
  ];
  for (const [prop, value] of bounds) {
    if (Token.isUnresolved(value) || (Number.isInteger(value) && value! >= least)) continue;
    problems.add(
      'ScalingCapacityOutOfRange',
      `${prop} is ${value}; Lambda provisions ${least} or more, and what is scaled to 0 makes the next deployment fail, give a whole number from ${least}`,
    );
  }
  for (const [prop, value] of bounds) {
    if (Token.isUnresolved(value) || Token.isUnresolved(max) || !(value! > max)) continue;
    problems.add(
      'ScalingCapacityOutOfRange',
      `${prop} is ${value} and max is ${max}; give ${max} or less, or a higher max`,
    );
  }
}

function checkTarget(target: number, problems: Problems): void {
  const { utilization } = PROVISIONED_CONCURRENCY;
  if (Token.isUnresolved(target) || isWithin(target, utilization)) return;
  problems.add(
    'ScalingTargetOutOfRange',
    `target is ${target}; Application Auto Scaling keeps a share from ${utilization.least} to ${utilization.most}`,
  );
}

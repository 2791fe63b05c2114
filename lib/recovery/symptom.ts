import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IAlias } from 'aws-cdk-lib/aws-lambda';
import { Duration, Token } from 'aws-cdk-lib/core';
import { timeoutOf } from '../function/function-timeout';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { checkProps, number, type PropKinds } from '../private/props';

/** What an alarm on a symptom looks at. @internal */
export interface SymptomWatch {
  /** Construct id of the alarm, such as `SlowAlarm`. */
  readonly id: string;
  readonly metric: Metric | MathExpression;
  /** The alarm rings at or above it. */
  readonly threshold: number;
  readonly description: string;
}

/** How a failure rate is judged. */
export interface FailingOptions {
  /**
   * Invocations a minute below which no rate is computed: one failure of two is no half of anything.
   *
   * @default 10
   */
  readonly minimumSample?: number;
}

/** Sign by which a function is known to be unwell. */
export abstract class Symptom {
  /**
   * It takes longer than that, on average over a minute.
   *
   * Fails with `SymptomOutOfRange` for a time that the function's timeout does not let it reach.
   */
  static slowerThan(duration: Duration): Symptom {
    return new Slow(duration);
  }

  /**
   * More than that share of its invocations fail, within a minute that has a sample of them.
   *
   * @param percent above 0, at most 100
   */
  static failing(percent: number, options: FailingOptions = {}): Symptom {
    return new Failing(percent, options);
  }

  /**
   * Records what would never ring.
   *
   * @internal
   */
  abstract _check(target: IAlias, problems: Problems): void;

  /**
   * What to watch of a function, through the alias that is invoked.
   *
   * @internal
   */
  abstract _bind(target: IAlias): SymptomWatch;
}

const MINUTE = Duration.minutes(1);
const KNOWN_PROPS: PropKinds<FailingOptions> = { minimumSample: number };

class Slow extends Symptom {
  constructor(private readonly duration: Duration) {
    super();
  }

  _check(target: IAlias, problems: Problems): void {
    if (this.duration?.isUnresolved()) return;
    const seconds = this.duration?.toMilliseconds({ integral: false }) / 1000;
    const timeout = timeoutOf(target) ?? Infinity;
    if (seconds > 0 && seconds < timeout) return;
    problems.add(
      'SymptomOutOfRange',
      `slowerThan ${durationText(this.duration)} never rings: the function is ended after ${timeout} s; ` +
        'give a time above 0 and below its timeout',
    );
  }

  _bind(target: IAlias): SymptomWatch {
    const threshold = this.duration.toMilliseconds();
    return {
      id: 'SlowAlarm',
      metric: target.metricDuration({ statistic: 'Average', period: MINUTE }),
      threshold,
      description: `${target.node.path} takes ${threshold} ms or more, on average`,
    };
  }
}

class Failing extends Symptom {
  private readonly minimumSample: number;

  constructor(
    private readonly percent: number,
    private readonly options: FailingOptions,
  ) {
    super();
    this.minimumSample = options.minimumSample ?? 10;
  }

  _check(_target: IAlias, problems: Problems): void {
    checkProps(this.options, KNOWN_PROPS, problems, 'failing');
    if (!Token.isUnresolved(this.percent) && !(this.percent > 0 && this.percent <= 100)) {
      problems.add('SymptomOutOfRange', `failing ${this.percent} % is no share; give more than 0 and at most 100`);
    }
    if (!Token.isUnresolved(this.minimumSample) && !(this.minimumSample >= 1)) {
      problems.add('SymptomOutOfRange', `minimumSample is ${this.minimumSample}; give 1 or more invocations a minute`);
    }
  }

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
  _bind(target: IAlias): SymptomWatch {
    const options = { statistic: 'Sum', period: MINUTE };
    return {
      id: 'FailingAlarm',
      metric: new MathExpression({
        expression: `IF(calls >= ${this.minimumSample}, 100 * errors / calls, 0)`,
        usingMetrics: { calls: target.metricInvocations(options), errors: target.metricErrors(options) },
        label: 'Failed invocations, %',
        period: MINUTE,
      }),
      threshold: this.percent,
      description: `${this.percent} % or more of the invocations of ${target.node.path} fail`,
    };
  }
}

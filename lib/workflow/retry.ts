import { type Duration } from 'aws-cdk-lib/core';
import { RETRIER, RETRIER_RANGES } from '../limits/step-functions';
import { isWholeWithin } from '../limits/range';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { duration, number, type PropKinds, validateProps } from '../private/props';
import { type RetryFigures } from './step';

/** What a preset may differ in. */
export interface RetryOptions {
  /**
   * Further attempts after the first one failed, 0 or more.
   *
   * @default - that of the preset
   */
  readonly attempts?: number;

  /**
   * Longest wait before the first of them, in whole seconds.
   *
   * @default - that of the preset
   */
  readonly interval?: Duration;

  /**
   * By how much the longest wait grows with each attempt, 1 or more.
   *
   * @default 2
   */
  readonly backoffRate?: number;

  /**
   * What the longest wait does not grow beyond, in whole seconds; above the interval.
   *
   * @default - that of the preset
   */
  readonly maxDelay?: Duration;
}

const KNOWN_PROPS: PropKinds<RetryOptions> = {
  attempts: number,
  interval: duration,
  backoffRate: number,
  maxDelay: duration,
};

/**
 * How often a step is tried again, and how long it waits.
 *
 * Every wait is a random time between nothing and its longest (full jitter), so that what failed together does not come
 * back together; the longest grows with each attempt, up to a cap. CDK's own retries have neither.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export abstract class Retry {
  /**
   * 3 times, from 1 s, up to 5 s: for whoever waits for the answer.
   *
   * Fails with `RetryOutOfRange` where Step Functions would refuse the options, as the other presets do.
   */
  static quick(options?: RetryOptions): Retry {
    return retryOf('Retry.quick', options, { attempts: 3, interval: 1, maxDelay: 5 });
  }

  /** 6 times, from 2 s, up to a minute: two minutes in which a short fault passes. */
  static standard(options?: RetryOptions): Retry {
    return retryOf('Retry.standard', options, { attempts: 6, interval: 2, maxDelay: 60 });
  }

  /** 12 times, from 5 s, up to a quarter of an hour: more than an hour, for what must not be given up. */
  static patient(options?: RetryOptions): Retry {
    return retryOf('Retry.patient', options, { attempts: 12, interval: 5, maxDelay: 900 });
  }

  /** Never: the first failure is the last. */
  static none(): Retry {
    return new GivenRetry({ attempts: 0, interval: 1, backoffRate: RETRIER.backoffRate, maxDelay: 2 });
  }

  /**
   * The figures of a task's retrier.
   *
   * @internal
   */
  abstract _bind(): RetryFigures;
}

class GivenRetry extends Retry {
  constructor(private readonly figures: RetryFigures) {
    super();
  }

  _bind(): RetryFigures {
    return this.figures;
  }
}

function retryOf(factory: string, options: RetryOptions = {}, preset: Omit<RetryFigures, 'backoffRate'>): Retry {
  return validateProps(factory, options, KNOWN_PROPS, problems => {
    const { attempts = preset.attempts, backoffRate = RETRIER.backoffRate, interval, maxDelay } = options;
    const figures = {
      attempts,
      backoffRate,
      interval: interval?.toSeconds({ integral: false }) ?? preset.interval,
      maxDelay: maxDelay?.toSeconds({ integral: false }) ?? preset.maxDelay,
    };
    checkFigures(figures, options, problems);
    return new GivenRetry(figures);
  });
}

function checkFigures(figures: RetryFigures, { interval, maxDelay }: RetryOptions, problems: Problems): void {
  const { attempts, backoffRate } = figures;
  if (!isWholeWithin(attempts, RETRIER_RANGES.attempts)) {
    problems.add('RetryOutOfRange', `attempts is ${attempts}; give a whole number, 0 or more`);
  }
  if (!(backoffRate >= RETRIER_RANGES.backoffRate.least && Number.isFinite(backoffRate))) {
    problems.add('RetryOutOfRange', `backoffRate is ${backoffRate}; give 1, for equal waits, or more`);
  }
  if (!isWholeWithin(figures.interval, RETRIER_RANGES.intervalSeconds)) {
    problems.add('RetryOutOfRange', `interval is ${durationText(interval)}; give whole seconds, 1 or more`);
  }
  const isDelay = Number.isInteger(figures.maxDelay) && figures.maxDelay < RETRIER_RANGES.longestDelaySeconds;
  if (!isDelay || !(figures.maxDelay > figures.interval)) {
    const given = maxDelay ? durationText(maxDelay) : `${figures.maxDelay} s`;
    problems.add(
      'RetryOutOfRange',
      `maxDelay is ${given} and the interval ${figures.interval} s; give whole seconds, more than the interval and less than 366 days`,
    );
  }
}

import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Token, Tokenization } from 'aws-cdk-lib/core';
import { type RecommendedAlarmsOptions } from './alarm-options';
import { type AlarmSpec } from './alarm-spec';

const DEFAULT_RATE = 5;

/** What an alarm looks at, and from which figure on. */
export interface JudgedMetric {
  readonly metric: Metric | MathExpression;
  readonly threshold: number;
}

/**
 * Failures by number while there are few of what they are a part of, and by their share once there is a sample.
 *
 * A single failure of 20 or fewer invocations is 5 % of them or more. So with the default figures the share alone says
 * both, and one metric is enough where its average is the share; other figures take metric math.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function judgedByShare(
  { metric, outOf, isIndicator }: AlarmSpec,
  { failures = 1, errorRate = DEFAULT_RATE, minimumSample }: RecommendedAlarmsOptions,
): JudgedMetric {
  const isKnown = ![failures, errorRate, minimumSample].some(value => Token.isUnresolved(value));
  const sample = minimumSample ?? (isKnown ? (failures * 100) / errorRate : undefined);
  if (isIndicator && isKnown && failures <= 1 && sample! * errorRate <= 100) {
    return { metric: metric.with({ statistic: 'Average' } as object), threshold: errorRate / 100 };
  }
  const [most, rate] = [failures, errorRate].map(textOf);
  const least = sample === undefined ? `100 * ${most} / ${rate}` : textOf(sample);
  return {
    metric: new MathExpression({
      expression: `IF(calls >= ${least}, 100 * failed / calls, IF(failed >= ${most}, 100, 0))`,
      usingMetrics: { calls: outOf!, failed: metric },
      label: 'Failed, %',
    }),
    threshold: errorRate,
  };
}

const textOf = (value: number): string => Tokenization.stringifyNumber(value);

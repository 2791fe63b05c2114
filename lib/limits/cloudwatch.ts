const MINUTE = 60;

/** Alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const ALARM = {
  /** Periods shorter than a minute; above there are whole minutes. */
  shortPeriodsSeconds: [10, 20, 30] as readonly number[],

  /** Longest time that all periods of an alarm span. */
  longestWindowSeconds: 86_400,

  /** Longest time that an alarm on a query looks back on: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html */
  longestQuerySeconds: 10_800,

  /** AWS sends its metrics so often: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html */
  metricSeconds: MINUTE,
} as const;

/** Whether CloudWatch evaluates an alarm in periods of that length. */
export function isAlarmPeriod(seconds: number): boolean {
  return ALARM.shortPeriodsSeconds.includes(seconds) || (seconds > 0 && seconds % MINUTE === 0);
}

const MINUTE = 60;

/** Alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const ALARM = {
  /** Periods shorter than a minute; above there are whole minutes. */
  shortPeriodsSeconds: [10, 20, 30] as readonly number[],

  /** Longest time that all periods of an alarm span; a week where each is an hour or longer. */
  longestWindowSeconds: 86_400,
  longestHourlyWindowSeconds: 604_800,

  /** Metrics that the expression of an alarm reads: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
  mostMetrics: 10,

  longestDescription: 1024,

  /** AWS sends its metrics so often: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html */
  metricSeconds: MINUTE,
} as const;

/** Composite alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const COMPOSITE = {
  /** Alarms that a rule names. */
  mostChildren: 100,
  /** Characters of a rule. */
  longestRule: 10_240,
  /** Characters of an alarm's name. */
  longestName: 255,
} as const;

/**
 * Dashboards, the metrics that metric math reads among their metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export const DASHBOARD = {
  mostWidgets: 500,
  mostMetrics: 2500,
  /** Alarms of one widget: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
  mostAlarms: 100,
  /** Columns of the grid. */
  columns: 24,
} as const;

/** Metric filters of logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const LOG_FILTER = { longestPattern: 1024, longestMetric: 255 } as const;

/** Queries over logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export const LOG_QUERY = { mostLogGroups: 50 } as const;

/**
 * Whether an alarm on how long something takes can look at that figure of a period: the average, the maximum, or a
 * percentile. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function isAlarmStatistic(statistic: string): boolean {
  return /^(Average|Maximum|p\d{1,2}(\.\d{1,10})?)$/.test(statistic);
}

/** Whether CloudWatch evaluates an alarm in periods of that length. */
export function isAlarmPeriod(seconds: number): boolean {
  return ALARM.shortPeriodsSeconds.includes(seconds) || (seconds > 0 && seconds % MINUTE === 0);
}

/** Longest time that an alarm may look back on in periods of a length. */
export function longestAlarmWindow(periodSeconds: number): number {
  return periodSeconds >= 60 * MINUTE ? ALARM.longestHourlyWindowSeconds : ALARM.longestWindowSeconds;
}

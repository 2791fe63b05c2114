/** CloudWatch keeps a datapoint a minute, and every line of a log costs. */
const EVERY_MILLIS = 60_000;

/**
 * Writes the age of the oldest heartbeat of another region as a metric of the health function: a line of the log in the
 * embedded metric format, which takes no right and no call, once a minute and environment.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createAgeMetric(
  functionName: string,
  write: (line: string) => void = line => void process.stdout.write(line),
): (ageMillis: number, now: number) => void {
  let writtenAt: number | undefined;
  return (ageMillis, now) => {
    if (writtenAt !== undefined && now - writtenAt < EVERY_MILLIS) return;
    writtenAt = now;
    write(`${JSON.stringify(documentOf(functionName, ageMillis, now))}\n`);
  };
}

function documentOf(FunctionName: string, ageMillis: number, Timestamp: number): object {
  const [Namespace, Name] = ['CdkResilientServerless', 'HeartbeatAge'];
  return {
    _aws: {
      Timestamp,
      CloudWatchMetrics: [{ Namespace, Dimensions: [['FunctionName']], Metrics: [{ Name, Unit: 'Seconds' }] }],
    },
    FunctionName,
    // A clock of another region may be ahead.
    [Name]: Math.max(0, Math.round(ageMillis / 1000)),
  };
}

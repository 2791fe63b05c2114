import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Duration, Size } from 'aws-cdk-lib/core';
import { Alarms, DeadLetterQueue, Failover, Health, ReplicatedBucket, RestoreTesting } from '../../lib';
import {
  createBackup,
  createFunction,
  createTable,
  endpoint,
  failsOn,
  KEY,
  pattern,
  type Refused,
  service,
  stack,
} from './support';

const ingestOf = (maxObjectSize: Size) => pattern({ uploads: { maxObjectSize }, table: { partitionKey: KEY } });
const bucketOf = (noncurrentVersionExpiration: Duration) =>
  new ReplicatedBucket(stack(), 'Uploads', { noncurrentVersionExpiration });
const layers = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    LayerVersion.fromLayerVersionArn(stack(), `L${i}`, `arn:aws:lambda:us-east-1:111122223333:layer:l:${i}`),
  );

/** Numbers that JavaScript lets through everywhere: no number at all, one below nothing, one that is not whole. */
const ODD: [shown: string, value: number][] = [
  ['NaN', NaN],
  ['negative', -1],
  ['a fraction', 1.5],
];
const odd = (what: string, make: (value: number) => unknown, code: string): Refused[] =>
  ODD.map(([shown, value]) => [`${what} that is ${shown}`, () => make(value), code, `${value}`]);
/** The same for what CDK itself refuses to be negative. */
const oddTime = (what: string, make: (value: number) => unknown, code: string): Refused[] =>
  odd(what, make, code).filter(([mistake]) => !mistake.includes('negative'));

failsOn('numbers', [
  ...odd('a rate limit', rateLimit => endpoint(stack(), { rateLimit }), 'ThrottleOutOfRange'),
  ...odd('a burst limit', burstLimit => endpoint(stack(), { burstLimit }), 'ThrottleOutOfRange'),
  ...odd('memory', memorySize => createFunction({ memorySize }), 'MemorySizeOutOfRange'),
  ...odd('a log retention', logRetention => createFunction({ logRetention }), 'LogRetentionOutOfRange'),
  ...odd(
    'a concurrency',
    reservedConcurrency => createFunction({ reservedConcurrency }),
    'ReservedConcurrencyOutOfRange',
  ),
  ...odd(
    'attempts',
    retryAttempts => createFunction({ asyncInvocation: { retryAttempts } }),
    'RetryAttemptsOutOfRange',
  ),
  ...odd(
    'a failure threshold',
    failureThreshold => Failover.activePassive({ failureThreshold }),
    'FailureThresholdOutOfRange',
  ),
  ...odd('alarm periods', evaluationPeriods => Alarms.recommended({ evaluationPeriods }), 'AlarmDatapointsOutOfRange'),
  ...odd(
    'alarm datapoints',
    datapointsToAlarm => Alarms.recommended({ evaluationPeriods: 2, datapointsToAlarm }),
    'AlarmDatapointsOutOfRange',
  ),
  ...odd(
    'a window of restore tests',
    selectionWindowDays => RestoreTesting.scheduled({ selectionWindowDays }),
    'RestoreWindowOutOfRange',
  ),
  ...odd(
    'hours for a look',
    validationWindowHours => RestoreTesting.scheduled({ validationWindowHours }),
    'RestoreWindowOutOfRange',
  ),
  ...oddTime('a TTL', seconds => Failover.activePassive({ ttl: Duration.seconds(seconds) }), 'TtlOutOfRange'),
  ...oddTime(
    'a recovery time',
    seconds => service({ objectives: { rto: Duration.seconds(seconds) } }),
    'ObjectiveOutOfRange',
  ),
  ...oddTime(
    'days to a point in time',
    days => createTable({ recoveryPeriod: Duration.days(days) }),
    'RecoveryPeriodOutOfRange',
  ),
  ...oddTime('an age of versions', days => bucketOf(Duration.days(days)), 'VersionExpirationOutOfRange'),
  ...oddTime(
    'a retention of backups',
    days => createBackup({ deleteAfter: Duration.days(days) }),
    'BackupLifecycleOutOfRange',
  ),
  ...oddTime('a size', bytes => ingestOf(Size.bytes(bytes)), 'ObjectSizeOutOfRange'),
  [
    'a timeout of 1.5 s',
    () => createFunction({ timeout: Duration.millis(1500) }),
    'TimeoutOutOfRange',
    '1 second 500 millis',
  ],
  ['a timeout of NaN', () => createFunction({ timeout: Duration.seconds(NaN) }), 'TimeoutOutOfRange', 'is NaN seconds'],
  ['failures of 0', () => Alarms.recommended({ failures: 0 }), 'AlarmThresholdOutOfRange', '0'],
  [
    'a recovery time of nothing',
    () => service({ objectives: { rto: Duration.seconds(0) } }),
    'ObjectiveOutOfRange',
    '1 or more',
  ],
  ['a size of nothing', () => ingestOf(Size.bytes(0)), 'ObjectSizeOutOfRange', '0 bytes'],
  ['versions that expire at once', () => bucketOf(Duration.days(0)), 'VersionExpirationOutOfRange', 'is 0 days'],
  [
    'a replication latency of nothing',
    () => createTable({ replicationLatency: Duration.millis(0) }),
    'ReplicationLatencyOutOfRange',
    '0 ms',
  ],
  [
    'a replication latency of NaN',
    () => createTable({ replicationLatency: Duration.millis(NaN) }),
    'ReplicationLatencyOutOfRange',
    'NaN',
  ],
  [
    "a client's timeout of NaN",
    () => Failover.activePassive({ clientTimeout: Duration.seconds(NaN) }),
    'TimingOutOfRange',
    'NaN',
  ],
  [
    'a log retention that CloudWatch does not have',
    () => createFunction({ logRetention: 31 }),
    'LogRetentionOutOfRange',
    '31',
  ],
  ['six layers', () => createFunction({ layers: layers(6) }), 'LayersTooMany', 'there are 6 layers'],
  [
    'a dead-letter retention of NaN',
    () => new DeadLetterQueue(stack(), 'Letters', { retention: Duration.days(NaN) }),
    'DeadLetterRetentionOutOfRange',
    'SQS keeps messages',
  ],
  [
    'a health cache of NaN',
    () => Health.deep({ cacheFor: Duration.seconds(NaN) }),
    'HealthCacheOutOfRange',
    '0 to 30 s',
  ],
  ['a start window of NaN', () => createBackup({ startWindow: Duration.minutes(NaN) }), 'BackupWindowTooShort', 'NaN'],
  [
    'a completion window of NaN',
    () => createBackup({ completionWindow: Duration.hours(NaN) }),
    'BackupWindowTooShort',
    'NaN',
  ],
]);

test.each<[string, () => unknown]>([
  ['a time', () => Duration.seconds(-1)],
  ['a size', () => Size.bytes(-1)],
])('%s that is negative fails in the words of CDK', (_, make) => {
  expect(make).toThrow(/cannot be negative/);
});

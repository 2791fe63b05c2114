import * as path from 'path';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { type CfnQueue, Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { App, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  Alarms,
  AlarmTopic,
  CrossRegionBackup,
  DeadLetterQueue,
  type DeadLetterQueueProps,
  DeadLetters,
  Failover,
  FailoverRole,
  Health,
  QueueConsumer,
  Regions,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  ResilientFunction,
  type ResilientFunctionProps,
} from '../../lib';
import { failureOf } from '../support/failure';
import { twoRegions } from '../support/two-regions';
import {
  CODE,
  DOMAIN,
  endpoint,
  experiment,
  failoverDomain,
  KEY,
  type Refused,
  service,
  stack,
  warningsOf,
  type Weaker,
} from './support';

const createFunction = (props: Partial<ResilientFunctionProps>, scope = stack()) =>
  new ResilientFunction(scope, 'Api', { ...CODE, ...props });
const createTable = (props: object, scope = stack()) =>
  new ReplicatedTable(scope, 'Files', { partitionKey: KEY, ...props });
const createBackup = (props: object) => {
  const scope = stack();
  return new CrossRegionBackup(scope, 'Backup', {
    resources: [createTable({}, scope)],
    copyToRegion: 'us-west-2',
    ...props,
  });
};
/** A dead-letter queue in a stack of its own. */
const letters = (props?: DeadLetterQueueProps) => new DeadLetterQueue(stack(), 'Letters', props);
const queue = (scope: Stack, props?: QueueProps) => new Queue(scope, 'Theirs', props);
const importedQueue = () => Queue.fromQueueArn(stack(), 'Theirs', 'arn:aws:sqs:us-east-1:111122223333:theirs');
/** A consumer of 10 s; with the props of a queue, of one that is there. */
const createConsumer = (props: object, ofQueue?: QueueProps, change = (_made: Queue): void => undefined) => {
  const scope = stack();
  const given = ofQueue && queue(scope, { visibilityTimeout: Duration.minutes(1), ...ofQueue });
  if (given) change(given);
  return new QueueConsumer(scope, 'Orders', { function: createFunction({}, scope), queue: given, ...props });
};
const agnosticStack = () => new Stack(new App(), 'Plain');

const REGIONS: Refused[] = [
  ['secondary equals primary', () => Regions.activePassive('eu-west-1', 'eu-west-1'), 'StandbyIsPrimary', 'eu-west-1'],
  [
    'an unknown name for a replica of a table',
    () => createTable({ replicaRegions: ['us-wets-2'] }),
    'UnknownRegion',
    'did you mean "us-west-2"?',
  ],
  [
    'an unknown name for a replica of a bucket',
    () => new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-wets-2' }),
    'UnknownRegion',
    'did you mean "us-west-2"?',
  ],
  [
    'an unknown name for copies of backups',
    () => createBackup({ copyToRegion: 'us-wets-2' }),
    'UnknownRegion',
    'did you mean "us-west-2"?',
  ],
  [
    'a replica in another partition',
    () => createTable({ replicaRegions: ['cn-north-1'] }),
    'RegionsOfTwoPartitions',
    'aws, aws-cn',
  ],
  [
    'a duplicate',
    () => createTable({ replicaRegions: ['us-west-2', 'us-west-2'] }),
    'DuplicateReplicaRegion',
    'us-west-2, us-west-2',
  ],
  [
    'an unknown name',
    () => Regions.activePassive('us-east-1', 'us-wets-2'),
    'UnknownRegion',
    'did you mean "us-west-2"',
  ],
  ['two partitions', () => Regions.activePassive('us-east-1', 'cn-north-1'), 'RegionsOfTwoPartitions', 'aws-cn'],
  ['a token', () => Regions.activePassive(Aws.REGION, 'us-west-2'), 'RegionIsToken', 'as plain text'],
  [
    'a token for a replica',
    () => createTable({ replicaRegions: [Aws.REGION] }),
    'ReplicaRegionIsToken',
    'as plain text',
  ],
  ['an environment-agnostic stack', () => createTable({}, agnosticStack()), 'RegionUnknown', "region: 'us-east-1'"],
  ['none', () => Regions.activePassive('us-east-1', ''), 'RegionMissing', 'name it'],
  [
    'one region with failover on',
    () => {
      const { primary, service: scope } = twoRegions();
      failoverDomain(primary);
      failoverDomain(new Stack(scope, 'Second', { env: { region: 'us-east-1' } }), { role: FailoverRole.SECONDARY });
    },
    'FailoverInOneRegion',
    'put the SECONDARY into another region',
  ],
];

const DOMAINS: Refused[] = [
  [
    'a name that is not inside the zone',
    () => failoverDomain(stack(), { domainName: 'files.example.org' }),
    'DomainOutsideZone',
    'ends in ".example.com"',
  ],
  [
    'the same name twice',
    () => {
      const { primary, standby } = twoRegions();
      failoverDomain(primary);
      failoverDomain(standby);
    },
    'DuplicateFailoverRecord',
    'one PRIMARY and one SECONDARY',
  ],
];

const HEALTH: Refused[] = [
  ...[0, 11, 2.5, NaN].map((failureThreshold): Refused => [
    `a threshold of ${failureThreshold}`,
    () => Failover.activePassive({ failureThreshold }),
    'InvalidFailureThreshold',
    `"failureThreshold" is ${failureThreshold}`,
  ]),
  [
    'an interval of 15',
    () => Failover.activePassive({ interval: Duration.seconds(15) }),
    'InvalidHealthInterval',
    'every 10 s or every 30 s',
  ],
  ['a path without "/"', () => Health.ownRoute('ready'), 'InvalidHealthPath', 'begins with "/"'],
  [
    'a dependency in the other region',
    () => {
      const files = createTable({ replicaRegions: ['us-west-2'] });
      endpoint(new Stack(files.node.root as App, 'Far', { env: { account: '111122223333', region: 'us-west-2' } }), {
        health: Health.deep({ tables: [files.table] }),
      });
    },
    'HealthOfOtherRegion',
    'inRegion(stack)',
  ],
  [
    'a bound above the declared RTO',
    () => service({ domain: DOMAIN, objectives: { rto: Duration.seconds(60) } }),
    'RtoUnreachable',
    '3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s',
  ],
];

const FUNCTIONS: Refused[] = [
  ['a timeout over 15 min', () => createFunction({ timeout: Duration.minutes(16) }), 'FunctionTimeout', '16 minutes'],
  ['memory of 64', () => createFunction({ memorySize: 64 }), 'FunctionMemory', '128 to 10240 MiB'],
  ['memory of 10,241', () => createFunction({ memorySize: 10_241 }), 'FunctionMemory', '128 to 10240 MiB'],
  ['3 attempts', () => createFunction({ asyncInvocation: { retryAttempts: 3 } }), 'RetryAttempts', '0, 1 or 2'],
  ['−1 attempts', () => createFunction({ asyncInvocation: { retryAttempts: -1 } }), 'RetryAttempts', '0, 1 or 2'],
  [
    'an age of 30 s',
    () => createFunction({ asyncInvocation: { maxEventAge: Duration.seconds(30) } }),
    'EventAge',
    '30 seconds',
  ],
  [
    'an age of 7 h',
    () => createFunction({ asyncInvocation: { maxEventAge: Duration.hours(7) } }),
    'EventAge',
    '7 hours',
  ],
  ['a reserved concurrency of −1', () => createFunction({ reservedConcurrency: -1 }), 'ReservedConcurrency', '-1'],
  [
    'a deprecated runtime',
    () => createFunction({ runtime: Runtime.NODEJS_16_X }),
    'DeprecatedRuntime',
    'gets no security updates',
  ],
  [
    'a reserved variable',
    () => createFunction({ environment: { AWS_REGION: 'x' } }),
    'ReservedVariable',
    'choose another name',
  ],
  [
    'over 4 KB of environment',
    () => createFunction({ environment: { A: 'x'.repeat(4096) } }),
    'EnvironmentSize',
    '4097 bytes',
  ],
  [
    'a name that is too long after the region’s suffix',
    () => new ReplicatedBucket(stack(), 'U'.repeat(50), { replicaRegion: 'us-west-2' }),
    'NameTooLong',
    `${'u'.repeat(50)}-111122223333-us-east-1`,
  ],
  [
    'an entry that does not exist',
    () => createFunction({ code: undefined, handler: undefined, entry: 'no-such-file.ts' }),
    'EntryNotFound',
    path.resolve('no-such-file.ts'),
  ],
  [
    'an entry that does not compile',
    () => {
      const scope = stack();
      createFunction({ code: undefined, handler: undefined, entry: path.join(__dirname, 'entry.broken') }, scope);
      (scope.node.root as App).synth();
    },
    'EntryDoesNotCompile',
    'No loader is configured for ".broken" files',
  ],
];

const QUEUES: Refused[] = [
  [
    'a visibility under the timeout',
    () => createConsumer({ visibilityTimeout: Duration.seconds(9) }),
    'VisibilityBelowTimeout',
    'make it 60 s (6 × 10 s)',
  ],
  [
    'a visibility under the timeout, of a queue that is there',
    () => createConsumer({}, { visibilityTimeout: Duration.seconds(9) }),
    'VisibilityBelowTimeout',
    'the visibility timeout of "Plain/Theirs" is 9 s',
  ],
  ...[0, -1, 2.5, NaN, 1001].map((maxReceiveCount): Refused => [
    `a maxReceiveCount of ${maxReceiveCount}`,
    () => createConsumer({ maxReceiveCount }),
    'MaxReceiveCount',
    `maxReceiveCount of "Plain/Orders" is ${maxReceiveCount}`,
  ]),
  [
    'a maxReceiveCount of 2.5, of a queue that is there',
    () => createConsumer({}, { deadLetterQueue: { queue: letters(), maxReceiveCount: 2.5 } }),
    'MaxReceiveCount',
    'maxReceiveCount of "Plain/Theirs" is 2.5',
  ],
  ['a retention of 15 days', () => createConsumer({ retention: Duration.days(15) }), 'QueueRetention', '15 days'],
  ['a retention of 30 seconds', () => createConsumer({ retention: Duration.seconds(30) }), 'QueueRetention', '30 s'],
  [
    'a retention of dead letters of 15 days',
    () => new DeadLetterQueue(stack(), 'Letters', { retention: Duration.days(15) }),
    'DeadLetterRetention',
    '15 days',
  ],
  [
    'dead letters that are kept as long as their source’s messages',
    () => createConsumer({ deadLetters: DeadLetters.ownQueue({ retention: Duration.days(4) }) }),
    'DeadLettersExpireFirst',
    'are kept for 4 days and its messages for 4 days',
  ],
  [
    'dead letters of a queue that is there that are kept as long as its messages',
    () => createConsumer({}, { deadLetterQueue: { queue: queue(letters().stack), maxReceiveCount: 5 } }),
    'DeadLettersExpireFirst',
    'keep letters longer, up to 14 days',
  ],
  [
    'FIFO where only a standard queue goes',
    () => {
      const scope = stack();
      createFunction({ deadLetters: DeadLetters.toQueue(new Queue(scope, 'Ordered', { fifo: true })) }, scope);
    },
    'DeadLettersFifo',
    'use a standard queue',
  ],
  [
    'FIFO with standard dead letters',
    () => createConsumer({ fifo: true, deadLetters: DeadLetters.toQueue(letters()) }),
    'DeadLettersFifo',
    '"Plain/Letters" is a standard queue and its source "Plain/Orders" is a FIFO queue',
  ],
  [
    'a standard queue with FIFO dead letters',
    () => createConsumer({}, { deadLetterQueue: { queue: letters({ fifo: true }), maxReceiveCount: 5 } }),
    'DeadLettersFifo',
    'make both FIFO, or neither',
  ],
  [
    'a dead-letter queue that is its own source',
    () =>
      createConsumer({}, {}, made => {
        const resource = made.node.defaultChild as CfnQueue;
        resource.redrivePolicy = { deadLetterTargetArn: made.queueArn, maxReceiveCount: 5 };
      }),
    'DeadLetterIsSource',
    '"Plain/Theirs" is its own dead-letter queue',
  ],
  [
    'a queue of another region',
    () => new QueueConsumer(stack(), 'Orders', { function: createFunction({}, stack('us-west-2')) }),
    'QueueElsewhere',
    '"Plain/Api" in "us-west-2"',
  ],
];

const DATA: Refused[] = [
  ['0 days to a point in time', () => createTable({ recoveryPeriod: Duration.days(0) }), 'InvalidRecoveryPeriod', '0'],
  [
    '36 days to a point in time',
    () => createTable({ recoveryPeriod: Duration.days(36) }),
    'InvalidRecoveryPeriod',
    '36 days',
  ],
  [
    'one fixed bucket name for two regions',
    () => new ReplicatedBucket(stack(), 'Uploads', { bucketName: 'uploads' } as object),
    'UnknownProp',
    'no prop "bucketName"',
  ],
  [
    'replication to itself',
    () => new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-east-1' }),
    'ReplicationToItself',
    'one outage takes both',
  ],
  [
    'a replica in the home region',
    () => createTable({ replicaRegions: ['us-east-1'] }),
    'ReplicaInHomeRegion',
    'remove it from "replicaRegions"',
  ],
];

const ALARMS: Refused[] = [
  [
    'M above N',
    () => Alarms.recommended({ evaluationPeriods: 2, datapointsToAlarm: 3 }),
    'AlarmDatapoints',
    '3 of 2 periods',
  ],
  ['0 periods', () => Alarms.recommended({ evaluationPeriods: 0 }), 'AlarmDatapoints', '0 of 0 periods'],
  ['a period of 45', () => Alarms.recommended({ period: Duration.seconds(45) }), 'AlarmPeriod', '45 s'],
  [
    'a window over a day',
    () => Alarms.recommended({ period: Duration.hours(1), evaluationPeriods: 25 }),
    'AlarmWindow',
    '25 periods of 3600 s',
  ],
  ['a threshold of NaN', () => Alarms.recommended({ failures: NaN }), 'AlarmThreshold', 'NaN'],
];

const BACKUPS: Refused[] = [
  [
    'cold storage under 90 days',
    () => createBackup({ moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(60) }),
    'ColdStorageTooShort',
    '"deleteAfter" of 120 days or more',
  ],
  ['a copy to the same region', () => createBackup({ copyToRegion: 'us-east-1' }), 'CopyToSameRegion', 'lost with it'],
  [
    'a bad cron',
    () => createBackup({ schedule: Schedule.expression('cron(0 3 * *)') }),
    'InvalidBackupSchedule',
    '"cron(0 3 * *)"',
  ],
];

const EXPERIMENTS: Refused[] = [
  ['no stop alarm', () => experiment({ stopWhen: [] }), 'StopAlarmMissing', 'whatever it does to users'],
  ['30 s', () => experiment({ duration: Duration.seconds(30) }), 'ExperimentDuration', '30 seconds'],
  ['13 h', () => experiment({ duration: Duration.hours(13) }), 'ExperimentDuration', '1 minute to 12 hours'],
  ['a percentage of 0', () => experiment({}, { percentage: 0 }), 'FaultPercentage', '"percentage" is 0'],
  ['a percentage of 101', () => experiment({}, { percentage: 101 }), 'FaultPercentage', '"percentage" is 101'],
];

describe.each([
  ['regions', REGIONS],
  ['domain', DOMAINS],
  ['health', HEALTH],
  ['function', FUNCTIONS],
  ['queues', QUEUES],
  ['data', DATA],
  ['alarms', ALARMS],
  ['backup', BACKUPS],
  ['experiment', EXPERIMENTS],
])('%s', (_, mistakes) => {
  test.each(mistakes)('fails on %s', (_mistake, make, code, fragment) => {
    const failure = failureOf(make);

    expect(failure.codes).toEqual([code]);
    expect(failure.message).toContain(fragment);
  });
});

test.each<Weaker>([
  ['an opt-in region', () => service({ regions: Regions.activePassive('eu-central-1', 'eu-south-1') }), 'optInRegion'],
  ['a service without a name that fails over', () => service(), 'noDomain'],
  [
    'a TTL of 0',
    () => failoverDomain(stack(), { failover: Failover.activePassive({ ttl: Duration.seconds(0) }) }),
    'ttlZero',
  ],
  [
    'a TTL above 60',
    () => failoverDomain(stack(), { failover: Failover.activePassive({ ttl: Duration.seconds(61) }) }),
    'ttlLong',
  ],
  ['a failover record alone', () => failoverDomain(stack()), 'loneFailoverRecord'],
  ['a reserved concurrency of 0', () => createFunction({ reservedConcurrency: 0 }), 'functionDisabled'],
  ['a function without dead letters', () => createFunction({ deadLetters: DeadLetters.none() }), 'noDeadLetters'],
  ['a function without alarms', () => createFunction({ alarms: Alarms.none() }), 'noAlarms'],
  ['a maxReceiveCount of 1', () => createConsumer({ maxReceiveCount: 1 }), 'fewReceives'],
  ['a maxReceiveCount of 4', () => createConsumer({ maxReceiveCount: 4 }), 'fewReceives'],
  [
    'a visibility under six timeouts',
    () => createConsumer({ visibilityTimeout: Duration.seconds(59) }),
    'visibilityShort',
  ],
  ['a visibility of one timeout', () => createConsumer({ visibilityTimeout: Duration.seconds(10) }), 'visibilityShort'],
  ['a queue whose dead letters are unknown', () => createConsumer({ queue: importedQueue() }), 'queueUnknown'],
  ['a queue without dead letters', () => createConsumer({}, {}), 'noDeadLetters'],
  ['a batch that fails as a whole', () => createConsumer({ reportBatchItemFailures: false }), 'wholeBatchFails'],
  ['alarms without anybody to act', () => AlarmTopic.of(stack()), 'nobodySubscribed'],
  [
    'an experiment that is over before it is everywhere',
    () => experiment({ duration: Duration.minutes(1) }),
    'experimentShort',
  ],
  [
    'an experiment that stops in silence',
    () => {
      const scope = stack();
      const errors = new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors' });
      const alarm = new Alarm(scope, 'Errors', { metric: errors, threshold: 1, evaluationPeriods: 1 });
      return experiment({ stopWhen: [alarm] }, {}, scope);
    },
    'stopAlarmSilent',
  ],
  ['DESTROY on a table', () => createTable({ removalPolicy: RemovalPolicy.DESTROY }), 'tableNotRetained'],
  [
    'DESTROY on a bucket',
    () =>
      new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-west-2', removalPolicy: RemovalPolicy.DESTROY }),
    'bucketNotRetained',
  ],
  ['a table that can be deleted by one call', () => createTable({ deletionProtection: false }), 'noDeletionProtection'],
  ['a table in one region', () => createTable({}), 'noReplica'],
  [
    'a bucket that replicates nothing',
    () => new ReplicatedBucket(stack(), 'Uploads', { replication: Replication.none() }),
    'noReplication',
  ],
])('warns of %s', (_, make, id) => {
  expect(warningsOf(make())).toContain(id);
});

test.each(['Files.Example.COM', 'files.example.com.'])('accepts the name %s, and normalises it', domainName => {
  expect(failoverDomain(stack(), { domainName, zoneName: 'EXAMPLE.com.' }).domainName).toBe('files.example.com');
});

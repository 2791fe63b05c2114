import * as path from 'path';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  Alarms,
  AlarmTopic,
  DeadLetters,
  Failover,
  FailoverRole,
  Regions,
  ReplicatedBucket,
  Replication,
} from '../../lib';
import { someFunction, twoRegions } from '../support/two-regions';
import {
  createBackup,
  createFunction,
  createTable,
  endpoint,
  failoverDomain,
  failsOn,
  type Refused,
  service,
  stack,
  warnsOf,
} from './support';

const REGIONS: Refused[] = [
  ['secondary equals primary', () => Regions.activePassive('eu-west-1', 'eu-west-1'), 'RegionRepeated', 'eu-west-1'],
  [
    'an unknown name for a replica of a table',
    () => createTable({ replicaRegions: ['us-wets-2'] }),
    'RegionUnknown',
    'did you mean "us-west-2"?',
  ],
  [
    'an unknown name for a replica of a bucket',
    () => new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-wets-2' }),
    'RegionUnknown',
    'did you mean "us-west-2"?',
  ],
  [
    'an unknown name for copies of backups',
    () => createBackup({ copyToRegion: 'us-wets-2' }),
    'RegionUnknown',
    'did you mean "us-west-2"?',
  ],
  [
    'a replica in another partition',
    () => createTable({ replicaRegions: ['cn-north-1'] }),
    'RegionOfOtherPartition',
    'aws, aws-cn',
  ],
  [
    'a duplicate',
    () => createTable({ replicaRegions: ['us-west-2', 'us-west-2'] }),
    'ReplicaRegionRepeated',
    'us-west-2, us-west-2',
  ],
  [
    'an unknown name',
    () => Regions.activePassive('us-east-1', 'us-wets-2'),
    'RegionUnknown',
    'did you mean "us-west-2"',
  ],
  ['two partitions', () => Regions.activePassive('us-east-1', 'cn-north-1'), 'RegionOfOtherPartition', 'aws-cn'],
  ['a token', () => Regions.activePassive(Aws.REGION, 'us-west-2'), 'RegionUnresolved', 'as plain text'],
  [
    'a token for a replica',
    () => createTable({ replicaRegions: [Aws.REGION] }),
    'ReplicaRegionUnresolved',
    'as plain text',
  ],
  [
    'an environment-agnostic stack',
    () => createTable({}, new Stack(new App(), 'Plain')),
    'StackRegionMissing',
    "region: 'us-east-1'",
  ],
  ['none', () => Regions.activePassive('us-east-1', ''), 'RegionMissing', 'name it'],
  [
    'one region with failover on',
    () => {
      const { primary, service: scope } = twoRegions();
      failoverDomain(primary);
      failoverDomain(new Stack(scope, 'Second', { env: { region: 'us-east-1' } }), { role: FailoverRole.SECONDARY });
    },
    'FailoverRegionRepeated',
    'put the SECONDARY into another region',
  ],
];

const FUNCTIONS: Refused[] = [
  ['a timeout over 15 min', () => createFunction({ timeout: Duration.minutes(16) }), 'TimeoutOutOfRange', '16 minutes'],
  ['memory of 64', () => createFunction({ memorySize: 64 }), 'MemorySizeOutOfRange', '128 to 10240 MiB'],
  ['memory of 10,241', () => createFunction({ memorySize: 10_241 }), 'MemorySizeOutOfRange', '128 to 10240 MiB'],
  [
    '3 attempts',
    () => createFunction({ asyncInvocation: { retryAttempts: 3 } }),
    'RetryAttemptsOutOfRange',
    '0, 1 or 2',
  ],
  [
    '−1 attempts',
    () => createFunction({ asyncInvocation: { retryAttempts: -1 } }),
    'RetryAttemptsOutOfRange',
    '0, 1 or 2',
  ],
  [
    'an age of 30 s',
    () => createFunction({ asyncInvocation: { maxEventAge: Duration.seconds(30) } }),
    'MaxEventAgeOutOfRange',
    '30 seconds',
  ],
  [
    'an age of 7 h',
    () => createFunction({ asyncInvocation: { maxEventAge: Duration.hours(7) } }),
    'MaxEventAgeOutOfRange',
    '7 hours',
  ],
  [
    'a reserved concurrency of −1',
    () => createFunction({ reservedConcurrency: -1 }),
    'ReservedConcurrencyOutOfRange',
    '-1',
  ],
  [
    'a deprecated runtime',
    () => createFunction({ runtime: Runtime.NODEJS_16_X }),
    'RuntimeUnsupported',
    'gets no security updates',
  ],
  [
    'a reserved variable',
    () => createFunction({ environment: { AWS_REGION: 'x' } }),
    'VariableNameInvalid',
    'choose another name',
  ],
  [
    'over 4 KB of environment',
    () => createFunction({ environment: { A: 'x'.repeat(4096) } }),
    'EnvironmentSizeOutOfRange',
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
    'EntryCompilationFailed',
    'No loader is configured for ".broken" files',
  ],
];

const ALARMS: Refused[] = [
  [
    'M above N',
    () => Alarms.recommended({ evaluationPeriods: 2, datapointsToAlarm: 3 }),
    'AlarmDatapointsOutOfRange',
    '3 of 2 periods',
  ],
  ['0 periods', () => Alarms.recommended({ evaluationPeriods: 0 }), 'AlarmDatapointsOutOfRange', '0 of 0 periods'],
  ['a period of 45', () => Alarms.recommended({ period: Duration.seconds(45) }), 'AlarmPeriodOutOfRange', '45 s'],
  [
    'a window over a day',
    () => Alarms.recommended({ period: Duration.hours(1), evaluationPeriods: 25 }),
    'AlarmWindowTooLong',
    '25 periods of 3600 s',
  ],
  ['a threshold of NaN', () => Alarms.recommended({ failures: NaN }), 'AlarmThresholdOutOfRange', 'NaN'],
];

failsOn('regions', REGIONS);
failsOn('function', FUNCTIONS);
failsOn('alarms', ALARMS);

warnsOf([
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
  [
    'a timeout over 29 s behind an API',
    () => {
      const scope = stack();
      return endpoint(scope, { handler: createFunction({ timeout: Duration.seconds(30) }, scope) });
    },
    'timeoutBehindApi',
  ],
  [
    "a timeout over 29 s behind a service's API, of a function of any kind",
    () => {
      const made = service();
      const { primary } = made;
      const slow = someFunction(primary, { timeout: Duration.minutes(1) });
      return made.exposeHttp(primary, slow.currentVersion);
    },
    'timeoutBehindApi',
  ],
  ['a reserved concurrency of 0', () => createFunction({ reservedConcurrency: 0 }), 'functionDisabled'],
  ['a function without dead letters', () => createFunction({ deadLetters: DeadLetters.none() }), 'noDeadLetters'],
  ['a function without alarms', () => createFunction({ alarms: Alarms.none() }), 'noAlarms'],
  ['alarms without an action of anybody', () => AlarmTopic.of(stack()), 'nobodySubscribed'],
  ['DESTROY on a table', () => createTable({ removalPolicy: RemovalPolicy.DESTROY }), 'tableNotRetained'],
  [
    'DESTROY on a bucket',
    () =>
      new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-west-2', removalPolicy: RemovalPolicy.DESTROY }),
    'bucketNotRetained',
  ],
  ['DESTROY on the vaults', () => createBackup({ removalPolicy: RemovalPolicy.DESTROY }), 'vaultNotRetained'],
  [
    'DESTROY on backed-up data of any kind',
    () => {
      const scope = stack();
      const scratch = new Bucket(scope, 'Scratch', { removalPolicy: RemovalPolicy.DESTROY });
      return createBackup({ resources: [scratch] }, scope);
    },
    'backedUpDataDestroyed',
  ],
  ['a table that can be deleted by one call', () => createTable({ deletionProtection: false }), 'noDeletionProtection'],
  ['a table in one region', () => createTable({}), 'noReplica'],
  [
    'a bucket that replicates nothing',
    () => new ReplicatedBucket(stack(), 'Uploads', { replication: Replication.none() }),
    'noReplication',
  ],
]);

import { type App, Duration } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import {
  Alarms,
  Availability,
  DeadLetterQueue,
  DeadLetters,
  Failover,
  FailoverTiming,
  Health,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  ResilienceChecks,
  ResilientFunction,
  RestoreTesting,
  StrandedEvents,
  VaultLock,
} from '../../lib';
import { someFunction } from '../support/two-regions';
import {
  CODE,
  consumer,
  createBackup,
  createFunction,
  endpoint,
  experiment,
  failoverDomain,
  ingest,
  KEY,
  pattern,
  service,
  stack,
} from './support';

const timing = { intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 30 };
const ALARM_OPTIONS = [
  'topic',
  'failures',
  'period',
  'evaluationPeriods',
  'datapointsToAlarm',
  'silence',
  'dedicated',
  'errorRate',
  'minimumSample',
  'latency',
  'latencyStatistic',
  'accountConcurrency',
  'okActions',
  'runbook',
] as const;

describe('undefined means the default', () => {
  const nothing = (...names: string[]) => Object.fromEntries(names.map(name => [name, undefined]));

  test.each<[string, (props: object) => IConstruct, string[]]>([
    [
      'ResilientService',
      service,
      ['account', 'domain', 'failover', 'objectives', 'operators', 'alarmTopics', 'serviceAlarm', 'dashboard'],
    ],
    ['MultiRegionFunction', pattern, ['domain', 'table', 'uploads']],
    [
      'HttpEndpoint',
      props => endpoint(stack(), props),
      ['routes', 'authorizer', 'health', 'rateLimit', 'burstLimit', 'alarms'],
    ],
    ['FailoverDomain', props => failoverDomain(stack(), props), ['certificate', 'failover', 'alarms']],
    [
      'ReplicatedTable',
      props => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, ...props }),
      [
        'tableName',
        'sortKey',
        'globalSecondaryIndexes',
        'localSecondaryIndexes',
        'timeToLiveAttribute',
        'replicaRegions',
        'recoveryPeriod',
        'encryptionKeyArns',
        'deletionProtection',
        'removalPolicy',
        'replicationLatency',
        'alarms',
      ],
    ],
    [
      'ReplicatedBucket',
      props => new ReplicatedBucket(stack(), 'Uploads', props),
      ['replicaRegion', 'replication', 'noncurrentVersionExpiration', 'encryptionKeyArns', 'removalPolicy', 'alarms'],
    ],
    [
      'CrossRegionBackup',
      createBackup,
      [
        'vaultName',
        'schedule',
        'startWindow',
        'completionWindow',
        'deleteAfter',
        'moveToColdStorageAfter',
        'continuous',
        'vaultLock',
        'restoreTesting',
      ],
    ],
    [
      'ObjectIngest',
      ingest,
      ['table', 'tablePartitionKey', 'maxObjectSize', 'onFailure', 'prefix', 'suffix', 'deadLetters', 'alarms'],
    ],
    [
      'QueueConsumer',
      consumer,
      [
        'queue',
        'visibilityTimeout',
        'maxReceiveCount',
        'retention',
        'fifo',
        'deadLetters',
        'batchSize',
        'maxBatchingWindow',
        'reportBatchItemFailures',
        'maxConcurrency',
        'maxMessageAge',
        'alarms',
      ],
    ],
    ['DeadLetterQueue', props => new DeadLetterQueue(stack(), 'Letters', props), ['retention', 'fifo', 'alarms']],
    ['FaultExperiment', props => experiment(props), ['logRetention']],
    [
      'Fault',
      options => experiment({}, options),
      ['percentage', 'extension', 'configurationBucket', 'preventExecution'],
    ],
    [
      'ResilientFunction',
      props => new ResilientFunction(stack(), 'Api', { ...CODE, ...props }),
      [
        'entry',
        'runtime',
        'bundling',
        'timeout',
        'memorySize',
        'environment',
        'reservedConcurrency',
        'logRetention',
        'architecture',
        'description',
        'asyncInvocation',
        'deadLetters',
        'notify',
        'alarms',
        'tracing',
        'loggingFormat',
        'layers',
        'role',
      ],
    ],
  ])('%s', (_, make, names) => {
    const [given, left] = [make(nothing(...names)), make({})].map(templatesOf);

    expect(given).toEqual(left);
  });

  test.each<[string, (options: object) => unknown, string[]]>([
    [
      'Failover',
      options => Failover.activePassive(options).timing.formula,
      ['interval', 'failureThreshold', 'ttl', 'clientTimeout', 'clientCache'],
    ],
    ['Health', options => Health.deep(options), ['tables', 'buckets', 'routes', 'cacheFor', 'failback', 'path']],
    ['Replication', options => Replication.twoWay(options), ['deleteMarkers']],
    ['Alarms', options => alarmsOf(Alarms.recommended(options)), [...ALARM_OPTIONS]],
    ['Alarms.failuresOnly', options => alarmsOf(Alarms.failuresOnly(options)), [...ALARM_OPTIONS]],
    ['DeadLetters', options => deadLettersOf(DeadLetters.ownQueue(options)), ['retention']],
    [
      'RestoreTesting',
      options => templatesOf(createBackup({ restoreTesting: RestoreTesting.scheduled(options) })),
      ['schedule', 'selectionWindowDays', 'validationWindowHours'],
    ],
    [
      'VaultLock',
      options => VaultLock.governance({ minRetention: Duration.days(7), ...options }).maxRetention,
      ['maxRetention'],
    ],
    ['ResilienceChecks', props => new ResilienceChecks(props), ['strict']],
    [
      'FailoverTiming',
      props => new FailoverTiming({ ...timing, ...props }).formula,
      ['propagationSeconds', 'clientCacheSeconds', 'clientRetrySeconds', 'probeSeconds'],
    ],
    [
      'Availability',
      props => Availability.correlated({ rtoSeconds: 93, ...props }),
      ['regionUnavailability', 'meanOutageSeconds', 'correlation'],
    ],
    [
      'StrandedEvents',
      props => StrandedEvents.expected({ eventsPerSecond: 1, processingSeconds: 1, ...props }),
      ['backlog', 'retentionSeconds'],
    ],
    [
      'ResilientService.exposeHttp',
      options => {
        const made = service();
        for (const region of made.regionalStacks) made.exposeHttp(region, someFunction(region), options);
        return templatesOf(made);
      },
      ['health', 'certificate'],
    ],
    [
      'uploads',
      uploads => templatesOf(pattern({ uploads, table: { partitionKey: KEY } })),
      ['maxObjectSize', 'onFailure', 'encryptionKeyArns'],
    ],
    [
      'asyncInvocation',
      given => templatesOf(createFunction({ asyncInvocation: given })),
      ['retryAttempts', 'maxEventAge'],
    ],
    ['notify', notify => templatesOf(createFunction({ notify })), ['onFailure', 'onSuccess']],
  ])('of %s', (_, make, names) => {
    expect(make(nothing(...names))).toEqual(make({}));
  });

  const alarmsOf = (alarms: Alarms) => templatesOf(createFunction({ alarms }));
  const deadLettersOf = (deadLetters: DeadLetters) => templatesOf(createFunction({ deadLetters }));

  /** Templates of all stacks of a construct's app. */
  function templatesOf(construct: IConstruct): unknown {
    const assembly = (construct.node.root as App).synth();
    return assembly.stacksRecursively.map(({ template }) => template as unknown);
  }
});

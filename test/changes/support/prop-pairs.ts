import { IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, LayerVersion, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  Conflicts,
  CrossRegionBackup,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  RestoreTesting,
  VaultLock,
} from '../../../lib/data';
import { DeadLetterQueue, DeadLetters } from '../../../lib/dead-letters';
import { Deployment, Scaling } from '../../../lib/delivery';
import { Fault, FaultExperiment } from '../../../lib/experiments';
import { ResilientFunction } from '../../../lib/function';
import { ObjectIngest, QueueConsumer } from '../../../lib/messaging';
import { Alarms, AlarmTopics } from '../../../lib/observability';
import { Redrive, RedriveTarget } from '../../../lib/recovery';
import { Regions } from '../../../lib/regions';
import { Authorization, Failover, Health, HttpEndpoint } from '../../../lib/routing';
import { MultiRegionFunction, ResilientService } from '../../../lib/service';
import { type TestApp } from '../../../lib/testing';
import { someFunction } from '../../support/two-regions';

/** Where the constructs of a pair are made: an app, an ordinary stack, and things to point at. */
export interface Site {
  readonly app: TestApp;
  readonly stack: Stack;
}

/** What AWS would refuse or lose when the prop is given later, changed, or left out again. */
interface Expectation {
  readonly added?: readonly string[];
  readonly changed?: readonly string[];
  readonly removed?: readonly string[];
}

/** One prop of a construct, two values for it, and what moving between them and "not given" comes to. */
export interface PropPair extends Expectation {
  readonly prop: string;
  /** Makes the values in an app of its own; undefined stands for "not given", where that is possible. */
  readonly values: (site: Site) => readonly [unknown, unknown];
  /** Whether the construct cannot be made without it. */
  readonly required?: boolean;
  /** Further props that this one asks for. */
  readonly with?: (site: Site) => Record<string, unknown>;
}

/** A construct, how it is made, and its props. */
export interface Subject {
  readonly construct: string;
  /** Source file and struct of its props. */
  readonly props: readonly [file: string, struct: string];
  readonly make: (site: Site, props: Record<string, unknown>) => void;
  readonly base?: (site: Site) => Record<string, unknown>;
  readonly pairs: readonly PropPair[];
}

const both =
  (first: unknown, second: unknown): PropPair['values'] =>
  () => [first, second];
const days = (count: number): Duration => Duration.days(count);
const seconds = (count: number): Duration => Duration.seconds(count);
const KEYS = {
  'us-east-1': 'arn:aws:kms:us-east-1:111122223333:key/a',
  'us-west-2': 'arn:aws:kms:us-west-2:111122223333:key/b',
};
const OTHER_KEYS = {
  'us-east-1': 'arn:aws:kms:us-east-1:111122223333:key/c',
  'us-west-2': 'arn:aws:kms:us-west-2:111122223333:key/d',
};
const REGIONS = Regions.activePassive('us-east-1', 'us-west-2');
const ALARMS: PropPair = { prop: 'alarms', values: both(Alarms.none(), Alarms.recommended()) };
const ISSUER = { issuer: 'https://login.example.com', audience: ['files'] };
const key = { name: 'key', type: AttributeType.STRING };
const code = { code: Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' };
const queueIn = ({ stack }: Site, id: string): Queue => new Queue(stack, id, { enforceSSL: true });
const functionIn = ({ stack }: Site, id: string): ResilientFunction =>
  new ResilientFunction(stack, id, { ...code, runtime: Runtime.NODEJS_24_X });

/** Makes a construct of the given class in the ordinary stack. */
const inStack =
  <P>(make: (scope: Construct, id: string, props: P) => unknown): Subject['make'] =>
  ({ stack }, props) =>
    void make(stack, 'Subject', props as P);

const RESILIENT_FUNCTION: Subject = {
  construct: 'ResilientFunction',
  props: ['lib/function/resilient-function-props.ts', 'ResilientFunctionProps'],
  make: inStack((scope, id, props: never) => new ResilientFunction(scope, id, props)),
  base: () => code,
  pairs: [
    { prop: 'code', required: true, values: both(code.code, Code.fromInline('exports.handler = async () => 1;')) },
    { prop: 'handler', required: true, values: both('index.handler', 'index.other') },
    { prop: 'runtime', values: both(Runtime.NODEJS_22_X, Runtime.NODEJS_24_X) },
    { prop: 'timeout', values: both(seconds(5), seconds(20)) },
    { prop: 'memorySize', values: both(256, 1024) },
    { prop: 'environment', values: both({ A: '1' }, { B: '2' }) },
    { prop: 'reservedConcurrency', values: both(5, 10) },
    { prop: 'deployment', values: both(Deployment.canary(), Deployment.linear({ percent: 25 })) },
    {
      prop: 'scaling',
      values: both(Scaling.provisioned({ min: 1, max: 5 }), Scaling.provisioned({ min: 2, max: 8 })),
    },
    { prop: 'asyncInvocation', values: both({ retryAttempts: 0 }, { maxEventAge: Duration.hours(1) }) },
    {
      prop: 'deadLetters',
      values: site => [DeadLetters.toQueue(queueIn(site, 'Letters')), DeadLetters.none()],
      // Its own queue goes, with the letters in it.
      added: ['data-removed'],
    },
    {
      prop: 'notify',
      values: site => [{ onFailure: functionIn(site, 'Told') }, { onSuccess: functionIn(site, 'Other') }],
    },
    ALARMS,
    { prop: 'tracing', values: both(Tracing.DISABLED, Tracing.PASS_THROUGH) },
    { prop: 'loggingFormat', values: both(LoggingFormat.TEXT, LoggingFormat.JSON) },
    { prop: 'logRetention', values: both(RetentionDays.ONE_DAY, RetentionDays.ONE_YEAR) },
    { prop: 'architecture', values: both(Architecture.ARM_64, Architecture.X86_64) },
    { prop: 'layers', values: ({ stack }) => [[layer(stack, 'a')], [layer(stack, 'b')]] },
    { prop: 'role', values: ({ stack }) => [role(stack, 'RoleA'), role(stack, 'RoleB')] },
    { prop: 'description', values: both('one', 'two') },
  ],
};

const layer = (stack: Stack, name: string) =>
  LayerVersion.fromLayerVersionArn(stack, `Layer${name}`, `arn:aws:lambda:us-east-1:111122223333:layer:${name}:1`);
const role = (stack: Stack, id: string): Role =>
  new Role(stack, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

const DEAD_LETTER_QUEUE: Subject = {
  construct: 'DeadLetterQueue',
  props: ['lib/dead-letters/dead-letter-queue.ts', 'DeadLetterQueueProps'],
  make: inStack((scope, id, props: never) => new DeadLetterQueue(scope, id, props)),
  pairs: [
    { prop: 'retention', values: both(days(5), days(10)) },
    {
      prop: 'fifo',
      values: both(true, false),
      added: ['data-removed'],
      changed: ['data-removed'],
      removed: ['data-removed'],
    },
    ALARMS,
  ],
};

const QUEUE_CONSUMER: Subject = {
  construct: 'QueueConsumer',
  props: ['lib/messaging/queue-consumer-props.ts', 'QueueConsumerProps'],
  make: inStack((scope, id, props: never) => new QueueConsumer(scope, id, props)),
  base: ({ stack }) => ({ function: someFunction(stack, { timeout: seconds(10) }) }),
  pairs: [
    { prop: 'function', required: true, values: site => [functionIn(site, 'One'), functionIn(site, 'Two')] },
    {
      prop: 'queue',
      values: site => [queueIn(site, 'Given'), queueIn(site, 'Other')],
      // The queue that it made goes, and its letters.
      added: ['data-removed', 'data-removed'],
      with: () => ({}),
    },
    { prop: 'visibilityTimeout', values: both(Duration.minutes(2), Duration.minutes(3)) },
    { prop: 'maxReceiveCount', values: both(6, 10) },
    { prop: 'retention', values: both(days(2), days(3)) },
    {
      prop: 'fifo',
      values: both(true, false),
      added: ['data-removed', 'data-removed'],
      changed: ['data-removed', 'data-removed'],
      removed: ['data-removed', 'data-removed'],
    },
    {
      prop: 'deadLetters',
      values: site => [DeadLetters.toQueue(longQueue(site, 'A')), DeadLetters.toQueue(longQueue(site, 'B'))],
      added: ['data-removed'],
    },
    { prop: 'batchSize', values: both(1, 5) },
    { prop: 'maxBatchingWindow', values: both(seconds(1), seconds(5)) },
    { prop: 'reportBatchItemFailures', values: both(false, true) },
    { prop: 'maxConcurrency', values: both(2, 10) },
    { prop: 'maxMessageAge', values: both(Duration.minutes(20), Duration.minutes(40)) },
    ALARMS,
  ],
};

const longQueue = ({ stack }: Site, id: string): Queue =>
  new Queue(stack, id, { retentionPeriod: days(14), enforceSSL: true });

const OBJECT_INGEST: Subject = {
  construct: 'ObjectIngest',
  props: ['lib/messaging/object-ingest-props.ts', 'ObjectIngestProps'],
  make: inStack((scope, id, props: never) => new ObjectIngest(scope, id, props)),
  base: site => ({ bucket: bucketIn(site), table: tableIn(site, 'Files') }),
  pairs: [
    { prop: 'bucket', required: true, values: site => [bucketIn(site, 'One'), bucketIn(site, 'Other')] },
    { prop: 'table', required: true, values: site => [tableIn(site, 'A'), tableIn(site, 'B')] },
    { prop: 'maxObjectSize', values: both(Size.mebibytes(1), Size.mebibytes(2)) },
    { prop: 'retryFor', values: both(days(2), days(3)) },
    { prop: 'maxConcurrency', values: both(6, 10) },
    { prop: 'onFailure', values: site => [functionIn(site, 'Told'), functionIn(site, 'Other')] },
    { prop: 'prefix', values: both('a/', 'b/') },
    { prop: 'suffix', values: both('.csv', '.json') },
    {
      prop: 'deadLetters',
      values: site => [DeadLetters.toQueue(longQueue(site, 'A')), DeadLetters.toQueue(longQueue(site, 'B'))],
      added: ['data-removed'],
    },
    ALARMS,
  ],
};

const REDRIVE: Subject = {
  construct: 'Redrive',
  props: ['lib/recovery/redrive.ts', 'RedriveProps'],
  make: inStack((scope, id, props: never) => new Redrive(scope, id, props)),
  base: site => ({ letters: queueIn(site, 'Letters'), to: RedriveTarget.function(functionIn(site, 'Worker')) }),
  pairs: [
    { prop: 'letters', required: true, values: site => [queueIn(site, 'A'), queueIn(site, 'B')] },
    {
      prop: 'to',
      required: true,
      values: site => [RedriveTarget.queue(queueIn(site, 'To')), RedriveTarget.queue(queueIn(site, 'Elsewhere'))],
    },
    { prop: 'perSecond', values: both(1, 2) },
    { prop: 'setAsideAfter', values: both(1, 3) },
    {
      prop: 'pauseOn',
      values: site => [[functionIn(site, 'One').errorsAlarm], [functionIn(site, 'Two').errorsAlarm]],
    },
  ],
};

const bucketIn = ({ stack }: Site, id = 'Uploads') =>
  new ReplicatedBucket(stack, id, { replicaRegion: 'us-west-2' }).inRegion(stack);
const tableIn = ({ stack }: Site, id: string): Table => new Table(stack, id, { partitionKey: key });

const REPLICATED_TABLE: Subject = {
  construct: 'ReplicatedTable',
  props: ['lib/data/replicated-table-props.ts', 'ReplicatedTableProps'],
  make: inStack((scope, id, props: never) => new ReplicatedTable(scope, id, props)),
  base: () => ({ partitionKey: key, tableName: 'files' }),
  pairs: [
    {
      prop: 'partitionKey',
      required: true,
      values: both(key, { name: 'id', type: AttributeType.STRING }),
      changed: ['replaced-under-its-name'],
    },
    {
      prop: 'sortKey',
      values: both({ name: 'a', type: AttributeType.STRING }, { name: 'b', type: AttributeType.STRING }),
      added: ['replaced-under-its-name'],
      changed: ['replaced-under-its-name'],
      removed: ['replaced-under-its-name'],
    },
    { prop: 'tableName', required: true, values: both('files', 'archive'), changed: ['data-left-behind'] },
    {
      prop: 'replicaRegions',
      values: both(['us-west-2'], ['eu-west-1']),
      changed: ['replicas-at-once', 'protected-replica-removed'],
      removed: ['protected-replica-removed'],
    },
    {
      prop: 'globalSecondaryIndexes',
      values: both(
        [{ indexName: 'a', partitionKey: { name: 'a', type: AttributeType.STRING } }],
        [{ indexName: 'b', partitionKey: { name: 'b', type: AttributeType.STRING } }],
      ),
      changed: ['indexes-at-once'],
    },
    {
      prop: 'localSecondaryIndexes',
      with: () => ({ sortKey: { name: 's', type: AttributeType.STRING } }),
      values: both(
        [{ indexName: 'a', sortKey: { name: 'a', type: AttributeType.STRING } }],
        [{ indexName: 'b', sortKey: { name: 'b', type: AttributeType.STRING } }],
      ),
      added: ['replaced-under-its-name'],
      changed: ['replaced-under-its-name'],
      removed: ['replaced-under-its-name'],
    },
    { prop: 'conflicts', values: both(Conflicts.accepted(), undefined) },
    { prop: 'timeToLiveAttribute', values: both('ttl', 'expires') },
    { prop: 'recoveryPeriod', values: both(days(7), days(14)) },
    {
      prop: 'encryptionKeyArns',
      values: both({ 'us-east-1': KEYS['us-east-1'] }, { 'us-east-1': OTHER_KEYS['us-east-1'] }),
    },
    { prop: 'deletionProtection', values: both(false, true) },
    { prop: 'removalPolicy', values: both(RemovalPolicy.DESTROY, RemovalPolicy.RETAIN) },
    {
      prop: 'warmThroughput',
      values: both(
        { readUnitsPerSecond: 20_000, writeUnitsPerSecond: 5_000 },
        { readUnitsPerSecond: 30_000, writeUnitsPerSecond: 5_000 },
      ),
    },
    { prop: 'replicationLatency', values: both(seconds(30), seconds(90)) },
    ALARMS,
  ],
};

const REPLICATED_BUCKET: Subject = {
  construct: 'ReplicatedBucket',
  props: ['lib/data/replicated-bucket-props.ts', 'ReplicatedBucketProps'],
  make: inStack((scope, id, props: never) => new ReplicatedBucket(scope, id, props)),
  base: () => ({ replicaRegion: 'us-west-2' }),
  pairs: [
    { prop: 'replicaRegion', required: true, values: both('us-west-2', 'eu-west-1') },
    { prop: 'replication', values: both(Replication.none(), Replication.twoWay()) },
    { prop: 'noncurrentVersionExpiration', values: both(days(7), days(60)) },
    { prop: 'encryptionKeyArns', values: both(KEYS, OTHER_KEYS) },
    { prop: 'removalPolicy', values: both(RemovalPolicy.DESTROY, RemovalPolicy.RETAIN) },
    ALARMS,
  ],
};

const CROSS_REGION_BACKUP: Subject = {
  construct: 'CrossRegionBackup',
  props: ['lib/data/cross-region-backup-props.ts', 'CrossRegionBackupProps'],
  make: inStack((scope, id, props: never) => new CrossRegionBackup(scope, id, props)),
  base: site => ({ resources: [tableIn(site, 'Files')], copyToRegion: 'us-west-2' }),
  pairs: [
    { prop: 'resources', required: true, values: site => [[tableIn(site, 'A')], [tableIn(site, 'B')]] },
    { prop: 'copyToRegion', required: true, values: both('us-west-2', 'eu-west-1') },
    { prop: 'vaultName', values: both('vault-a', 'vault-b') },
    {
      prop: 'schedule',
      values: both(Schedule.cron({ hour: '3', minute: '0' }), Schedule.cron({ hour: '4', minute: '0' })),
    },
    { prop: 'startWindow', values: both(Duration.hours(1), Duration.hours(2)) },
    { prop: 'completionWindow', values: both(Duration.hours(10), Duration.hours(20)) },
    { prop: 'deleteAfter', values: both(days(120), days(200)) },
    { prop: 'moveToColdStorageAfter', with: () => ({ deleteAfter: days(200) }), values: both(days(30), days(60)) },
    {
      prop: 'continuous',
      with: site => ({ deleteAfter: days(30), resources: [bucketIn(site)] }),
      values: both(true, false),
    },
    {
      prop: 'vaultLock',
      values: both(VaultLock.governance({ minRetention: days(1) }), VaultLock.governance({ minRetention: days(2) })),
    },
    { prop: 'restoreTesting', values: both(RestoreTesting.none(), RestoreTesting.weekly()) },
    // Nobody is told any more, so the queue goes that keeps what nobody could be told.
    { ...ALARMS, added: ['data-removed'] },
    { prop: 'removalPolicy', values: both(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY) },
  ],
};

const HTTP_ENDPOINT: Subject = {
  construct: 'HttpEndpoint',
  props: ['lib/routing/http-endpoint-props.ts', 'HttpApiOptions'],
  make: inStack((scope, id, props: never) => new HttpEndpoint(scope, id, props)),
  base: ({ stack }) => ({ handler: someFunction(stack) }),
  pairs: [
    { prop: 'handler', required: true, values: site => [functionIn(site, 'One'), functionIn(site, 'Two')] },
    { prop: 'routes', values: both(['GET /a/{x}'], ['GET /a/{y}', 'POST /b']) },
    { prop: 'authorizer', values: () => [new HttpIamAuthorizer(), undefined] },
    { prop: 'cors', values: both({ allowOrigins: ['https://a.example.com'] }, { allowOrigins: ['*'] }) },
    { prop: 'ipAddressType', values: both(IpAddressType.DUAL_STACK, IpAddressType.IPV4) },
    { prop: 'health', values: both(Health.shallow(), Health.ownRoute('/health')) },
    { prop: 'rateLimit', values: both(10, 20) },
    { prop: 'burstLimit', values: both(10, 20) },
    ALARMS,
  ],
};

const FAULT_EXPERIMENT: Subject = {
  construct: 'FaultExperiment',
  props: ['lib/experiments/fault-experiment.ts', 'FaultExperimentProps'],
  make: inStack((scope, id, props: never) => new FaultExperiment(scope, id, props)),
  base: site => {
    const target = functionIn(site, 'Target');
    return {
      fault: Fault.delayInvocations({ functions: [target], delay: seconds(1) }),
      duration: Duration.minutes(5),
      stopWhen: [target.alarms[0]],
    };
  },
  pairs: [
    {
      prop: 'fault',
      required: true,
      values: site => [
        Fault.delayInvocations({ functions: [functionIn(site, 'A')], delay: seconds(1) }),
        Fault.failInvocations({ functions: [functionIn(site, 'B')] }),
      ],
    },
    { prop: 'duration', required: true, values: both(Duration.minutes(5), Duration.minutes(10)) },
    {
      prop: 'stopWhen',
      required: true,
      values: site => [[functionIn(site, 'A').alarms[0]], [functionIn(site, 'B').alarms[0]]],
    },
    { prop: 'logRetention', values: both(RetentionDays.ONE_DAY, RetentionDays.ONE_YEAR) },
  ],
};

const DOMAIN = { name: 'a.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
const SERVICE_PAIRS: readonly PropPair[] = [
  {
    prop: 'regions',
    required: true,
    values: both(REGIONS, Regions.activePassive('us-east-1', 'eu-west-1')),
    // The record and the replica of the region that is left are in the way: docs/changing-regions.md has the order.
    changed: ['claim-still-held', 'replicas-at-once', 'protected-replica-removed'],
  },
  { prop: 'domain', values: both(DOMAIN, { ...DOMAIN, name: 'b.example.com' }) },
  {
    prop: 'failover',
    values: both(Failover.activePassive({ failureThreshold: 2 }), Failover.activePassive({ interval: seconds(30) })),
  },
  { prop: 'objectives', values: both({ rto: Duration.minutes(10) }, { rto: Duration.minutes(20) }) },
  { prop: 'operators', values: both(['a@example.com'], ['b@example.com']) },
  { prop: 'peakRequestsPerSecond', values: both(500, 2_000) },
  { prop: 'serviceAlarm', values: both(true, false) },
  { prop: 'dashboard', values: both(true, false) },
  { prop: 'alarmTopics', values: both(alarmTopics('on-call'), alarmTopics('backlog')) },
];

function alarmTopics(name: string): AlarmTopics {
  return AlarmTopics.existing(
    Object.fromEntries(
      ['us-east-1', 'us-west-2', 'eu-west-1'].map(region => [region, `arn:aws:sns:${region}:111122223333:${name}`]),
    ),
  );
}

const RESILIENT_SERVICE: Subject = {
  construct: 'ResilientService',
  props: ['lib/service/resilient-service-props.ts', 'ResilientServiceProps'],
  make: ({ app }, props) => {
    const service = new ResilientService(app, 'Subject', props as never);
    const files = new ReplicatedTable(service, 'Files', { partitionKey: key });
    for (const region of service.regionalStacks) {
      const api = new ResilientFunction(region, 'Api', code);
      files.inRegion(region).grantReadWriteData(api);
      service.exposeHttp(region, api);
    }
  },
  base: () => ({ regions: REGIONS, account: '111122223333', domain: DOMAIN }),
  pairs: [
    ...SERVICE_PAIRS,
    {
      prop: 'account',
      required: true,
      values: both('111122223333', '444455556666'),
      changed: ['claim-still-held', 'claim-still-held'],
    },
  ],
};

const MULTI_REGION_FUNCTION: Subject = {
  construct: 'MultiRegionFunction',
  props: ['lib/service/multi-region-function.ts', 'MultiRegionFunctionProps'],
  make: ({ app }, props) => void new MultiRegionFunction(app, 'Subject', props as never),
  base: () => ({
    regions: REGIONS,
    account: '111122223333',
    domain: DOMAIN,
    function: code,
    table: { partitionKey: key },
  }),
  pairs: [
    {
      prop: 'function',
      required: true,
      values: both({ ...code, timeout: seconds(5) }, { ...code, timeout: seconds(9) }),
    },
    {
      prop: 'http',
      values: both({ authorization: Authorization.iam() }, { authorization: Authorization.jwt(ISSUER), rateLimit: 5 }),
    },
    {
      prop: 'table',
      values: both({ partitionKey: key }, { partitionKey: key, timeToLiveAttribute: 'ttl' }),
    },
    {
      prop: 'perRegion',
      values: both({ 'us-west-2': { memorySize: 512 } }, { 'us-west-2': { memorySize: 1024, rateLimit: 50 } }),
    },
    {
      prop: 'uploads',
      values: both({}, { maxObjectSize: Size.mebibytes(1) }),
      // The queue of the ingest and its dead letters, in each region.
      removed: ['data-removed', 'data-removed', 'data-removed', 'data-removed'],
    },
  ],
};

/** Every construct whose props are public, but for those that only name a thing of another one. */
export const SUBJECTS: readonly Subject[] = [
  RESILIENT_FUNCTION,
  DEAD_LETTER_QUEUE,
  QUEUE_CONSUMER,
  OBJECT_INGEST,
  REDRIVE,
  REPLICATED_TABLE,
  REPLICATED_BUCKET,
  CROSS_REGION_BACKUP,
  HTTP_ENDPOINT,
  FAULT_EXPERIMENT,
  RESILIENT_SERVICE,
  MULTI_REGION_FUNCTION,
];

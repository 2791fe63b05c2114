import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, RemovalPolicy, Stack, type AppProps } from 'aws-cdk-lib/core';
import {
  AlarmTopic,
  AutomaticRecovery,
  CrossRegionBackup,
  DeadLetterQueue,
  FailoverDomain,
  FailoverRole,
  Fault,
  FaultExperiment,
  Health,
  HttpEndpoint,
  LogAlarm,
  MultiRegionFunction,
  ObjectIngest,
  PrometheusRules,
  QueueConsumer,
  Redrive,
  RedriveTarget,
  Regions,
  ReplicatedBucket,
  ReplicatedTable,
  ResilienceChecks,
  ResilientFunction,
  ServiceDashboard,
  Symptom,
  VaultLock,
} from '../../../lib';

const HOME = 'us-east-1';
const OTHER = 'us-west-2';
const OPERATOR = 'on-call@example.com';
const SOME_CODE = {
  code: Code.fromInline('exports.handler = async () => ({ statusCode: 204 });'),
  handler: 'index.handler',
};

/** Each construct of the library alone, with only what it cannot do without, in ordinary stacks; and the pattern. */
const BUILDERS = {
  function: app => someFunction(stackIn(app)),
  deadLetterQueue: app => new DeadLetterQueue(stackIn(app), 'Letters'),
  table: app => someTable(stackIn(app)),
  bucket: app => {
    someBucket(stackIn(app));
    someBucket(stackIn(app, OTHER));
    ResilienceChecks.acknowledge(app, 'resilience-backup-plan-missing', 'a bucket alone is what this app is to show');
  },
  queueConsumer: app => {
    const stack = stackIn(app);
    new QueueConsumer(stack, 'Orders', { function: someFunction(stack) });
  },
  ingest: app => {
    const stack = stackIn(app);
    new ObjectIngest(stack, 'Ingest', {
      bucket: someBucket(stack).inRegion(stack),
      table: someTable(stack).inRegion(stack),
      onFailure: someFunction(stack),
    });
  },
  backup: app => {
    const stack = stackIn(app);
    const resources = [someTable(stack), someBucket(stack)];
    const { vaultName } = new CrossRegionBackup(stack, 'Backup', { resources, copyToRegion: OTHER });
    new BackupVault(stackIn(app, OTHER), 'Vault', {
      backupVaultName: vaultName,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  },
  experiment: app => {
    const stack = stackIn(app);
    const handler = someFunction(stack);
    const { alarms, healthFunction } = new HttpEndpoint(stack, 'Endpoint', { handler });
    const tables = [someTable(stack).inRegion(stack)];
    const buckets = [someBucket(stack).inRegion(stack)];
    for (const [id, fault] of Object.entries({
      Slow: Fault.delayInvocations({ functions: [handler], delay: Duration.seconds(2) }),
      Failing: Fault.failInvocations({ functions: [handler] }),
      Unhealthy: Fault.answerInvocations({ functions: [healthFunction!], statusCode: 503 }),
      TablePaused: Fault.pauseTableReplication({ tables }),
      BucketPaused: Fault.pauseBucketReplication({ buckets, destinationRegion: OTHER }),
    })) {
      new FaultExperiment(stack, id, { fault, duration: Duration.minutes(10), stopWhen: alarms });
    }
    someBucket(stackIn(app, OTHER));
    ResilienceChecks.acknowledge(app, 'resilience-backup-plan-missing', 'what fails is what this app is to show');
  },
  monitoring: app => {
    const stack = stackIn(app);
    new LogAlarm(stack, 'Lines', { logGroup: someFunction(stack).logGroup });
    new PrometheusRules(stack, 'Prometheus', { topic: AlarmTopic.of(stack) });
    ServiceDashboard.of(stack);
  },
  recovery: app => {
    const stack = stackIn(app);
    new AutomaticRecovery(stack, 'Recovery', { function: someFunction(stack), when: [Symptom.failing(20)] });
  },
  redrive: app => {
    const stack = stackIn(app);
    const handler = someFunction(stack);
    new Redrive(stack, 'Redrive', { letters: handler.deadLetterQueue!, to: RedriveTarget.function(handler) });
  },
  endpoint: app => someEndpoint(stackIn(app)),
  domain: app => someDomain(app, 'files.example.com'),
  apexDomain: app => someDomain(app, 'example.com'),
  ownKeys: app => {
    const encryptionKeyArns = { [HOME]: keyOf(HOME), [OTHER]: keyOf(OTHER) };
    new MultiRegionFunction(app, 'Keys', {
      regions: Regions.activePassive(HOME, OTHER),
      domain: { name: 'keys.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
      operators: [OPERATOR],
      function: SOME_CODE,
      table: { partitionKey: { name: 'key', type: AttributeType.STRING }, encryptionKeyArns },
      uploads: { encryptionKeyArns },
    });
  },
  lockedBackup: app => {
    const stack = stackIn(app);
    const lock = { minRetention: Duration.days(7), maxRetention: Duration.days(35) };
    const { vaultName } = new CrossRegionBackup(stack, 'Backup', {
      resources: [someTable(stack), someBucket(stack)],
      copyToRegion: OTHER,
      continuous: true,
      vaultLock: VaultLock.governance(lock),
    });
    new BackupVault(stackIn(app, OTHER), 'Vault', {
      backupVaultName: vaultName,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lockConfiguration: lock,
    });
  },
  pattern: app =>
    new MultiRegionFunction(app, 'Pattern', {
      regions: Regions.activePassive(HOME, OTHER),
      domain: { name: 'hello.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
      operators: [OPERATOR],
      function: SOME_CODE,
      table: { partitionKey: { name: 'key', type: AttributeType.STRING } },
      uploads: { onFailure: SOME_CODE },
    }),
} satisfies Record<string, (app: App) => unknown>;

/** Names of the constructs that `plainApp` knows. */
export const PLAIN_APPS = Object.keys(BUILDERS) as (keyof typeof BUILDERS)[];

/** The app with one of the constructs alone. */
export function plainApp(name: keyof typeof BUILDERS, props?: AppProps): App {
  const app = new App(props);
  BUILDERS[name](app);
  return app;
}

function keyOf(region: string): string {
  return `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

function stackIn(app: App, region = HOME): Stack {
  const stack = new Stack(app, `Plain-${region}`, { env: { region } });
  AlarmTopic.of(stack).addOperator(OPERATOR);
  return stack;
}

function someFunction(stack: Stack): ResilientFunction {
  return new ResilientFunction(stack, 'Function', SOME_CODE);
}

function someTable(stack: Stack): ReplicatedTable {
  const partitionKey = { name: 'key', type: AttributeType.STRING };
  return new ReplicatedTable(stack, 'Table', { partitionKey, replicaRegions: [OTHER] });
}

function someBucket(stack: Stack): ReplicatedBucket {
  return new ReplicatedBucket(stack, 'Bucket', { replicaRegion: stack.region === HOME ? OTHER : HOME });
}

function someEndpoint(stack: Stack): HttpEndpoint {
  const health = Health.deep({ tables: [someTable(stack).inRegion(stack)] });
  return new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack), routes: ['GET /files/{key}'], health });
}

function someDomain(app: App, domainName: string): void {
  for (const [region, role] of [
    [HOME, FailoverRole.PRIMARY],
    [OTHER, FailoverRole.SECONDARY],
  ] as const) {
    const stack = stackIn(app, region);
    new FailoverDomain(stack, 'Domain', {
      endpoint: new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) }),
      domain: { name: domainName, hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' },
      role,
    });
  }
}

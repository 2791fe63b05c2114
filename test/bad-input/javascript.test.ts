import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Lazy, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  Alarms,
  CrossRegionBackup,
  DeadLetterQueue,
  DeadLetters,
  Failover,
  Fault,
  Health,
  MultiRegionFunction,
  ObjectIngest,
  QueueConsumer,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  ResilientFunction,
  ResilientService,
} from '../../lib';
import { failureOf } from '../support/failure';
import { someFunction } from '../support/two-regions';
import { CODE, DOMAIN, endpoint, experiment, failoverDomain, KEY, REGIONS, service, stack } from './support';

const objectives = { rto: Duration.minutes(2) };
const pattern = (props: object) =>
  new MultiRegionFunction(new App(), 'Hello', { regions: REGIONS, function: CODE, ...props });
const ingest = (props: object) => {
  const scope = stack();
  return new ObjectIngest(scope, 'Ingest', {
    bucket: new Bucket(scope, 'Uploads', { eventBridgeEnabled: true }),
    function: someFunction(scope),
    ...props,
  });
};
const consumer = (props: object) => {
  const scope = stack();
  return new QueueConsumer(scope, 'Orders', { function: someFunction(scope), ...props });
};
const backup = (props: object) => {
  const scope = stack();
  const resources = [new ReplicatedTable(scope, 'Files', { partitionKey: KEY })];
  return new CrossRegionBackup(scope, 'Backup', { resources, copyToRegion: 'us-west-2', ...props });
};

describe('a misspelt prop fails, with the one that was probably meant', () => {
  test.each<[string, (props: object) => unknown, string, string]>([
    ['ResilientService', props => service(props), 'faliover', 'failover'],
    ['the domain of a service', domain => service({ domain: { ...DOMAIN, ...domain } }), 'zonName', 'zoneName'],
    ['the objectives of a service', more => service({ objectives: { ...objectives, ...more } }), 'rtoo', 'rto'],
    [
      'ResilientService.exposeHttp',
      options => {
        const made = service();
        made.exposeHttp(made.primary, someFunction(made.primary), options);
      },
      'helth',
      'health',
    ],
    ['MultiRegionFunction', props => pattern(props), 'tabel', 'table'],
    ['MultiRegionFunction, as a service', props => pattern(props), 'operator', 'operators'],
    [
      'the uploads of a MultiRegionFunction',
      uploads => pattern({ uploads, table: { partitionKey: KEY } }),
      'onFailur',
      'onFailure',
    ],
    ['the function of a MultiRegionFunction', more => pattern({ function: { ...CODE, ...more } }), 'timout', 'timeout'],
    [
      'ResilientFunction',
      props => new ResilientFunction(stack(), 'Api', { ...CODE, ...props }),
      'deadLeters',
      'deadLetters',
    ],
    ['Failover', options => Failover.activePassive(options), 'treshold', 'failureThreshold'],
    ['Health', options => Health.deep(options), 'table', 'tables'],
    ['HttpEndpoint', props => endpoint(stack(), props), 'rateLimits', 'rateLimit'],
    ['FailoverDomain', props => failoverDomain(stack(), props), 'domain', 'domainName'],
    [
      'ReplicatedTable',
      props => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, ...props }),
      'sortkey',
      'sortKey',
    ],
    ['ReplicatedBucket', props => new ReplicatedBucket(stack(), 'Uploads', props), 'replicaRegions', 'replicaRegion'],
    ['Replication', options => Replication.twoWay(options), 'deleteMarker', 'deleteMarkers'],
    ['CrossRegionBackup', props => backup(props), 'copyRegion', 'copyToRegion'],
    ['ObjectIngest', props => ingest(props), 'sufix', 'suffix'],
    ['QueueConsumer', props => consumer(props), 'maxRecieveCount', 'maxReceiveCount'],
    ['DeadLetterQueue', props => new DeadLetterQueue(stack(), 'Letters', props), 'retentionPeriod', 'retention'],
    [
      'DeadLetters',
      options => new ResilientFunction(stack(), 'Api', { ...CODE, deadLetters: DeadLetters.ownQueue(options) }),
      'retenton',
      'retention',
    ],
    ['Alarms', options => Alarms.recommended(options), 'failure', 'failures'],
    ['FaultExperiment', props => experiment(props), 'stopWhem', 'stopWhen'],
    ['Fault', options => experiment({}, options), 'percentag', 'percentage'],
  ])('%s', (_, make, misspelt, meant) => {
    const failure = failureOf(() => make({ [misspelt]: 1 }));

    expect(failure.codes).toEqual(['UnknownProp']);
    expect(failure.message).toMatch(new RegExp(`there is no prop "([\\w.]+\\.)?${misspelt}"; .*"?${meant}"?`));
  });
});

describe('what is missing fails by name', () => {
  test.each<[string, () => unknown, string]>([
    ['no props at all', () => new ResilientService(new App(), 'Intake', undefined as never), 'RegionsMissing'],
    ['regions as a list of names', () => service({ regions: ['us-east-1', 'us-west-2'] }), 'RegionsMissing'],
    [
      'a domain without its zone',
      () => service({ domain: { name: 'a.example.com', zoneName: 'example.com' } }),
      'DomainIncomplete',
    ],
    ['objectives without an RTO', () => service({ objectives: { rpo: Duration.minutes(1) } }), 'RtoMissing'],
    ['a consumer without a function', () => consumer({ function: undefined }), 'FunctionMissing'],
    ['a pattern without a function', () => pattern({ function: undefined }), 'FunctionMissing'],
  ])('%s', (_, make, code) => {
    expect(failureOf(make).codes).toEqual([code]);
  });
});

test('all that is wrong with a service is reported at once, with its path', () => {
  const failure = failureOf(() => service({ regions: undefined, faliover: 1, domain: { name: 'a' }, objectives: {} }));

  expect(failure.codes).toEqual([
    'UnknownProp',
    'RegionsMissing',
    'DomainIncomplete',
    'DomainIncomplete',
    'RtoMissing',
  ]);
  expect(failure.path).toBe('Intake');
  expect(failure.message.split('\n')).toHaveLength(5);
});

describe('undefined means the default', () => {
  const nothing = (...names: string[]) => Object.fromEntries(names.map(name => [name, undefined]));

  test.each<[string, (props: object) => IConstruct, string[]]>([
    ['ResilientService', service, ['account', 'domain', 'failover', 'objectives', 'operators']],
    ['MultiRegionFunction', pattern, ['domain', 'table', 'uploads']],
    [
      'HttpEndpoint',
      props => endpoint(stack(), props),
      ['routes', 'authorizer', 'health', 'rateLimit', 'burstLimit', 'alarms'],
    ],
    ['FailoverDomain', props => failoverDomain(stack(), props), ['failover', 'alarms']],
    [
      'ReplicatedTable',
      props => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, ...props }),
      [
        'tableName',
        'replicaRegions',
        'recoveryPeriod',
        'deletionProtection',
        'removalPolicy',
        'replicationLatency',
        'alarms',
      ],
    ],
    [
      'ReplicatedBucket',
      props => new ReplicatedBucket(stack(), 'Uploads', props),
      ['replicaRegion', 'replication', 'noncurrentVersionExpiration', 'removalPolicy', 'alarms'],
    ],
    [
      'CrossRegionBackup',
      backup,
      ['vaultName', 'schedule', 'startWindow', 'completionWindow', 'deleteAfter', 'moveToColdStorageAfter'],
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
        'timeout',
        'memorySize',
        'environment',
        'asyncInvocation',
        'deadLetters',
        'notify',
        'alarms',
        'tracing',
        'layers',
        'role',
      ],
    ],
  ])('%s', (_, make, names) => {
    const [given, left] = [make(nothing(...names)), make({})].map(templatesOf);

    expect(given).toEqual(left);
  });

  /** Templates of all stacks of a construct's app. */
  function templatesOf(construct: IConstruct): unknown {
    const assembly = (construct.node.root as App).synth();
    return assembly.stacksRecursively.map(({ template }) => template as unknown);
  }
});

describe('values that are known at deployment only', () => {
  const text = Lazy.string({ produce: () => 'x' });
  const number = Token.asNumber({ Ref: 'Given' });
  const seconds = Duration.seconds(Lazy.number({ produce: () => 5 }));

  test.each<[string, () => unknown]>([
    ['limits of an endpoint', () => endpoint(stack(), { rateLimit: number, burstLimit: number })],
    ['a failover name', () => failoverDomain(stack(), { domainName: text, zoneName: text, hostedZoneId: text })],
    ['the retention of dead letters', () => new DeadLetterQueue(stack(), 'Letters', { retention: seconds })],
    [
      'the figures of a consumer',
      () =>
        consumer({
          visibilityTimeout: seconds,
          retention: seconds,
          maxReceiveCount: number,
          batchSize: number,
          maxBatchingWindow: seconds,
          maxConcurrency: number,
          maxMessageAge: seconds,
          deadLetters: DeadLetters.ownQueue({ retention: seconds }),
        }),
    ],
    ['the times of a backup', () => backup({ vaultName: text, deleteAfter: Duration.days(number) })],
    ['the numbers of alarms', () => Alarms.recommended({ failures: number, evaluationPeriods: number })],
    ['a name of a table', () => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, tableName: text })],
    ['the account of a service', () => service({ account: text })],
    ['the share of a fault', () => experiment({}, { percentage: number })],
    ['the length of an experiment', () => experiment({ duration: Duration.minutes(number) })],
    [
      'the delay and the time-out of a fault',
      () => {
        const api = new ResilientFunction(stack(), 'Api', { ...CODE, timeout: seconds });
        Fault.delayInvocations({ functions: [api], delay: Duration.hours(0.2) });
        Fault.delayInvocations({ functions: [api], delay: Duration.millis(number) });
      },
    ],
  ])('are let through: %s', (_, make) => {
    expect(make).not.toThrow();
  });

  test('fail where they are judged before deployment', () => {
    expect(failureOf(() => service({ objectives: { rto: seconds } })).codes).toEqual(['ObjectiveIsToken']);
  });
});

test("a duplicate id fails in CDK's own words", () => {
  const app = new App();
  new ResilientService(app, 'Intake', { regions: REGIONS });

  expect(() => new ResilientService(app, 'Intake', { regions: REGIONS })).toThrow(
    "There is already a Construct with name 'Intake'",
  );
});

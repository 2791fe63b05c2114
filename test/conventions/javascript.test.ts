import { App, Duration } from 'aws-cdk-lib/core';
import {
  Alarms,
  AutomaticRecovery,
  Availability,
  DeadLetterQueue,
  DeadLetters,
  Detection,
  Failover,
  FailoverTiming,
  Health,
  RecoveryPoint,
  RecoveryTime,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  ResilienceChecks,
  ResilienceReport,
  ResilientFunction,
  ResilientService,
  Routing,
  RestoreTesting,
  StrandedEvents,
  Symptom,
  VaultLock,
} from '../../lib';
import { failureOf } from '../support/failure';
import { someFunction } from '../support/two-regions';
import {
  CODE,
  consumer,
  createBackup,
  DOMAIN,
  endpoint,
  experiment,
  failoverDomain,
  ingest,
  KEY,
  pattern,
  REGIONS,
  service,
  stack,
} from './support';

const timing = { intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 30 };
const objectives = { rto: Duration.minutes(2) };
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
    ['the parts of a Failover', parts => Failover.of(parts), 'detecton', 'detection'],
    ['Detection', options => Detection.endpoint(options), 'intervall', 'interval'],
    ['Routing', options => Routing.failover(options), 'tll', 'ttl'],
    [
      'the exposure of a region',
      options => {
        const made = service();
        made.expose(made.primary, endpoint(made.primary), options);
      },
      'certficate',
      'certificate',
    ],
    ['Health', options => Health.deep(options), 'table', 'tables'],
    ['HttpEndpoint', props => endpoint(stack(), props), 'rateLimits', 'rateLimit'],
    ['FailoverDomain', props => failoverDomain(stack(), props), 'failovr', 'failover'],
    [
      'ReplicatedTable',
      props => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, ...props }),
      'sortkey',
      'sortKey',
    ],
    ['ReplicatedBucket', props => new ReplicatedBucket(stack(), 'Uploads', props), 'replicaRegions', 'replicaRegion'],
    ['Replication', options => Replication.twoWay(options), 'deleteMarker', 'deleteMarkers'],
    ['CrossRegionBackup', props => createBackup(props), 'copyRegion', 'copyToRegion'],
    ['ObjectIngest', props => ingest(props), 'sufix', 'suffix'],
    ['QueueConsumer', props => consumer(props), 'maxRecieveCount', 'maxReceiveCount'],
    ['DeadLetterQueue', props => new DeadLetterQueue(stack(), 'Letters', props), 'retentionPeriod', 'retention'],
    [
      'DeadLetters',
      options => new ResilientFunction(stack(), 'Api', { ...CODE, deadLetters: DeadLetters.ownQueue(options) }),
      'retenton',
      'retention',
    ],
    ['DeadLetters.ownQueue', options => DeadLetters.ownQueue(options), 'retentin', 'retention'],
    ['Alarms.failuresOnly', options => Alarms.failuresOnly(options), 'topics', 'topic'],
    ['RestoreTesting', options => RestoreTesting.scheduled(options), 'shedule', 'schedule'],
    [
      'VaultLock.governance',
      options => VaultLock.governance({ minRetention: Duration.days(7), ...options }),
      'maxRetentoin',
      'maxRetention',
    ],
    [
      'VaultLock.compliance',
      options =>
        VaultLock.compliance({ minRetention: Duration.days(7), changeableFor: Duration.days(3), ...options } as never),
      'changeableFr',
      'changeableFor',
    ],
    ['ResilienceChecks', props => new ResilienceChecks(props), 'strickt', 'strict'],
    ['ResilienceReport', props => ResilienceReport.writeFor(new App(), props), 'enforceObjective', 'enforceObjectives'],
    ['FailoverTiming', props => new FailoverTiming({ ...timing, ...props }), 'probSeconds', 'probeSeconds'],
    [
      'RecoveryTime.byAlarm',
      props => RecoveryTime.byAlarm({ datapointsToAlarm: 1, periodSeconds: 60, ttlSeconds: 30, ...props }),
      'metricDelay',
      'metricDelaySeconds',
    ],
    [
      'RecoveryPoint.backups',
      props => RecoveryPoint.backups({ scheduleIntervalSeconds: 86_400, ...props }),
      'startWindow',
      'startWindowSeconds',
    ],
    ['Availability', props => Availability.naive({ rtoSeconds: 93, ...props }), 'correlaton', 'correlation'],
    [
      'StrandedEvents',
      props => StrandedEvents.expected({ eventsPerSecond: 1, processingSeconds: 1, ...props }),
      'backlogs',
      'backlog',
    ],
    ['Alarms', options => Alarms.recommended(options), 'failure', 'failures'],
    ['FaultExperiment', props => experiment(props), 'stopWhem', 'stopWhen'],
    ['Fault', options => experiment({}, options), 'percentag', 'percentage'],
  ])('%s', (_, make, misspelt, meant) => {
    const failure = failureOf(() => make({ [misspelt]: 1 }));

    expect(failure.codes).toEqual(['PropUnknown']);
    expect(failure.message).toMatch(new RegExp(`there is no prop "([\\w.]+\\.)?${misspelt}"; .*"?${meant}"?`));
  });
});

describe('what is missing fails by name', () => {
  test.each<[string, () => unknown, string]>([
    ['no props at all', () => new ResilientService(new App(), 'Intake', undefined as never), 'PropMissing'],
    ['regions as a list of names', () => service({ regions: ['us-east-1', 'us-west-2'] }), 'RegionsMissing'],
    [
      'a domain without its zone',
      () => service({ domain: { name: 'a.example.com', zoneName: 'example.com' } }),
      'DomainPartMissing',
    ],
    [
      'a failover record without its name',
      () => failoverDomain(stack(), { domain: { ...DOMAIN, name: undefined } }),
      'DomainPartMissing',
    ],
    [
      'a failover record without its zone',
      () => failoverDomain(stack(), { domain: { ...DOMAIN, zoneName: undefined } }),
      'DomainPartMissing',
    ],
    ['a failover record without a domain', () => failoverDomain(stack(), { domain: undefined }), 'DomainPartMissing'],
    [
      'a failover record without an endpoint',
      () => failoverDomain(stack(), { endpoint: undefined }),
      'EndpointMissing',
    ],
    ['a failover record without its role', () => failoverDomain(stack(), { role: undefined }), 'FailoverRoleInvalid'],
    ['a role in lower case', () => failoverDomain(stack(), { role: 'primary' }), 'FailoverRoleInvalid'],
    [
      'a timing without its TTL',
      () => new FailoverTiming({ ...timing, ttlSeconds: undefined } as never),
      'TimingOutOfRange',
    ],
    [
      'an alarm without its TTL',
      () => RecoveryTime.byAlarm({ datapointsToAlarm: 1, periodSeconds: 60 } as never),
      'TimingOutOfRange',
    ],
    ['backups without their schedule', () => RecoveryPoint.backups({} as never), 'TimingOutOfRange'],
    ['events without their rate', () => StrandedEvents.expected({ processingSeconds: 1 } as never), 'AmountOutOfRange'],
    ['objectives without an RTO', () => service({ objectives: { rpo: Duration.minutes(1) } }), 'RtoMissing'],
    ['a consumer without a function', () => consumer({ function: undefined }), 'FunctionMissing'],
    ['a table without its key', () => new ReplicatedTable(stack(), 'Files', {} as never), 'PropMissing'],
    [
      'a recovery without a function',
      () => new AutomaticRecovery(stack(), 'R', { when: [Symptom.failing(5)] } as never),
      'FunctionMissing',
    ],
    ['a pattern without a function', () => pattern({ function: undefined }), 'FunctionMissing'],
  ])('%s', (_, make, code) => {
    expect(failureOf(make).codes).toEqual([code]);
  });
});

test('all that is wrong with a service is reported at once, with its path', () => {
  const failure = failureOf(() => service({ regions: undefined, faliover: 1, domain: { name: 'a' }, objectives: {} }));

  expect(failure.codes).toEqual([
    'PropUnknown',
    'RegionsMissing',
    'DomainPartMissing',
    'DomainPartMissing',
    'RtoMissing',
  ]);
  expect(failure.path).toBe('Intake');
  expect(failure.message.split('\n')).toHaveLength(5);
});

test("a duplicate id fails in CDK's own words", () => {
  const app = new App();
  new ResilientService(app, 'Intake', { regions: REGIONS });

  expect(() => new ResilientService(app, 'Intake', { regions: REGIONS })).toThrow(
    "There is already a Construct with name 'Intake'",
  );
});

import { Match, Template } from 'aws-cdk-lib/assertions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import {
  Alarms,
  AutomaticRecovery,
  CrossRegionBackup,
  DeadLetterQueue,
  DeadLetters,
  Detection,
  Failover,
  Fault,
  Redrive,
  RedriveTarget,
  ReplicatedBucket,
  Replication,
  RestoreTesting,
  Retry,
  RetryingWorkflow,
  Routing,
  Symptom,
  Trigger,
  TriggerSource,
  VaultLock,
  WorkflowGuard,
  WorkflowStep,
} from '../../lib';
import { ResilienceError } from '../../lib/private/errors';
import { failureOf } from '../support/failure';
import { someFunction } from '../support/two-regions';
import {
  consumer,
  createBackup,
  createFunction,
  createTable,
  DOMAIN,
  endpoint,
  experiment,
  failoverDomain,
  ingest,
  KEY,
  pattern,
  service,
  stack,
} from './support';
import { propsOf } from './props-of';

/** What JavaScript may give in place of anything. */
const WRONG: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 12.5,
  'a text': 'anything',
  true: true,
  'a plain object': {},
  'a list of nothing': [null],
  'a list of texts': ['anything'],
};

function recovery(props: object): AutomaticRecovery {
  return new AutomaticRecovery(stack(), 'SelfHealing', {
    function: createFunction({}),
    when: [Symptom.failing(5)],
    ...props,
  });
}

function redrive(props: object): Redrive {
  const scope = stack();
  const handler = createFunction({}, scope);
  const usual = { letters: handler.deadLetterQueue!, to: RedriveTarget.function(handler) };
  return new Redrive(scope, 'Redrive', { ...usual, ...props });
}

function trigger(props: object): Trigger {
  const scope = stack();
  const source = TriggerSource.schedule(Schedule.rate(Duration.hours(1)));
  return new Trigger(scope, 'Trigger', { function: someFunction(scope), source, ...props });
}

function step(options: object = {}): WorkflowStep {
  return WorkflowStep.invoke('Charge', { function: someFunction(stack()), ...options });
}

const STRUCTS: readonly [struct: string, take: (props: object) => unknown][] = [
  ['ResilientFunctionProps', createFunction],
  ['Bundling', bundling => createFunction({ code: undefined, handler: undefined, entry: __filename, bundling })],
  ['AsyncInvocation', asyncInvocation => createFunction({ asyncInvocation })],
  ['Notify', notify => createFunction({ notify })],
  ['ReplicatedTableProps', createTable],
  [
    'ReplicatedBucketProps',
    props => new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-west-2', ...props }),
  ],
  ['CrossRegionBackupProps', createBackup],
  ['QueueConsumerProps', consumer],
  ['ObjectIngestProps', ingest],
  ['DeadLetterQueueProps', props => new DeadLetterQueue(stack(), 'Letters', props)],
  ['OwnQueueOptions', props => createFunction({ deadLetters: DeadLetters.ownQueue(props) })],
  ['RecommendedAlarmsOptions', props => createFunction({ alarms: Alarms.recommended(props) })],
  [
    'TwoWayReplicationOptions',
    props =>
      new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-west-2', replication: Replication.twoWay(props) }),
  ],
  ['RestoreTestingOptions', props => createBackup({ restoreTesting: RestoreTesting.scheduled(props) })],
  [
    'VaultLockOptions',
    props => createBackup({ vaultLock: VaultLock.governance({ minRetention: Duration.days(7), ...props }) }),
  ],
  ['FaultExperimentProps', experiment],
  [
    'InvocationDelayOptions',
    props => Fault.delayInvocations({ functions: [someFunction(stack())], delay: Duration.seconds(1), ...props }),
  ],
  [
    'InvocationResponseOptions',
    props => Fault.answerInvocations({ functions: [someFunction(stack())], statusCode: 503, ...props }),
  ],
  [
    'BucketReplicationFaultOptions',
    props =>
      Fault.pauseBucketReplication({
        buckets: [new Bucket(stack(), 'Uploads')],
        destinationRegion: 'us-west-2',
        ...props,
      }),
  ],
  ['ResilientServiceProps', service],
  ['ServiceDomain', domain => service({ domain: { ...DOMAIN, ...domain } })],
  ['RecoveryObjectives', objectives => service({ objectives: { rto: Duration.minutes(5), ...objectives } })],
  [
    'ExposeHttpOptions',
    options => {
      const made = service();
      made.exposeHttp(made.primary, someFunction(made.primary), options);
    },
  ],
  ['MultiRegionFunctionProps', pattern],
  ['UploadOptions', uploads => pattern({ uploads, table: { partitionKey: KEY } })],
  ['HttpEndpointProps', props => endpoint(stack(), props)],
  ['FailoverDomainProps', props => failoverDomain(stack(), props)],
  ['ActivePassiveOptions', Failover.activePassive],
  ['FailoverParts', Failover.of],
  ['EndpointDetectionOptions', Detection.endpoint],
  ['FailoverRoutingOptions', Routing.failover],
  ['AutomaticRecoveryProps', recovery],
  ['RedriveProps', redrive],
  ['RetryOptions', Retry.standard],
  ['InvokeStepOptions', options => step(options)],
  ['RetryingWorkflowProps', props => new RetryingWorkflow(stack(), 'Booking', { steps: [step()], ...props })],
  [
    'WorkflowGuardProps',
    props => {
      const scope = stack();
      const definition = new LambdaInvoke(scope, 'Charge', { lambdaFunction: someFunction(scope) });
      new WorkflowGuard(scope, 'Guard', { definition, ...props });
    },
  ],
  ['TriggerProps', props => trigger(props)],
  [
    'ScheduleOptions',
    options => trigger({ source: TriggerSource.schedule(Schedule.rate(Duration.hours(1)), options) }),
  ],
  ['FailingOptions', options => recovery({ when: [Symptom.failing(5, options)] })],
];

describe.each(STRUCTS)('%s: whatever JavaScript gives', (struct, take) => {
  test.each(propsOf(struct))('as "%s" is taken, or refused in words of ours', prop => {
    const raw = Object.entries(WRONG).flatMap(([what, value]) => {
      try {
        take({ [prop]: value });
      } catch (error) {
        if (!(error instanceof ResilienceError)) return [`${what}: ${(error as Error).message}`];
      }
      return [];
    });

    expect(raw).toEqual([]);
  });
});

describe('fails on a value of another kind, in words that say what to give', () => {
  test.each<[what: string, make: () => unknown, code: string, fragment: string]>([
    ['a number of seconds', () => createFunction({ timeout: 30 }), 'PropInvalid', '"timeout" is 30; give a Duration'],
    ['true for alarms', () => createFunction({ alarms: true }), 'PropInvalid', 'such as Alarms.recommended()'],
    [
      'a queue for dead letters',
      () => createFunction({ deadLetters: new DeadLetterQueue(stack(), 'Q') }),
      'PropInvalid',
      '"deadLetters" is a DeadLetterQueue; give DeadLetters',
    ],
    [
      'a text for a list',
      () => createFunction({ layers: 'layer' }),
      'PropInvalid',
      '"layers" is "layer"; give a list, each of it a layer',
    ],
    ['null in a list', () => createBackup({ resources: [null] }), 'PropInvalid', '"resources" is a list (null)'],
    [
      'a text in place of the options',
      () => createFunction({ bundling: 'esm' }),
      'PropInvalid',
      '"bundling" is "esm"; give an object',
    ],
    [
      'a number in a struct',
      () => createFunction({ asyncInvocation: { maxEventAge: 60 } }),
      'PropInvalid',
      '"asyncInvocation.maxEventAge" is 60',
    ],
    [
      'another removal policy',
      () => createTable({ removalPolicy: 'keep' }),
      'PropInvalid',
      'give one of destroy, retain',
    ],
    [
      'props that are null',
      () => new DeadLetterQueue(stack(), 'Q', null as never),
      'PropInvalid',
      '"props" is null; give an object',
    ],
    [
      'props that are left out',
      () => new CrossRegionBackup(stack(), 'Backup', undefined as never),
      'PropMissing',
      'no props are given',
    ],
    [
      'a number of seconds for a TTL',
      () => failoverDomain(stack(), { failover: 30 }),
      'PropInvalid',
      '"failover" is 30; give Failover',
    ],
    [
      'a text for a threshold',
      () => endpoint(stack(), { rateLimit: 'many' }),
      'PropInvalid',
      '"rateLimit" is "many"; give a number',
    ],
    [
      'a function by its name',
      () => endpoint(stack(), { handler: 'Api' }),
      'PropInvalid',
      '"handler" is "Api"; give a function',
    ],
    [
      'a number for a variable',
      () => createFunction({ environment: { RETRIES: 3 } }),
      'VariableValueInvalid',
      '"RETRIES" is 3; give a text',
    ],
  ])('%s', (_, make, code, fragment) => {
    const failure = failureOf(make);

    expect(failure.codes).toEqual([code]);
    expect(failure.path).toMatch(/^Plain\//);
    expect(failure.message).toContain(fragment);
  });
});

test('a variable that is undefined is left out, as CDK does', () => {
  const made = createFunction({ environment: { API_KEY: undefined, STAGE: 'prod' } });

  Template.fromStack(Stack.of(made)).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { STAGE: 'prod', API_KEY: Match.absent() } },
  });
});

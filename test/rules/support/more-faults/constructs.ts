import type { App } from 'aws-cdk-lib/core';
import type { StackInput } from '../../../../lib/rules/model/template';
import { REGIONAL_APPS } from '../good/regional';
import { SINGLE_REGION_APPS } from '../good/single';
import { synthesized } from '../synthesized';
import { ref, resource } from '../templates';
import { faultsIn } from './seed';
import type { Editable, SeededFault } from './seed';

const built = new Map<() => App, StackInput[]>();

/** The templates of an app of constructs. */
const templatesOf = (app: () => App) => (): StackInput[] => {
  const known = built.get(app) ?? synthesized(app()).stacks.map(stack => ({ ...stack.input, paths: undefined }));
  built.set(app, known);
  return known;
};

type Properties = Record<string, never>;

/** Properties of the first resource of a type, in the n-th stack, whose text matches. */
function first(app: Editable, type: string, stack = 0, where = /./): Properties {
  const found = Object.values(app.of(stack)).find(each => each.Type === type && where.test(JSON.stringify(each)));
  if (!found) throw new Error(`there is no ${type} to spoil`);
  return found.Properties as Properties;
}

function removeAll(app: Editable, type: string, where = /./): void {
  for (const { template } of app.stacks)
    for (const [id, each] of Object.entries(template.Resources ?? {}))
      if (each.Type === type && where.test(JSON.stringify(each)))
        delete (template.Resources as Record<string, unknown>)[id];
}

const idOf = (app: Editable, type: string, stack = 0): string =>
  Object.entries(app.of(stack)).find(([, each]) => each.Type === type)![0];

const assign = (target: unknown, values: Record<string, unknown>): void => void Object.assign(target as object, values);

const stages = templatesOf(
  REGIONAL_APPS['development and production in two regions each, of different sizes, in stages of one account'],
);
const latency = templatesOf(REGIONAL_APPS['three regions that all serve, by latency']);
const weighted = templatesOf(REGIONAL_APPS['two regions by weight']);
const sameNames = templatesOf(
  REGIONAL_APPS['three stages that call everything the same, each in an account of its own'],
);
const stream = templatesOf(SINGLE_REGION_APPS['an API into a stream, and what consumes it']);
const batch = templatesOf(
  SINGLE_REGION_APPS['a nightly batch: a schedule, a workflow over many files, told when it fails'],
);
const bus = templatesOf(
  SINGLE_REGION_APPS['events of a bus of its own, archived, to functions, queues and another account'],
);
const keys = templatesOf(SINGLE_REGION_APPS['a topic, its queue and its dead letters under a key of their own']);
const doors = templatesOf(SINGLE_REGION_APPS['a load balancer and a function URL before a published function']);
const network = templatesOf(SINGLE_REGION_APPS['functions in a network with Aurora, a database and a file system']);

const pipeline = templatesOf(REGIONAL_APPS['a stage for each region, as a pipeline deploys them, with nested stacks']);

const accounts = templatesOf(REGIONAL_APPS['an account for each region']);

const PROD = 2;

/** Mistakes in what constructs synthesize: hashed ids, tokens, policies by CDK. */
export const constructFaults: SeededFault[] = [
  ...faultsIn(stages, {
    'production alone without recovery on a replica': [
      'table-point-in-time-recovery',
      app =>
        assign(first(app, 'AWS::DynamoDB::GlobalTable', PROD).Replicas[0], {
          PointInTimeRecoverySpecification: undefined,
        }),
    ],
    'production alone with a smaller standby': [
      'standby-capacity',
      app => assign(first(app, 'AWS::Lambda::Function', PROD + 1), { MemorySize: 256 }),
    ],
    'production alone without a standby record': [
      'failover-pair-incomplete',
      app => {
        delete (app.of(PROD + 1) as Record<string, unknown>)[idOf(app, 'AWS::Route53::RecordSet', PROD + 1)];
      },
    ],
    "production's check on development's API, in the other region": [
      'health-check-other-region',
      app =>
        assign(first(app, 'AWS::Route53::HealthCheck', PROD + 1).HealthCheckConfig, {
          FullyQualifiedDomainName: 'dev.execute-api.eu-west-1.amazonaws.com',
        }),
    ],
    'production alone without a backup': [
      'backup-selection-misses',
      app =>
        assign(first(app, 'AWS::Backup::BackupSelection', PROD).BackupSelection, { Resources: ['arn:aws:s3:::other'] }),
    ],
    'a check on an alarm that nobody creates': [
      'alarm-check-target',
      app =>
        assign(first(app, 'AWS::Route53::HealthCheck', PROD), {
          HealthCheckConfig: {
            Type: 'CLOUDWATCH_METRIC',
            AlarmIdentifier: { Name: 'no-such-alarm', Region: 'eu-west-1' },
            InsufficientDataHealthStatus: 'Unhealthy',
          },
        }),
    ],
    'an integration by URL with the other region': [
      'remote-target',
      app =>
        assign(first(app, 'AWS::ApiGatewayV2::Integration', PROD + 1), {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: 'https://abc.execute-api.eu-west-1.amazonaws.com/items',
        }),
    ],
    'a database of the standby that no plan of its stage covers': [
      'backup-selection-misses',
      app => {
        app.of(PROD + 1).Extra = resource('AWS::RDS::DBCluster', { Engine: 'aurora-mysql', BackupRetentionPeriod: 7 });
      },
    ],
    'a replica with less to read from': [
      'standby-capacity',
      app =>
        assign(first(app, 'AWS::DynamoDB::GlobalTable', PROD).Replicas[0], {
          ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 10 },
        }),
    ],
  }),
  ...faultsIn(pipeline, {
    'less capacity in the nested stack of the standby': [
      'standby-capacity',
      app => assign(first(app, 'AWS::Lambda::Function', 3, /Reserved/), { ReservedConcurrentExecutions: 2 }),
    ],
    'a queue that the nested stack of the standby does not have': [
      'standby-part-missing',
      app => {
        for (const [id, each] of Object.entries(app.of(3)))
          if (each.Type === 'AWS::SQS::Queue' || each.Type === 'AWS::Lambda::EventSourceMapping')
            delete (app.of(3) as Record<string, unknown>)[id];
      },
    ],
    'a standby stage that is smaller': [
      'standby-capacity',
      app => assign(first(app, 'AWS::Lambda::Function', 2), { MemorySize: 128, Timeout: 3 }),
    ],
    'no redrive in a nested stack': [
      'queue-without-dead-letters',
      app => assign(first(app, 'AWS::SQS::Queue', 1, /RedrivePolicy/), { RedrivePolicy: undefined }),
    ],
    'a bucket in each stage, not replicated': [
      'bucket-not-replicated',
      app => {
        for (const index of [0, 2]) app.of(index).Files = resource('AWS::S3::Bucket', {}, { DeletionPolicy: 'Retain' });
      },
    ],
    'the nested database of the primary stage that no plan covers': [
      'backup-selection-misses',
      app => {
        app.of(1).Extra = resource('AWS::RDS::DBCluster', { Engine: 'aurora-mysql', BackupRetentionPeriod: 7 });
      },
    ],
  }),
  ...faultsIn(accounts, {
    'a smaller standby in an account of its own': [
      'standby-capacity',
      app => assign(first(app, 'AWS::Lambda::Function', 1), { ReservedConcurrentExecutions: 1 }),
    ],
    'an alarm in the account of one region alone': [
      'standby-part-missing',
      app => {
        app.of().Errors = resource('AWS::CloudWatch::Alarm', {
          Namespace: 'AWS/ApiGateway',
          MetricName: '5xx',
          Dimensions: [{ Name: 'ApiId', Value: ref(idOf(app, 'AWS::ApiGatewayV2::Api')) }],
          Period: 60,
          EvaluationPeriods: 3,
          Threshold: 1,
          Statistic: 'Sum',
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          TreatMissingData: 'notBreaching',
          AlarmActions: ['arn:aws:sns:us-east-1:111111111111:operators'],
        });
      },
    ],
    "the other account's function by ARN": [
      'remote-target',
      app =>
        assign(first(app, 'AWS::ApiGatewayV2::Integration', 1), {
          IntegrationUri: 'arn:aws:lambda:us-east-1:111111111111:function:handler',
        }),
    ],
    'one check for the records of two accounts': [
      'health-check-shared',
      app => {
        for (const index of [0, 1])
          assign(first(app, 'AWS::Route53::RecordSet', index), {
            HealthCheckId: 'abcdef11-2222-3333-4444-555555fedcba',
          });
      },
    ],
  }),
  ...faultsIn(latency, {
    'an alarm on a percentile behind a check': [
      'alarm-check-target',
      app => {
        app.of().Slow = resource('AWS::CloudWatch::Alarm', {
          AlarmName: 'slow',
          Namespace: 'AWS/ApiGateway',
          MetricName: 'Latency',
          ExtendedStatistic: 'p99',
          Period: 60,
          EvaluationPeriods: 3,
          Threshold: 1000,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'breaching',
        });
        assign(first(app, 'AWS::Route53::HealthCheck'), {
          HealthCheckConfig: {
            Type: 'CLOUDWATCH_METRIC',
            AlarmIdentifier: { Name: ref('Slow'), Region: 'us-east-1' },
            InsufficientDataHealthStatus: 'Unhealthy',
          },
        });
      },
    ],
    'an alarm that takes twenty minutes behind a check': [
      'alarm-check-slow',
      app => {
        app.of().Slow = resource('AWS::CloudWatch::Alarm', {
          AlarmName: 'slow',
          Namespace: 'AWS/ApiGateway',
          MetricName: 'Count',
          Statistic: 'Sum',
          Period: 300,
          EvaluationPeriods: 4,
          Threshold: 1,
          ComparisonOperator: 'LessThanThreshold',
          TreatMissingData: 'breaching',
        });
        assign(first(app, 'AWS::Route53::HealthCheck'), {
          HealthCheckConfig: {
            Type: 'CLOUDWATCH_METRIC',
            AlarmIdentifier: { Name: ref('Slow'), Region: 'us-east-1' },
            InsufficientDataHealthStatus: 'Unhealthy',
          },
        });
      },
    ],
    'a third region without a replica': [
      'table-replica-missing',
      app => {
        const table = first(app, 'AWS::DynamoDB::GlobalTable');
        table.Replicas = (table.Replicas as unknown[]).filter(
          each => (each as { Region: string }).Region !== 'ap-southeast-2',
        ) as never;
      },
    ],
    'one region that writes no record': [
      'standby-part-missing',
      app => removeAll(app, 'AWS::Route53::RecordSet', /ap-southeast-2/),
    ],
  }),
  ...faultsIn(weighted, {
    'a weighted record alone with its name': [
      'routed-record-alone',
      app => assign(first(app, 'AWS::Route53::RecordSet', 1), { Name: 'api2.example.com' }),
    ],
    'a weighted record without its check': [
      'routed-record-without-health-check',
      app => assign(first(app, 'AWS::Route53::RecordSet', 1), { HealthCheckId: undefined }),
    ],
  }),
  ...faultsIn(sameNames, {
    'dead letters unwatched in one of three stages of equal names': [
      'dead-letters-unwatched',
      app => {
        delete (app.of(2) as Record<string, unknown>)[Object.keys(app.of(2)).find(id => /DeadDepth/.test(id))!];
      },
    ],
    'a visibility too short in one of three stages': [
      'queue-visibility-too-short',
      app => assign(first(app, 'AWS::SQS::Queue', 1, /"jobs"/), { VisibilityTimeout: 30 }),
    ],
    'a failure path missing in one of three stages': [
      'async-failure-path',
      app => {
        delete (app.of(1) as Record<string, unknown>)[idOf(app, 'AWS::Lambda::EventInvokeConfig', 1)];
      },
    ],
    'two queues that are each other’s dead letters': [
      'dead-letter-is-source',
      app =>
        assign(first(app, 'AWS::SQS::Queue', 2, /"dead"/), {
          RedrivePolicy: {
            deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:333333333333:jobs',
            maxReceiveCount: 5,
          },
        }),
    ],
    'a FIFO batch of a hundred': [
      'queue-batch-window',
      app => {
        assign(first(app, 'AWS::SQS::Queue', 0, /"jobs"/), { FifoQueue: true, QueueName: 'jobs.fifo' });
        assign(first(app, 'AWS::Lambda::EventSourceMapping'), { BatchSize: 100 });
      },
    ],
    'dead letters of a function in a topic that nobody reads': [
      'failure-topic-unsubscribed',
      app => {
        app.of().Lost = resource('AWS::SNS::Topic', {});
        assign(first(app, 'AWS::Lambda::Function', 0, /"mailer"/), { DeadLetterConfig: { TargetArn: ref('Lost') } });
      },
    ],
  }),
  ...faultsIn(stream, {
    'a consumer of the construct that keeps nothing': [
      'stream-failure-path',
      app => assign(first(app, 'AWS::Lambda::EventSourceMapping'), { DestinationConfig: undefined }),
    ],
    'a role of the construct that may not write the failures': [
      'dead-letter-not-permitted',
      app => {
        const policy = first(app, 'AWS::IAM::Policy', 0, /sqs:SendMessage/).PolicyDocument as { Statement: unknown[] };
        policy.Statement = policy.Statement.filter(each => !JSON.stringify(each).includes('sqs:SendMessage'));
      },
    ],
    'a broker of one instance': [
      'data-in-one-zone',
      app => {
        app.of().Broker = resource('AWS::AmazonMQ::Broker', {
          DeploymentMode: 'SINGLE_INSTANCE',
          EngineType: 'RABBITMQ',
        });
      },
    ],
  }),
  ...faultsIn(batch, {
    'a workflow of the construct without retries': [
      'workflow-task-retry',
      app => {
        const machine = first(app, 'AWS::StepFunctions::StateMachine') as Record<string, unknown>;
        machine.DefinitionString = JSON.parse(JSON.stringify(machine.DefinitionString).replace(/Retry/g, 'Comment'));
      },
    ],
    'a schedule of the construct without dead letters': [
      'event-target-dead-letter',
      app => assign(first(app, 'AWS::Scheduler::Schedule').Target, { DeadLetterConfig: undefined }),
    ],
    'a bucket of the construct that a replacement deletes': [
      'backed-up-data-destroyed',
      app => {
        const id = idOf(app, 'AWS::S3::Bucket');
        assign(app.of()[id], { UpdateReplacePolicy: 'Delete' });
        assign(app.of()[id].Properties, {
          ReplicationConfiguration: {
            Role: 'arn:aws:iam::222222222222:role/r',
            Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::elsewhere' } }],
          },
        });
      },
    ],
    'replication of one folder': [
      'bucket-replication-partial',
      app =>
        assign(first(app, 'AWS::S3::Bucket'), {
          ReplicationConfiguration: {
            Role: 'arn:aws:iam::222222222222:role/r',
            Rules: [
              { Status: 'Enabled', Filter: { Prefix: 'invoices/' }, Destination: { Bucket: 'arn:aws:s3:::elsewhere' } },
            ],
          },
        }),
    ],
  }),
  ...faultsIn(bus, {
    'a queue of the construct that the bus may not write to': [
      'delivery-not-permitted',
      app => {
        for (const each of Object.values(app.of()))
          if (each.Type === 'AWS::SQS::QueuePolicy' && JSON.stringify(each).includes('"Jobs'))
            assign(each.Properties, { Queues: [] });
      },
    ],
    'a rule to a topic that does not let it': [
      'delivery-not-permitted',
      app => {
        app.of().Told = resource('AWS::SNS::Topic', {});
        assign((first(app, 'AWS::Events::Rule').Targets as unknown[])[0], { Arn: ref('Told') });
      },
    ],
    'a topic policy that shuts the alarms out': [
      'delivery-not-permitted',
      app => {
        app.of().Only = resource('AWS::SNS::TopicPolicy', {
          Topics: [ref(idOf(app, 'AWS::SNS::Topic'))],
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' }, Resource: '*' },
            ],
          },
        });
      },
    ],
    'no permission of the construct for its rule': [
      'invocation-not-permitted',
      app => removeAll(app, 'AWS::Lambda::Permission'),
    ],
    'a rule of the construct switched off': [
      'event-source-disabled',
      app => assign(first(app, 'AWS::Events::Rule', 0, /"Targets"/), { State: 'DISABLED' }),
    ],
  }),
  ...faultsIn(keys, {
    'a key of the construct that alarms may not use': [
      'delivery-key-not-usable',
      app => {
        const key = first(app, 'AWS::KMS::Key') as Record<string, unknown>;
        key.KeyPolicy = JSON.parse(JSON.stringify(key.KeyPolicy).replace(/cloudwatch\.amazonaws/g, 'lambda.amazonaws'));
      },
    ],
    'a queue of the construct without redrive': [
      'queue-without-dead-letters',
      app => assign(first(app, 'AWS::SQS::Queue', 0, /RedrivePolicy/), { RedrivePolicy: undefined }),
    ],
  }),
  ...faultsIn(doors, {
    'scaling of the construct down to none': [
      'scaling-limits',
      app => assign(first(app, 'AWS::ApplicationAutoScaling::ScalableTarget'), { MinCapacity: 0 }),
    ],
    'a policy of scaling taken away': [
      'scaling-without-policy',
      app => removeAll(app, 'AWS::ApplicationAutoScaling::ScalingPolicy'),
    ],
    'a rollout that no alias takes part in': [
      'deployment-group-unused',
      app => {
        app.of().Rollout = resource('AWS::CodeDeploy::DeploymentGroup', {
          ApplicationName: 'x',
          DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'elsewhere' }] },
          AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_STOP_ON_ALARM'] },
        });
      },
    ],
    'an experiment on a function without the extension': [
      'experiment-extension-missing',
      app => {
        app.of().Chaos = resource('AWS::FIS::ExperimentTemplate', {
          RoleArn: 'arn:aws:iam::222222222222:role/fis',
          StopConditions: [
            { Source: 'aws:cloudwatch:alarm', Value: 'arn:aws:cloudwatch:eu-central-1:222222222222:alarm:x' },
          ],
          Targets: {
            Functions: {
              ResourceType: 'aws:lambda:function',
              SelectionMode: 'ALL',
              ResourceArns: [{ 'Fn::GetAtt': [idOf(app, 'AWS::Lambda::Function'), 'Arn'] }],
            },
          },
          Actions: {
            Slow: {
              ActionId: 'aws:lambda:invocation-add-delay',
              Parameters: { duration: 'PT5M' },
              Targets: { Functions: 'Functions' },
            },
          },
        });
      },
    ],
  }),
  ...faultsIn(network, {
    'a cluster of the construct without its reader': [
      'data-in-one-zone',
      app => {
        const id = Object.keys(app.of()).find(
          each => /Reader/.test(each) && app.of()[each].Type === 'AWS::RDS::DBInstance',
        )!;
        delete (app.of() as Record<string, unknown>)[id];
      },
    ],
    'an instance of the construct without backups': [
      'database-backup-retention',
      app => assign(first(app, 'AWS::RDS::DBInstance', 0, /BackupRetentionPeriod/), { BackupRetentionPeriod: 0 }),
    ],
    'a cluster of the construct without protection': [
      'database-deletion-protection',
      app => assign(first(app, 'AWS::RDS::DBCluster'), { DeletionProtection: false }),
    ],
    'a function of the construct in one subnet': [
      'function-in-one-zone',
      app => {
        const config = first(app, 'AWS::Lambda::Function', 0, /VpcConfig/).VpcConfig as { SubnetIds: unknown[] };
        config.SubnetIds = config.SubnetIds.slice(0, 1);
      },
    ],
  }),
];

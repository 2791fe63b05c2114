import { REGIONAL_APPS } from '../good-apps/regional';
import { ref, resource } from '../support/templates';
import { faultsIn, type SeededFault } from './seed';
import { assign, first, idOf, removeAll, templatesOf } from './constructs';

const stages = templatesOf(
  REGIONAL_APPS['development and production in two regions each, of different sizes, in stages of one account'],
);
const latency = templatesOf(REGIONAL_APPS['three regions that all serve, by latency']);
const weighted = templatesOf(REGIONAL_APPS['two regions by weight']);
const sameNames = templatesOf(
  REGIONAL_APPS['three stages that call everything the same, each in an account of its own'],
);
const pipeline = templatesOf(REGIONAL_APPS['a stage for each region, as a pipeline deploys them, with nested stacks']);

const accounts = templatesOf(REGIONAL_APPS['an account for each region']);

const PROD = 2;

/** Mistakes in what constructs synthesize for several regions, stages and accounts. */
export const regionalConstructFaults: SeededFault[] = [
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
        for (const [id, each] of Object.entries(app.of(3))) {
          if (each.Type === 'AWS::SQS::Queue' || each.Type === 'AWS::Lambda::EventSourceMapping') {
            delete (app.of(3) as Record<string, unknown>)[id];
          }
        }
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
        for (const index of [0, 1]) {
          assign(first(app, 'AWS::Route53::RecordSet', index), {
            HealthCheckId: 'abcdef11-2222-3333-4444-555555fedcba',
          });
        }
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
];

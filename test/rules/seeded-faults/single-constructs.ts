import { SINGLE_REGION_APPS } from '../good-apps/single';
import { ref, resource } from '../support/templates';
import { assign, first, idOf, removeAll, templatesOf } from './constructs';
import { faultsIn, type SeededFault } from './seed';

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

/** Mistakes in what constructs synthesize: hashed ids, tokens, policies by CDK. */
export const singleConstructFaults: SeededFault[] = [
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
        for (const each of Object.values(app.of())) {
          if (each.Type === 'AWS::SQS::QueuePolicy' && JSON.stringify(each).includes('"Jobs')) {
            assign(each.Properties, { Queues: [] });
          }
        }
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
      'scaling-to-zero',
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

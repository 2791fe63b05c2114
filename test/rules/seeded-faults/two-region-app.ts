import { type StackInput } from '../../../lib/assembly/template';
import { WEST } from '../support/templates';

/** A mistake in an otherwise good app. */
export interface Fault {
  readonly name: string;
  readonly rule: string;
  readonly inject: (stacks: StackInput[]) => void;
}

type Json = { [key: string]: Json } & Json[] & string;

/** The resources of a type in one of the two stacks, the first of them first. */
function all(stacks: StackInput[], type: string, index = 0): Json[] {
  return Object.values(stacks[index].template.Resources ?? {}).filter(
    resource => resource.Type === type,
  ) as unknown as Json[];
}

/** A fault that sets a property, at a dotted path, of the resources of a type that match. */
function set(
  name: string,
  rule: string,
  type: string,
  path: string,
  value: unknown,
  options: { stack?: number; where?: RegExp } = {},
): Fault {
  return {
    name,
    rule,
    inject: stacks => {
      const [target] = all(stacks, type, options.stack).filter(
        resource => options.where?.test(JSON.stringify(resource)) ?? true,
      );
      const steps = path.split('.');
      const last = steps.pop()!;
      let owner = target as unknown as Record<string, unknown>;
      for (const step of steps) owner = (owner[step] ??= {}) as Record<string, unknown>;
      owner[last] = value;
    },
  };
}

/** A fault that takes away resources. */
function remove(name: string, rule: string, where: RegExp, stack = 0): Fault {
  return {
    name,
    rule,
    inject: stacks => {
      const resources = stacks[stack].template.Resources as Record<string, unknown>;
      for (const [id, resource] of Object.entries(resources)) {
        if (where.test(id) || where.test(JSON.stringify(resource))) delete resources[id];
      }
    },
  };
}

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const FN = 'AWS::Lambda::Function';
const ALARM = 'AWS::CloudWatch::Alarm';
const TABLE = 'AWS::DynamoDB::GlobalTable';
const BUCKET = 'AWS::S3::Bucket';
const PLAN = 'AWS::Backup::BackupPlan';
const BACKUP_RULE = 'Properties.BackupPlan.BackupPlanRule.0';
const REPLICATION = 'Properties.ReplicationConfiguration.Rules.0';
const FIS = 'AWS::FIS::ExperimentTemplate';
const standby = { stack: 1 };

export const FAULTS: Fault[] = [
  set(
    'the standby writes a PRIMARY record too',
    'failover-record-duplicated',
    RECORD,
    'Properties.Failover',
    'PRIMARY',
    standby,
  ),
  remove('the standby writes no record', 'failover-pair-incomplete', /^Record$/, 1),
  set(
    'one set identifier for both records',
    'failover-set-identifier-shared',
    RECORD,
    'Properties.SetIdentifier',
    'us-east-1',
    standby,
  ),
  set(
    'the PRIMARY record without health check',
    'primary-without-health-check',
    RECORD,
    'Properties.HealthCheckId',
    undefined,
  ),
  set(
    'the SECONDARY record without health check',
    'secondary-without-health-check',
    RECORD,
    'Properties.HealthCheckId',
    undefined,
    standby,
  ),
  set(
    'the check looks at the failover name',
    'health-check-on-failover-name',
    CHECK,
    'Properties.HealthCheckConfig.FullyQualifiedDomainName',
    'api.example.com',
  ),
  set(
    "the primary's check looks at the standby",
    'health-check-other-region',
    CHECK,
    'Properties.HealthCheckConfig.FullyQualifiedDomainName',
    'abc.execute-api.us-west-2.amazonaws.com',
  ),
  {
    name: 'the health checks of the regions are swapped',
    rule: 'health-check-other-region',
    inject: stacks => {
      const [east, west] = [
        all(stacks, CHECK)[0].Properties.HealthCheckConfig,
        all(stacks, CHECK, 1)[0].Properties.HealthCheckConfig,
      ];
      const fqdn = 'FullyQualifiedDomainName';
      east[fqdn] = 'xyz.execute-api.us-west-2.amazonaws.com' as Json;
      west[fqdn] = 'abc.execute-api.us-east-1.amazonaws.com' as Json;
    },
  },
  set('a check that speaks HTTP', 'health-check-not-https', CHECK, 'Properties.HealthCheckConfig.Type', 'HTTP'),
  set('an interval of 20 seconds', 'health-check-limits', CHECK, 'Properties.HealthCheckConfig.RequestInterval', 20),
  set('an inverted check', 'health-check-inverted', CHECK, 'Properties.HealthCheckConfig.Inverted', true),
  set("CDK's default TTL", 'record-ttl-too-long', RECORD, 'Properties.TTL', '1800'),
  set(
    'the execute-api endpoint closed',
    'health-check-on-closed-endpoint',
    'AWS::ApiGatewayV2::Api',
    'Properties.DisableExecuteApiEndpoint',
    true,
  ),
  set(
    'the failure destination on $LATEST',
    'async-failure-path-on-other-qualifier',
    'AWS::Lambda::EventInvokeConfig',
    'Properties.Qualifier',
    '$LATEST',
  ),
  remove('no failure destination', 'async-failure-path', /"AWS::Lambda::EventInvokeConfig"/),
  set(
    'an event rule without dead letters',
    'event-target-dead-letter',
    'AWS::Events::Rule',
    'Properties.Targets.0.DeadLetterConfig',
    undefined,
  ),
  remove('EventBridge may not write dead letters', 'dead-letter-not-permitted', /"AWS::SQS::QueuePolicy"/),
  set('a smaller standby', 'standby-capacity', FN, 'Properties.ReservedConcurrentExecutions', 5, {
    ...standby,
    where: /"index\.handler"/,
  }),
  set('a disabled function', 'function-disabled', FN, 'Properties.ReservedConcurrentExecutions', 0),
  set('a function slower than its API', 'function-timeout-behind-api', FN, 'Properties.Timeout', 60),
  set('an old runtime', 'function-runtime-deprecated', FN, 'Properties.Runtime', 'nodejs16.x'),
  set(
    'a function that reads the other region',
    'function-calls-other-region',
    FN,
    'Properties.Environment.Variables.QUEUE',
    `arn:aws:sqs:${WEST}:111111111111:jobs`,
  ),
  {
    name: 'the API calls $LATEST',
    rule: 'function-invoked-past-alias',
    inject: stacks => {
      const [fnId] = Object.entries(stacks[0].template.Resources!).find(([, resource]) => resource.Type === FN)!;
      all(stacks, 'AWS::ApiGatewayV2::Integration')[0].Properties.IntegrationUri = {
        'Fn::GetAtt': [fnId, 'Arn'],
      } as unknown as Json;
    },
  },
  set(
    'a visibility timeout of the function alone',
    'queue-visibility-too-short',
    'AWS::SQS::Queue',
    'Properties.VisibilityTimeout',
    20,
    { where: /RedrivePolicy/ },
  ),
  set(
    'a visibility timeout below it',
    'queue-visibility-below-timeout',
    'AWS::SQS::Queue',
    'Properties.VisibilityTimeout',
    5,
    { where: /RedrivePolicy/ },
  ),
  set('two tries', 'queue-max-receive-count', 'AWS::SQS::Queue', 'Properties.RedrivePolicy.maxReceiveCount', 2, {
    where: /RedrivePolicy/,
  }),
  set('no redrive', 'queue-without-dead-letters', 'AWS::SQS::Queue', 'Properties.RedrivePolicy', undefined, {
    where: /RedrivePolicy/,
  }),
  set(
    'whole batches fail',
    'queue-partial-batch',
    'AWS::Lambda::EventSourceMapping',
    'Properties.FunctionResponseTypes',
    undefined,
  ),
  set(
    'dead letters kept four days',
    'dead-letter-retention',
    'AWS::SQS::Queue',
    'Properties.MessageRetentionPeriod',
    undefined,
    { where: /1209600/ },
  ),
  remove('nobody watches the dead letters', 'dead-letters-unwatched', /^DeadDepth/),
  remove('nobody watches their age', 'dead-letter-age-unwatched', /^DeadAge/, 1),
  set('more datapoints than periods', 'alarm-datapoints', ALARM, 'Properties.DatapointsToAlarm', 4),
  set('a period of 45 seconds', 'alarm-period', ALARM, 'Properties.Period', 45),
  set(
    'missing data left to the default',
    'alarm-missing-data-implicit',
    ALARM,
    'Properties.TreatMissingData',
    undefined,
  ),
  set('an alarm without action', 'alarm-without-action', ALARM, 'Properties.AlarmActions', undefined, {
    where: /ApproximateAge/,
  }),
  set('silence that is no alarm', 'heartbeat-missing-data', ALARM, 'Properties.TreatMissingData', 'notBreaching', {
    where: /LessThan.*Invocations|Invocations.*LessThan/,
  }),
  set('errors that ring in the night', 'alarm-on-errors-breaching', ALARM, 'Properties.TreatMissingData', 'breaching', {
    where: /"Errors"/,
  }),
  set(
    'an alarm on a queue that does not exist',
    'alarm-dimension-unknown',
    ALARM,
    'Properties.Dimensions.0.Value',
    'ded-letters',
    { where: /ApproximateAge/ },
  ),
  remove('nobody notices silence', 'error-alarm-without-silence-twin', /^Silence/),
  remove('an alarm in one region only', 'standby-part-missing', /^Errors/, 1),
  set(
    'a replica without recovery',
    'table-point-in-time-recovery',
    TABLE,
    'Properties.Replicas.0.PointInTimeRecoverySpecification',
    undefined,
  ),
  set(
    'a replica without protection',
    'table-deletion-protection',
    TABLE,
    'Properties.Replicas.1.DeletionProtectionEnabled',
    false,
  ),
  set('a table that goes with its stack', 'table-not-retained', TABLE, 'DeletionPolicy', 'Delete'),
  {
    name: 'a table that is not replicated',
    rule: 'table-replica-missing',
    inject: stacks => {
      const table = all(stacks, TABLE)[0];
      table.Properties.Replicas = [table.Properties.Replicas[1], table.Properties.Replicas[0]].filter(
        replica => (replica.Region as unknown) !== WEST,
      ) as unknown as Json;
    },
  },
  remove('nobody watches the replication', 'replication-latency-unwatched', /^Lag/),
  set('a bucket without versions', 'bucket-unversioned', BUCKET, 'Properties.VersioningConfiguration', undefined),
  set(
    'a bucket that may be public',
    'bucket-public',
    BUCKET,
    'Properties.PublicAccessBlockConfiguration.BlockPublicAcls',
    false,
  ),
  remove('a bucket without TLS', 'bucket-not-tls-only', /"AWS::S3::BucketPolicy"/),
  set(
    'replication one way',
    'bucket-replication-one-way',
    BUCKET,
    'Properties.ReplicationConfiguration',
    undefined,
    standby,
  ),
  set(
    'replication without time limit',
    'bucket-replication-without-time-control',
    BUCKET,
    `${REPLICATION}.Destination.ReplicationTime`,
    undefined,
  ),
  set(
    'replication time without metrics',
    'bucket-replication-time-without-metrics',
    BUCKET,
    `${REPLICATION}.Destination.Metrics`,
    undefined,
  ),
  set('replication switched off', 'bucket-replication-disabled', BUCKET, `${REPLICATION}.Status`, 'Disabled'),
  set(
    'one bucket name for both regions',
    'global-name-repeated',
    BUCKET,
    'Properties.BucketName',
    'shop-files-111111111111-us-east-1',
    standby,
  ),
  {
    name: 'the backup forgets the table',
    rule: 'backup-selection-misses',
    inject: stacks => {
      const selected = all(stacks, 'AWS::Backup::BackupSelection')[0].Properties.BackupSelection;
      selected.Resources = selected.Resources.slice(1) as Json;
    },
  },
  set('no copy of the backup', 'backup-without-copy', PLAN, `${BACKUP_RULE}.CopyActions`, undefined),
  set(
    'a copy in the same region',
    'backup-copy-same-region',
    PLAN,
    `${BACKUP_RULE}.CopyActions.0.DestinationBackupVaultArn`,
    'arn:aws:backup:us-east-1:111111111111:backup-vault:shop',
  ),
  remove('no vault for the copy', 'backup-copy-vault-missing', /"AWS::Backup::BackupVault"/, 1),
  set('cold storage for a month', 'backup-cold-storage', PLAN, `${BACKUP_RULE}.Lifecycle.DeleteAfterDays`, 60),
  set('a cron of five fields', 'backup-schedule', PLAN, `${BACKUP_RULE}.ScheduleExpression`, 'cron(0 5 * * *)'),
  set(
    'a retention that the lock refuses',
    'backup-outside-vault-lock',
    PLAN,
    `${BACKUP_RULE}.Lifecycle.DeleteAfterDays`,
    500,
  ),
  remove('no restore test', 'backup-never-restored', /"AWS::Backup::RestoreTestingPlan"/),
  set('an experiment without stop', 'experiment-without-stop', FIS, 'Properties.StopConditions', [{ Source: 'none' }]),
  set(
    'an experiment of thirteen hours',
    'experiment-duration',
    FIS,
    'Properties.Actions.Delay.Parameters.duration',
    'PT13H',
  ),
  set(
    'an experiment on an unknown target',
    'experiment-target-missing',
    FIS,
    'Properties.Actions.Delay.Targets.Functions',
    'Function',
  ),
  set(
    'an experiment on 150 percent',
    'experiment-percentage',
    FIS,
    'Properties.Targets.Functions.SelectionMode',
    'PERCENT(150)',
  ),
  set(
    'a policy that allows everything',
    'action-wildcard',
    'AWS::IAM::Policy',
    'Properties.PolicyDocument.Statement.0.Action',
    '*',
  ),
  {
    name: 'the API may change DNS',
    rule: 'failover-role-control-plane',
    inject: stacks => {
      const [policy] = all(stacks, 'AWS::IAM::Policy').filter(resource =>
        JSON.stringify(resource.Properties.Roles).includes('ApiServiceRole'),
      );
      policy.Properties.PolicyDocument.Statement[0].Action = 'route53:ChangeResourceRecordSets' as Json;
    },
  },
  {
    name: 'the standby is deployed after the primary',
    rule: 'standby-depends-on-primary',
    inject: stacks => void Object.assign(stacks[1], { dependsOn: [stacks[0].id] }),
  },
  {
    name: 'the standby reads an output of the primary',
    rule: 'cross-region-output',
    inject: stacks => {
      all(stacks, FN, 1)[0].Properties.Description = {
        'Fn::GetStackOutput': { StackName: 'Shop-us-east-1', Region: 'us-east-1', OutputName: 'Name' },
      } as unknown as Json;
    },
  },
  {
    name: "the standby's API calls the primary's function",
    rule: 'remote-target',
    inject: stacks => {
      all(stacks, 'AWS::ApiGatewayV2::Integration', 1)[0].Properties.IntegrationUri =
        'arn:aws:lambda:us-east-1:111111111111:function:api:live' as Json;
    },
  },
  {
    name: 'a workflow without retries',
    rule: 'workflow-task-retry',
    inject: stacks => {
      const flow = all(stacks, 'AWS::StepFunctions::StateMachine')[0];
      flow.Properties.DefinitionString = JSON.parse(
        JSON.stringify(flow.Properties.DefinitionString).replaceAll('Retry', 'Comment'),
      ) as Json;
    },
  },
  set(
    'a deployment without rollback',
    'deployment-without-rollback',
    'AWS::CodeDeploy::DeploymentGroup',
    'Properties.AlarmConfiguration',
    undefined,
  ),
  set(
    'a deployment at once',
    'deployment-all-at-once',
    'AWS::CodeDeploy::DeploymentGroup',
    'Properties.DeploymentConfigName',
    'CodeDeployDefault.LambdaAllAtOnce',
  ),
  set(
    'scaling to nothing',
    'scaling-to-zero',
    'AWS::ApplicationAutoScaling::ScalableTarget',
    'Properties.MinCapacity',
    0,
  ),
  set(
    'scaling at full load',
    'scaling-target-utilisation',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    'Properties.TargetTrackingScalingPolicyConfiguration.TargetValue',
    1,
  ),
];

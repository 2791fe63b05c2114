import { AppModel } from '../../../lib/assembly/app-model';
import { type StackInput, type TemplateResource } from '../../../lib/assembly/template';

export const ACCOUNT = '111111111111';
export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

export type Resources = Record<string, TemplateResource>;
type Properties = Record<string, unknown>;

/** A stack of a tiny app; its id is its region unless one is given. */
export function stack(resources: Resources, region: string = EAST, more: Partial<StackInput> = {}): StackInput {
  return {
    id: `Stack-${region}`,
    path: `App/${region}`,
    account: ACCOUNT,
    region,
    template: { Resources: resources },
    ...more,
  };
}

/** A resource as a template writes it. */
export function resource(
  Type: string,
  Properties: Properties = {},
  attributes: Partial<TemplateResource> = {},
): TemplateResource {
  return { Type, Properties, ...attributes };
}

export const ref = (logicalId: string): unknown => ({ Ref: logicalId });
export const arn = (logicalId: string): unknown => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** Kept when its stack goes, and not when its own creation fails. */
export const retained = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' } as const;

export const fn = (properties: Properties = {}): TemplateResource =>
  resource('AWS::Lambda::Function', { Runtime: 'nodejs22.x', Timeout: 10, ...properties });

export const alias = (functionId: string): TemplateResource =>
  resource('AWS::Lambda::Alias', { FunctionName: ref(functionId), FunctionVersion: '1', Name: 'live' });

export const queue = (properties: Properties = {}): TemplateResource => resource('AWS::SQS::Queue', properties);

export const topic = resource('AWS::SNS::Topic');

/** The queue `Queue`, subscribed to the topic `Topic`. */
export const subscription = resource('AWS::SNS::Subscription', {
  TopicArn: ref('Topic'),
  Protocol: 'sqs',
  Endpoint: arn('Queue'),
});

/** What makes the function `Fn` work off the queue `Queue`. */
export const queueMapping = (properties: Properties = {}): TemplateResource =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Queue'),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });

const OPERATORS = { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:operators' };

/** An alarm on one metric, with everything that a good alarm has. */
export const alarm = (properties: Properties = {}): TemplateResource =>
  resource('AWS::CloudWatch::Alarm', {
    Namespace: 'Shop',
    MetricName: 'Orders',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: ['arn:aws:sns:us-east-1:111111111111:operators'],
    ...properties,
  });

/** Goes off when a function works, in whatever region it is. */
export const traffic = (functionId: string): TemplateResource =>
  alarm({
    Namespace: 'AWS/Lambda',
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'FunctionName', Value: ref(functionId) }],
    AlarmActions: [OPERATORS],
  });

/** What a vault tells of jobs that failed. */
export const notices = {
  SNSTopicArn: OPERATORS,
  BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
};

export const check = (config: Properties): TemplateResource =>
  resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'a.example.com', ResourcePath: '/health', ...config },
  });

/** A failover record; PRIMARY of api.example.com unless told otherwise. */
export const record = (properties: Properties = {}): TemplateResource =>
  resource('AWS::Route53::RecordSet', {
    HostedZoneId: 'Z1',
    Name: 'api.example.com.',
    Type: 'CNAME',
    TTL: '60',
    SetIdentifier: 'primary',
    Failover: 'PRIMARY',
    HealthCheckId: 'check-of-east',
    ResourceRecords: ['d-1.execute-api.us-east-1.amazonaws.com'],
    ...properties,
  });

export const secondary = (properties: Properties = {}): TemplateResource =>
  record({
    SetIdentifier: 'secondary',
    Failover: 'SECONDARY',
    HealthCheckId: 'check-of-west',
    ResourceRecords: ['d-2.execute-api.us-west-2.amazonaws.com'],
    ...properties,
  });

export const bucket = (properties: Properties = {}): TemplateResource =>
  resource('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' }, ...properties }, retained);

/** A replication rule of a bucket, with everything that a good one has. */
export const replication = (
  destinationArn: unknown,
  rule: Properties = {},
  destination: Properties = {},
): Properties => ({
  ReplicationConfiguration: {
    Rules: [
      {
        Status: 'Enabled',
        DeleteMarkerReplication: { Status: 'Enabled' },
        Destination: {
          Bucket: destinationArn,
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
          Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
          ...destination,
        },
        ...rule,
      },
    ],
  },
});

export const table = (properties: Properties = {}): TemplateResource =>
  resource('AWS::DynamoDB::Table', { TableName: 'orders', ...properties }, retained);

export const globalTable = (replicas: Properties[], properties: Properties = {}): TemplateResource =>
  resource('AWS::DynamoDB::GlobalTable', { TableName: 'orders', Replicas: replicas, ...properties }, retained);

export const role = (properties: Properties = {}): TemplateResource => resource('AWS::IAM::Role', properties);

export const policy = (statement: Properties, roleId = 'Role'): TemplateResource =>
  resource('AWS::IAM::Policy', {
    Roles: [ref(roleId)],
    PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] },
  });

/** A backup plan of one rule. */
export const plan = (rule: Properties = {}): TemplateResource =>
  resource('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanName: 'daily',
      BackupPlanRule: [{ RuleName: 'daily', TargetBackupVault: ref('Vault'), ...rule }],
    },
  });

export const selection = (resources: unknown[]): TemplateResource =>
  resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: { SelectionName: 'all', Resources: resources },
  });

export const vault = (properties: Properties = {}): TemplateResource =>
  resource('AWS::Backup::BackupVault', { BackupVaultName: 'vault', ...properties }, retained);

export const experiment = (properties: Properties = {}): TemplateResource =>
  resource('AWS::FIS::ExperimentTemplate', {
    RoleArn: arn('Role'),
    StopConditions: [{ Source: 'aws:cloudwatch:alarm', Value: arn('Alarm') }],
    Targets: { Functions: { ResourceType: 'aws:lambda:function', SelectionMode: 'ALL' } },
    Actions: {
      Delay: {
        ActionId: 'aws:lambda:invocation-add-delay',
        Parameters: { duration: 'PT5M' },
        Targets: { Functions: 'Functions' },
      },
    },
    ...properties,
  });

/** A state machine with one task that retries, times out and is caught. */
export const workflow = (task: Properties = {}): TemplateResource =>
  resource('AWS::StepFunctions::StateMachine', {
    DefinitionString: JSON.stringify({
      StartAt: 'Charge',
      States: {
        Charge: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          TimeoutSeconds: 60,
          Retry: [{ ErrorEquals: ['States.ALL'], BackoffRate: 2, MaxAttempts: 3, JitterStrategy: 'FULL' }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Keep' }],
          End: true,
          ...task,
        },
        Keep: { Type: 'Pass', End: true },
      },
    }),
  });

/** A permission for a service to invoke what a name or ARN means. */
export const permission = (target: unknown, service: string): TemplateResource =>
  resource('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: target,
    Principal: `${service}.amazonaws.com`,
  });

/** The app that stacks make. */
export function app(...stacks: StackInput[]): AppModel {
  return new AppModel(stacks);
}

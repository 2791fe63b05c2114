import { isOpaque } from './value';

/** How CloudFormation names a type of resource: which property is its name, and what `Ref` and `Arn` give. */
interface TypeIdentity {
  /** Property that holds the physical name. */
  readonly name?: string;
  /** What `Ref` returns; the name by default. */
  readonly ref?: 'name' | 'arn' | 'url';
  /** Attributes that return the physical name. */
  readonly nameAttributes?: readonly string[];
  /** Attributes that return the ARN, beside `Arn`. */
  readonly arnAttributes?: readonly string[];
  /** The part of the ARN from the service on; `{n}` is the name, `{r}` the region, `{a}` the account. */
  readonly arn?: string;
}

/** Types whose names and ARNs can be written down before deployment, so that references by name can be followed. */
const IDENTITIES: Readonly<Record<string, TypeIdentity>> = {
  'AWS::Lambda::Function': { name: 'FunctionName', arn: 'lambda:{r}:{a}:function:{n}' },
  'AWS::SQS::Queue': { name: 'QueueName', ref: 'url', nameAttributes: ['QueueName'], arn: 'sqs:{r}:{a}:{n}' },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    ref: 'arn',
    nameAttributes: ['TopicName'],
    arnAttributes: ['TopicArn'],
    arn: 'sns:{r}:{a}:{n}',
  },
  'AWS::S3::Bucket': { name: 'BucketName', arn: 's3:::{n}' },
  'AWS::DynamoDB::Table': { name: 'TableName', arn: 'dynamodb:{r}:{a}:table/{n}' },
  'AWS::DynamoDB::GlobalTable': { name: 'TableName', arn: 'dynamodb:{r}:{a}:table/{n}' },
  'AWS::CloudWatch::Alarm': { name: 'AlarmName', arn: 'cloudwatch:{r}:{a}:alarm:{n}' },
  'AWS::CloudWatch::CompositeAlarm': { name: 'AlarmName', arn: 'cloudwatch:{r}:{a}:alarm:{n}' },
  'AWS::CloudWatch::Dashboard': { name: 'DashboardName' },
  'AWS::Events::Rule': { name: 'Name', arn: 'events:{r}:{a}:rule/{n}' },
  'AWS::Events::EventBus': { name: 'Name', nameAttributes: ['Name'], arn: 'events:{r}:{a}:event-bus/{n}' },
  'AWS::StepFunctions::StateMachine': {
    name: 'StateMachineName',
    ref: 'arn',
    nameAttributes: ['Name'],
    arn: 'states:{r}:{a}:stateMachine:{n}',
  },
  'AWS::Backup::BackupVault': {
    name: 'BackupVaultName',
    nameAttributes: ['BackupVaultName'],
    arnAttributes: ['BackupVaultArn'],
    arn: 'backup:{r}:{a}:backup-vault:{n}',
  },
  'AWS::Backup::BackupPlan': { nameAttributes: ['BackupPlanId'] },
  'AWS::IAM::Role': { name: 'RoleName', arn: 'iam::{a}:role/{n}' },
  'AWS::IAM::ManagedPolicy': { name: 'ManagedPolicyName', ref: 'arn', arn: 'iam::{a}:policy/{n}' },
  'AWS::IAM::User': { name: 'UserName', arn: 'iam::{a}:user/{n}' },
  'AWS::IAM::Group': { name: 'GroupName', arn: 'iam::{a}:group/{n}' },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', arn: 'logs:{r}:{a}:log-group:{n}:*' },
  'AWS::Kinesis::Stream': { name: 'Name', arn: 'kinesis:{r}:{a}:stream/{n}' },
  'AWS::KMS::Key': { nameAttributes: ['KeyId'], arn: 'kms:{r}:{a}:key/{n}' },
  'AWS::Route53::HealthCheck': { nameAttributes: ['HealthCheckId'] },
  'AWS::Route53::HostedZone': { nameAttributes: ['Id'] },
  'AWS::ApiGatewayV2::Api': { nameAttributes: ['ApiId'] },
  'AWS::ApiGateway::RestApi': { nameAttributes: ['RestApiId'] },
  'AWS::ApiGatewayV2::DomainName': { name: 'DomainName' },
  'AWS::ApiGateway::DomainName': { name: 'DomainName' },
  'AWS::EFS::FileSystem': { nameAttributes: ['FileSystemId'], arn: 'elasticfilesystem:{r}:{a}:file-system/{n}' },
  'AWS::RDS::DBInstance': { name: 'DBInstanceIdentifier', arn: 'rds:{r}:{a}:db:{n}' },
  'AWS::RDS::DBCluster': { name: 'DBClusterIdentifier', arn: 'rds:{r}:{a}:cluster:{n}' },
  'AWS::RDS::GlobalCluster': { name: 'GlobalClusterIdentifier', arn: 'rds::{a}:global-cluster:{n}' },
  'AWS::DocDB::DBCluster': { name: 'DBClusterIdentifier', arn: 'rds:{r}:{a}:cluster:{n}' },
  'AWS::Neptune::DBCluster': { name: 'DBClusterIdentifier', arn: 'rds:{r}:{a}:cluster:{n}' },
  'AWS::Backup::RestoreTestingPlan': { name: 'RestoreTestingPlanName' },
};

/** Where a resource lives, each part as text: a value, or a placeholder such as `${AWS::AccountId}`. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Property that holds the physical name of a type, if the type has one. */
export function namePropertyOf(type: string): string | undefined {
  return IDENTITIES[type]?.name;
}

/** ARN of a resource, where its format is known. */
export function arnOf(type: string, name: string, place: Place): string | undefined {
  const tail = IDENTITIES[type]?.arn;
  if (tail === undefined) return undefined;
  const filled = tail
    .replace('{r}', place.region)
    .replace('{a}', place.account)
    .replace('{n}', () => name);
  return `arn:${place.partition}:${filled}`;
}

/** What `Ref` gives: the name, the ARN or the queue's URL. */
export function refOf(type: string, name: string, place: Place): string {
  const identity = IDENTITIES[type];
  if (identity?.ref === 'arn') return arnOf(type, name, place) ?? name;
  if (identity?.ref === 'url') return `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`;
  return name;
}

/** What `Fn::GetAtt` gives, where it is the name or the ARN. */
export function attributeOf(type: string, attribute: string, name: string, place: Place): string | undefined {
  const identity = IDENTITIES[type];
  if (identity?.nameAttributes?.includes(attribute)) return name;
  if (attribute === 'Arn' || identity?.arnAttributes?.includes(attribute)) return arnOf(type, name, place);
  return undefined;
}

/** The region in an ARN, where it is written there. */
export function regionOfArn(arn: string): string | undefined {
  const region = /^arn:[^:]*:[^:]*:([^:]*):/.exec(arn)?.[1];
  return region === undefined || region === '' || isOpaque(region) ? undefined : region;
}

import { type StackInput } from '../../../lib/assembly/template';
import { att, dotted, sub } from '../support/intrinsics';
import {
  ACCOUNT,
  EAST,
  WEST,
  fn,
  notices,
  permission,
  ref,
  resource,
  retained,
  stack,
  traffic,
  type Resources,
} from '../support/templates';
import { faultsIn } from './seed';

const bucket = (region: string, other: string): Resources => ({
  Files: resource(
    'AWS::S3::Bucket',
    {
      BucketName: sub('files-${AWS::AccountId}-${AWS::Region}'),
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key') } },
        ],
      },
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: '30' } }] },
      ReplicationConfiguration: {
        Role: att('Replicator'),
        Rules: [
          {
            Id: 'all',
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Enabled' },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
            Destination: {
              Bucket: { 'Fn::Join': ['-', ['arn:aws:s3:::files', ref('AWS::AccountId'), other]] },
              EncryptionConfiguration: { ReplicaKmsKeyID: `arn:aws:kms:${other}:${ACCOUNT}:alias/files` },
              ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
              Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
            },
          },
        ],
      },
    },
    retained,
  ),
  Tls: resource('AWS::S3::BucketPolicy', {
    Bucket: ref('Files'),
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': false } },
        },
      ],
    },
  }),
  Key: resource('AWS::KMS::Key', { KeyPolicy: {} }, retained),
  Replicator: resource('AWS::IAM::Role', {
    RoleName: `replicator-${region}`,
    Policies: [
      {
        PolicyName: 'replicate',
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Action: ['s3:GetReplicationConfiguration', 's3:GetObjectVersion*', 's3:Replicate*'],
            Resource: `arn:aws:s3:::files-${ACCOUNT}-*`,
          },
        },
      },
    ],
  }),
  BackupRole: resource('AWS::IAM::Role', {
    ManagedPolicyArns: [
      sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup'),
      sub('arn:${AWS::Partition}:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup'),
    ],
  }),
});

const regional = (region: string): Resources => ({
  ...bucket(region, region === EAST ? WEST : EAST),
  Secret: resource('AWS::SecretsManager::Secret', { Name: 'partner' }, retained),
  Role: resource('AWS::IAM::Role', {
    RoleName: `handler-${region}`,
    ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')],
  }),
  May: resource('AWS::IAM::RolePolicy', {
    RoleName: ref('Role'),
    PolicyName: 'own',
    PolicyDocument: { Statement: { Effect: 'Allow', Action: ['s3:GetObject'], Resource: dotted('Files.Arn') } },
  }),
  Handler: fn({
    Role: att('Role'),
    FunctionName: 'reader',
    Environment: {
      Variables: { BUCKET: ref('Files'), SECRET: ref('Secret'), INBOX: { 'Fn::ImportValue': `inbox-${region}` } },
    },
  }),
  Traffic: traffic('Reader'),
  Api: resource('AWS::ApiGatewayV2::Api', { Name: 'reader', ProtocolType: 'HTTP' }),
  MayCall: permission('reader', 'apigateway'),
  Integration: resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: sub('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:reader'),
  }),
  Check: resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName: sub('${Api}.execute-api.${AWS::Region}.amazonaws.com'),
      ResourcePath: '/health',
    },
  }),
  Record: resource('AWS::Route53::RecordSet', {
    HostedZoneName: 'example.com.',
    Name: 'reader.example.com',
    Type: 'CNAME',
    TTL: '30',
    Failover: region === EAST ? 'PRIMARY' : 'SECONDARY',
    SetIdentifier: region,
    HealthCheckId: ref('Check'),
    ResourceRecords: [sub('${Api}.execute-api.${AWS::Region}.amazonaws.com')],
  }),
});

const shared = (region: string): StackInput =>
  stack({ Inbox: resource('AWS::SQS::Queue', { QueueName: sub('inbox-${AWS::Region}') }) }, region, {
    id: `Shared-${region}`,
    path: `App/Shared-${region}`,
    template: {
      Resources: { Inbox: resource('AWS::SQS::Queue', { QueueName: sub('inbox-${AWS::Region}') }) },
      Outputs: { Inbox: { Value: ref('Inbox'), Export: { Name: `inbox-${region}` } } },
    },
  });

const backup = (): Resources => ({
  Vault: resource('AWS::Backup::BackupVault', { BackupVaultName: 'files', Notifications: notices }, retained),
  Plan: resource('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanName: 'files',
      BackupPlanRule: [
        {
          RuleName: 'daily',
          TargetBackupVault: 'files',
          ScheduleExpression: 'cron(0 4 * * ? *)',
          CopyActions: [{ DestinationBackupVaultArn: `arn:aws:backup:${WEST}:222222222222:backup-vault:vaulted` }],
        },
      ],
    },
  }),
  Selection: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: {
      SelectionName: 'files',
      IamRoleArn: att('BackupRole'),
      Resources: [att('Files')],
    },
  }),
  RestoreTest: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'files' }),
  Restored: resource('AWS::Backup::RestoreTestingSelection', {
    RestoreTestingPlanName: ref('RestoreTest'),
    ProtectedResourceType: 'S3',
  }),
});

/** Each region has a service and what it shares, connected by exports of its own region. */
export const between = (): StackInput[] => [
  stack({ ...regional(EAST), ...backup() }, EAST),
  stack(regional(WEST), WEST),
  shared(EAST),
  shared(WEST),
];

const REPLICATION = 'Files.ReplicationConfiguration.Rules.0';

export const betweenFaults = faultsIn(between, {
  'an import of what the other region exports': [
    'cross-region-import',
    app => app.set('Handler.Environment.Variables.INBOX', { 'Fn::ImportValue': sub(`inbox-${EAST}`) }, 1),
  ],
  'an import inside of a text': [
    'cross-region-import',
    app => app.set('Handler.Description', sub('reads ${Inbox}', { Inbox: { 'Fn::ImportValue': `inbox-${EAST}` } }), 1),
  ],
  'a weak reference in an output': [
    'cross-region-output',
    app => {
      Object.assign(app.stacks[1].template, {
        Outputs: { Other: { Value: { 'Fn::GetStackOutput': { StackName: 'x', Region: EAST, OutputName: 'y' } } } },
      });
    },
  ],
  'a custom resource whose function is in the other region': [
    'remote-lookup',
    app =>
      app.add('Lookup', 'Custom::Lookup', { ServiceToken: `arn:aws:lambda:${EAST}:${ACCOUNT}:function:lookup` }, 1),
  ],
  'a custom resource of CDK that reads a parameter of the other region': [
    'remote-lookup',
    app =>
      app.add(
        'Lookup',
        'Custom::AWS',
        {
          ServiceToken: sub('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:own'),
          Create: {
            'Fn::Join': [
              '',
              ['{"service":"SSM","action":"getParameter","parameters":{"Name":"/x"},"region":"', EAST, '"}'],
            ],
          },
        },
        1,
      ),
  ],
  'a parameter of the other region': [
    'remote-lookup',
    app =>
      app.add(
        'Lookup',
        'Custom::CrossRegionParameter',
        {
          ServiceToken: sub('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:own'),
          Region: EAST,
          ParameterName: '/x',
        },
        1,
      ),
  ],
  "the other region's bucket by name": [
    'function-calls-other-region',
    app => app.set('Handler.Environment.Variables.BUCKET', `files-${ACCOUNT}-${EAST}`, 1),
  ],
  "the other region's queue by URL": [
    'function-calls-other-region',
    app =>
      app.set(
        'Handler.Environment.Variables.INBOX',
        sub(`https://sqs.${EAST}.amazonaws.com/\${AWS::AccountId}/inbox-${EAST}`),
        1,
      ),
  ],
  "the other region's database by host": [
    'function-calls-other-region',
    app => app.set('Handler.Environment.Variables.HOST', `shop.cluster-abc.${EAST}.rds.amazonaws.com`, 1),
  ],
  "the other region's function URL": [
    'function-calls-other-region',
    app => app.set('Handler.Environment.Variables.NEXT', `https://abc.lambda-url.${EAST}.on.aws/`, 1),
  ],
  "the other region's secret": [
    'function-calls-other-region',
    app =>
      app.set(
        'Handler.Environment.Variables.SECRET',
        `arn:aws:secretsmanager:${EAST}:${ACCOUNT}:secret:partner-abcdef`,
        1,
      ),
  ],
  'a secret that the standby does not have': ['standby-part-missing', app => app.drop('Secret', 1)],
  'a permission that the standby does not have': ['invocation-not-permitted', app => app.drop('MayCall', 1)],
  'an integration of the other region by pseudo parameters': [
    'remote-target',
    app =>
      app.set(
        'Integration.IntegrationUri',
        sub(`arn:\${AWS::Partition}:lambda:${EAST}:\${AWS::AccountId}:function:reader`),
        1,
      ),
  ],
  'deployed after the other region': [
    'standby-depends-on-primary',
    app => Object.assign(app.stacks[1], { dependsOn: [app.stacks[0].id] }),
  ],
  "deployed after the other region's shared part": [
    'standby-depends-on-primary',
    app => Object.assign(app.stacks[1], { dependsOn: [app.stacks[2].id] }),
  ],
  'buckets that do not replicate, either of them': [
    'bucket-not-replicated',
    app => app.everywhereOf([0, 1], 'Files.ReplicationConfiguration', undefined),
  ],
  'a replica key of the source region': [
    'key-of-other-region',
    app => app.set(`${REPLICATION}.Destination.EncryptionConfiguration.ReplicaKmsKeyID`, att('Key')),
  ],
  'encrypted objects left out of the replication': [
    'bucket-replica-key-missing',
    app => app.set(`${REPLICATION}.SourceSelectionCriteria.SseKmsEncryptedObjects.Status`, 'Disabled'),
  ],
  'a role that may read what it should replicate, and not write it': [
    'bucket-replication-not-permitted',
    app =>
      app.set('Replicator.Policies.0.PolicyDocument.Statement.Action', [
        's3:GetReplicationConfiguration',
        's3:GetObject*',
      ]),
  ],
  'a role of backups that may not read buckets': [
    'backup-role-not-permitted',
    app =>
      app.set('BackupRole.ManagedPolicyArns', [
        'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
      ]),
  ],
  'replication time control off': [
    'bucket-replication-without-time-control',
    app => app.set(`${REPLICATION}.Destination.ReplicationTime.Status`, 'Disabled', 1),
  ],
  'a destination that keeps no versions': [
    'bucket-unversioned',
    app => app.set('Files.VersioningConfiguration.Status', 'Suspended', 1),
  ],
  'a bucket that replicates to itself by its name': [
    'bucket-replication-to-itself',
    app => app.set(`${REPLICATION}.Destination.Bucket`, sub('arn:aws:s3:::files-${AWS::AccountId}-${AWS::Region}')),
  ],
  'delete markers, nobody says': [
    'bucket-delete-markers-implicit',
    app => app.set(`${REPLICATION}.DeleteMarkerReplication`, undefined),
  ],
  'one role name in both regions, by text': [
    'global-name-repeated',
    app => app.everywhereOf([0, 1], 'Role.RoleName', sub('${AWS::AccountId}-handler')),
  ],
  'a key of the bucket that goes with its stack': [
    'key-not-retained',
    app => app.set('Key@DeletionPolicy', 'Delete', 1),
  ],
  'a bucket that plain HTTP reaches': [
    'bucket-not-tls-only',
    app => app.set('Tls.PolicyDocument.Statement.0.Effect', 'Allow'),
  ],
  'versions that are kept for ever': [
    'bucket-versions-kept-forever',
    app => app.set('Files.LifecycleConfiguration.Rules.0.Status', 'Disabled'),
  ],
  'a role policy of its own type that allows everything': [
    'action-wildcard',
    app => app.set('May.PolicyDocument.Statement.Action', '*'),
  ],
  'everything but one thing': [
    'action-wildcard',
    app => app.set('May.PolicyDocument.Statement', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  ],
  'a whole service on every resource': [
    'resource-wildcard',
    app => app.set('May.PolicyDocument.Statement', { Effect: 'Allow', Action: 's3:*', Resource: ['*'] }),
  ],
  'a function that may change DNS, by a managed policy': [
    'failover-role-control-plane',
    app => app.set('Role.ManagedPolicyArns', ['arn:aws:iam::aws:policy/AmazonRoute53FullAccess']),
  ],
  'a function that may change DNS, by a policy of its own type': [
    'failover-role-control-plane',
    app => app.set('May.PolicyDocument.Statement.Action', ['s3:GetObject', 'route53:Change*']),
  ],
  'a workflow that changes DNS': [
    'failover-role-control-plane',
    app => {
      app.add('Switch', 'AWS::StepFunctions::StateMachine', { RoleArn: att('Role') });
      app.add('MaySwitch', 'AWS::IAM::Policy', {
        Roles: [ref('Role')],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'route53:ChangeResourceRecordSets',
              Resource: 'arn:aws:route53:::hostedzone/Z1',
            },
          ],
        },
      });
      app.drop('Handler');
      app.drop('Integration');
    },
  ],
});

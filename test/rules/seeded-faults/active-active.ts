import { type StackInput } from '../../../lib/assembly/template';
import { att, sub } from '../support/intrinsics';
import {
  ACCOUNT,
  alarm,
  fn,
  notices,
  permission,
  ref,
  resource,
  retained,
  stack,
  type Resources,
} from '../support/templates';
import { faultsIn } from './seed';

const REGIONS = ['eu-west-1', 'eu-central-1', 'eu-north-1'];
const [HOME] = REGIONS;
const OPERATORS = sub('arn:aws:sns:${AWS::Region}:${AWS::AccountId}:operators');

/** Three regions that all serve, chosen by latency; a check combines an endpoint and an alarm. */
export const activeActive = (): StackInput[] => REGIONS.map(region => stack(regional(region), region));

const regional = (region: string): Resources => ({
  Pages: fn({ Environment: { Variables: { TABLE: 'pages', REGION: ref('AWS::Region') } } }),
  MayCall: permission(att('Pages'), 'apigateway'),
  Api: resource('AWS::ApiGatewayV2::Api', { Name: 'pages', ProtocolType: 'HTTP' }),
  Stage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true }),
  Integration: resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: att('Pages'),
  }),
  Domain: resource('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'pages.example.net',
    DomainNameConfigurations: [
      { CertificateArn: `arn:aws:acm:${region}:${ACCOUNT}:certificate/1`, EndpointType: 'REGIONAL' },
    ],
  }),
  Mapping: resource('AWS::ApiGatewayV2::ApiMapping', {
    ApiId: ref('Api'),
    DomainName: ref('Domain'),
    Stage: ref('Stage'),
  }),
  Answers: resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName: sub('${Api}.execute-api.${AWS::Region}.amazonaws.com'),
      ResourcePath: '/health',
      RequestInterval: 30,
      FailureThreshold: 2,
    },
  }),
  Busy: alarm({
    AlarmName: sub('pages-${AWS::Region}'),
    AlarmActions: [OPERATORS],
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Count',
    Dimensions: [{ Name: 'ApiId', Value: ref('Api') }],
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  }),
  Serves: resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: ref('Busy'), Region: ref('AWS::Region') },
      InsufficientDataHealthStatus: 'Unhealthy',
    },
  }),
  Both: resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'CALCULATED',
      ChildHealthChecks: [ref('Answers'), att('Serves', 'HealthCheckId')],
      HealthThreshold: 2,
    },
  }),
  Record: resource('AWS::Route53::RecordSet', {
    HostedZoneName: 'example.net.',
    Name: 'pages.example.net',
    Type: 'A',
    Region: region,
    SetIdentifier: region,
    HealthCheckId: ref('Both'),
    AliasTarget: {
      DNSName: att('Domain', 'RegionalDomainName'),
      HostedZoneId: att('Domain', 'RegionalHostedZoneId'),
      EvaluateTargetHealth: true,
    },
  }),
  ...(region === HOME ? { Table: table(), ...latencies() } : {}),
});

const table = () =>
  resource(
    'AWS::DynamoDB::GlobalTable',
    {
      TableName: 'pages',
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      Replicas: REGIONS.map(Region => ({
        Region,
        DeletionProtectionEnabled: 'true',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true' },
        Tags: [{ Key: 'backup', Value: 'daily' }],
      })),
    },
    retained,
  );

const latencies = (): Resources => ({
  Lag: alarm({
    AlarmActions: [OPERATORS],
    MetricName: undefined,
    Namespace: undefined,
    Metrics: REGIONS.slice(1).map((region, index) => ({
      Id: `m${index}`,
      ReturnData: index === 0,
      MetricStat: {
        Stat: 'Maximum',
        Period: 60,
        Metric: {
          Namespace: 'AWS/DynamoDB',
          MetricName: 'ReplicationLatency',
          Dimensions: [
            { Name: 'TableName', Value: ref('Table') },
            { Name: 'ReceivingRegion', Value: region },
          ],
        },
      },
    })),
  }),
  Vault: resource('AWS::Backup::BackupVault', { BackupVaultName: 'pages', Notifications: notices }, retained),
  Plan: resource('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanName: 'pages',
      BackupPlanRule: [
        {
          RuleName: 'daily',
          TargetBackupVault: ref('Vault'),
          ScheduleExpression: 'cron(0 3 ? * * *)',
          Lifecycle: { DeleteAfterDays: '35' },
          CopyActions: [
            {
              DestinationBackupVaultArn: sub(
                'arn:${AWS::Partition}:backup:eu-south-2:${AWS::AccountId}:backup-vault:far',
              ),
            },
          ],
        },
      ],
    },
  }),
  Selection: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: {
      SelectionName: 'tagged',
      IamRoleArn: sub('arn:aws:iam::${AWS::AccountId}:role/backup'),
      ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'daily' }],
    },
  }),
  RestoreTest: resource('AWS::Backup::RestoreTestingPlan', {
    RestoreTestingPlanName: 'pages',
    ScheduleExpression: 'cron(0 6 ? * SUN *)',
  }),
  Restored: resource('AWS::Backup::RestoreTestingSelection', {
    RestoreTestingPlanName: ref('RestoreTest'),
    ProtectedResourceType: 'DynamoDB',
    ProtectedResourceArns: ['*'],
  }),
});

export const activeActiveFaults = faultsIn(activeActive, {
  'a latency record of one region that leads to another': [
    'routed-record-other-region',
    app => app.set('Record.Region', REGIONS[2], 1),
  ],
  'places, and none for the rest of the world': [
    'geolocation-without-default',
    app =>
      ['IE', 'DE', 'SE'].forEach((CountryCode, index) => {
        app.set('Record.Region', undefined, index);
        app.set('Record.GeoLocation', { CountryCode }, index);
      }),
  ],
  'a global endpoint of events within one region': [
    'event-endpoint-not-replicated',
    app =>
      app.add('Endpoint', 'AWS::Events::Endpoint', {
        ReplicationConfig: { State: 'ENABLED' },
        EventBuses: [1, 2].map(id => ({
          EventBusArn: sub(`arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/b${id}`),
        })),
      }),
  ],
  'a latency record without check': [
    'routed-record-without-health-check',
    app => app.set('Record.HealthCheckId', undefined, 2),
  ],
  'two latency records of one set identifier': [
    'failover-set-identifier-shared',
    app => app.set('Record.SetIdentifier', HOME, 1),
  ],
  "a calculated check whose child looks at another region's API": [
    'health-check-other-region',
    app => app.set('Answers.HealthCheckConfig.FullyQualifiedDomainName', `a.execute-api.${HOME}.amazonaws.com`, 1),
  ],
  'a calculated check that one of two children is enough for, and the other is always healthy': [
    'health-check-threshold-of-children',
    app => app.set('Both.HealthCheckConfig.HealthThreshold', '0'),
  ],
  'a calculated check of more than its children': [
    'health-check-threshold-of-children',
    app => app.set('Both.HealthCheckConfig.HealthThreshold', '3', 1),
  ],
  'a child of a calculated check that is disabled': [
    'health-check-disabled',
    app => app.set('Answers.HealthCheckConfig.Disabled', 'true'),
  ],
  'a child of a calculated check that is inverted': [
    'health-check-inverted',
    app => app.set('Answers.HealthCheckConfig.Inverted', 'true', 2),
  ],
  'a check that looks for its alarm in another region': [
    'alarm-check-target',
    app => app.set('Serves.HealthCheckConfig.AlarmIdentifier.Region', HOME, 2),
  ],
  "a check on another region's alarm by name": [
    'health-check-other-region',
    app => app.set('Serves.HealthCheckConfig.AlarmIdentifier', { Name: `pages-${HOME}`, Region: HOME }, 1),
  ],
  'a check that is healthy without data, on an alarm that ignores it': [
    'alarm-feeding-health-check',
    app => {
      app.set('Serves.HealthCheckConfig.InsufficientDataHealthStatus', 'Healthy');
      app.set('Busy.TreatMissingData', 'ignore');
    },
  ],
  "two regions with one region's check": [
    'health-check-shared',
    app => {
      app.set('Record.HealthCheckId', 'abcdef11-2222-3333-4444-555555fedcba');
      app.set('Record.HealthCheckId', 'abcdef11-2222-3333-4444-555555fedcba', 1);
    },
  ],
  'a region without record': ['standby-part-missing', app => app.drop('Record', 2)],
  'a TTL of an hour beside a latency check': [
    'record-ttl-too-long',
    app => {
      app.set('Record.AliasTarget', undefined);
      app.set('Record.Type', 'CNAME');
      app.set('Record.TTL', '3600');
      app.set('Record.ResourceRecords', [att('Domain', 'RegionalDomainName')]);
    },
  ],
  'a table without a replica in the third region': [
    'table-replica-missing',
    app => app.set('Table.Replicas', (app.of().Table.Properties!.Replicas as unknown[]).slice(0, 2)),
  ],
  'recovery off in one of three replicas, as text': [
    'table-point-in-time-recovery',
    app => app.set('Table.Replicas.2.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'false'),
  ],
  'strong consistency with a witness too many': [
    'table-strong-consistency-regions',
    app => {
      app.set('Table.MultiRegionConsistency', 'STRONG');
      app.set('Table.GlobalTableWitnesses', [{ Region: 'eu-west-3' }]);
    },
  ],
  'a replicated table without stream': ['table-stream-missing', app => app.set('Table.StreamSpecification', undefined)],
  'replicas, none of them in the region of the stack': [
    'table-home-replica-missing',
    app => app.set('Table.Replicas', (app.of().Table.Properties!.Replicas as unknown[]).slice(1)),
  ],
  'the same global table from two stacks': [
    'global-table-repeated',
    app => {
      app.of(1).Table = app.of().Table;
    },
  ],
  'the latency of replication unwatched': ['replication-latency-unwatched', app => app.drop('Lag')],
  'replicas without the tag that the plan selects by': [
    'backup-selection-misses',
    app => [0, 1, 2].forEach(index => app.set(`Table.Replicas.${index}.Tags`, [{ Key: 'backup', Value: 'weekly' }])),
  ],
  'a selection that excludes what it selected': [
    'backup-selection-misses',
    app => app.set('Selection.BackupSelection.NotResources', ['arn:aws:dynamodb:*:*:table/*']),
  ],
  'a restore test of nothing': ['restore-test-selects-nothing', app => app.drop('Restored')],
  'every region told to use one region': [
    'function-calls-other-region',
    app => app.everywhere('Pages.Environment.Variables.REGION', HOME),
  ],
  'a certificate of another region in a list': [
    'certificate-of-other-region',
    app =>
      app.set('Domain.DomainNameConfigurations.0.CertificateArn', `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/1`),
  ],
  'an API that may not call its function': ['invocation-not-permitted', app => app.drop('MayCall', 1)],
});

import { AppModel } from '../../../lib/assembly/app-model';
import { type StackInput, type TemplateResource } from '../../../lib/assembly/template';

/** What differs from a good app in two regions. */
export interface TwoRegions {
  readonly metadata?: Record<string, unknown>;
  readonly record?: Record<string, unknown>;
  readonly healthCheckConfig?: Record<string, unknown>;
  /** What the templates declare of the health checks. */
  readonly healthCheckObjectives?: Record<string, unknown>;
  /** Environment of the functions: what they use. */
  readonly environment?: Record<string, unknown>;
  readonly both?: Record<string, TemplateResource>;
  readonly primary?: Record<string, TemplateResource>;
  readonly standby?: Record<string, TemplateResource>;
}

const PRIMARY = 'us-east-1';
const STANDBY = 'us-west-2';

/** An app of plain resources, without this library: an API, a function and a failover record in each of two regions. */
export function twoRegions(options: TwoRegions = {}): AppModel {
  return new AppModel([stack(PRIMARY, 'PRIMARY', options), stack(STANDBY, 'SECONDARY', options)]);
}

function stack(region: string, role: string, options: TwoRegions): StackInput {
  const own = role === 'PRIMARY' ? options.primary : options.standby;
  return {
    id: `App-${region}`,
    path: `App/${region}`,
    region,
    account: '111122223333',
    template: {
      Metadata: { RecoveryObjectives: options.metadata },
      Resources: { ...front(region, role, options), ...options.both, ...own },
    },
  };
}

function front(region: string, role: string, options: TwoRegions): Record<string, TemplateResource> {
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['Handler', 'Arn'] } },
    },
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Environment: { Variables: options.environment ?? {} } },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Domain: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'files.example.com' } },
    Mapping: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      Properties: { ApiId: { Ref: 'Api' }, DomainName: { Ref: 'Domain' } },
    },
    HealthCheck: {
      Type: 'AWS::Route53::HealthCheck',
      Metadata: { RecoveryObjectives: options.healthCheckObjectives },
      Properties: {
        HealthCheckConfig: {
          Type: 'HTTPS',
          FullyQualifiedDomainName: { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.amazonaws.com' },
          ResourcePath: '/health',
          RequestInterval: 10,
          FailureThreshold: 3,
          ...options.healthCheckConfig,
        },
      },
    },
    Record: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        Name: 'files.example.com.',
        Type: 'CNAME',
        TTL: '30',
        HostedZoneId: 'Z0123456789ABCDEFGHIJ',
        SetIdentifier: region,
        Failover: role,
        HealthCheckId: { Ref: 'HealthCheck' },
        ResourceRecords: [{ 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] }],
        ...options.record,
      },
    },
  };
}

export function bucket(name: string, replicatesTo?: string, timeControl = true): TemplateResource {
  const time = timeControl ? { ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } } } : {};
  const rule = { Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${replicatesTo}`, ...time } };
  return {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    Properties: {
      BucketName: name,
      VersioningConfiguration: { Status: 'Enabled' },
      ...(replicatesTo && { ReplicationConfiguration: { Rules: [rule] } }),
    },
  };
}

export function globalTable(name: string, consistency?: string): TemplateResource {
  const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  return {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: name,
      MultiRegionConsistency: consistency,
      Replicas: [PRIMARY, STANDBY].map(Region => ({ Region, ...recovery })),
    },
  };
}

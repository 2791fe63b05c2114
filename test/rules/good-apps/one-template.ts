import { type StackInput } from '../../../lib/assembly/template';
import { att, join, sub } from '../support/intrinsics';
import { EAST, WEST, fn, permission, ref, resource, stack, traffic } from '../support/templates';

/** A REST API in two regions from one hand-written template: parameters, mappings, conditions, a record set group. */
export const oneTemplate = (): StackInput[] => [regional(EAST), regional(WEST)];

const regional = (region: string): StackInput =>
  stack({}, region, {
    id: `orders-${region}`,
    stackName: 'orders',
    template: {
      Parameters: {
        Zone: { Type: 'AWS::Route53::HostedZone::Id' },
        Name: { Type: 'String', Default: 'Orders.Example.org.' },
        Seconds: { Type: 'Number', Default: '10' },
      },
      Mappings: { Regions: { [EAST]: { Role: 'PRIMARY', Other: WEST }, [WEST]: { Role: 'SECONDARY', Other: EAST } } },
      Conditions: {
        IsPrimary: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Regions', ref('AWS::Region'), 'Role'] }, 'PRIMARY'] },
        Never: { 'Fn::Not': [{ 'Fn::Equals': [ref('AWS::Region'), ref('AWS::Region')] }] },
      },
      Resources: {
        Handler: fn({
          Code: { ZipFile: 'exports.handler = null' },
          Handler: 'index.handler',
          Role: sub('arn:aws:iam::${AWS::AccountId}:role/handler'),
          Timeout: ref('Seconds'),
          FunctionName: sub('${AWS::StackName}-handler'),
        }),
        Traffic: traffic('Handler'),
        Version: resource('AWS::Lambda::Version', { FunctionName: ref('Handler') }),
        Live: resource('AWS::Lambda::Alias', {
          FunctionName: ref('Handler'),
          FunctionVersion: att('Version', 'Version'),
          Name: 'live',
        }),
        MayCall: permission(ref('Live'), 'apigateway'),
        Api: resource('AWS::ApiGateway::RestApi', {
          Name: 'orders',
          EndpointConfiguration: { Types: ['REGIONAL'] },
        }),
        Any: resource('AWS::ApiGateway::Method', {
          RestApiId: ref('Api'),
          HttpMethod: 'ANY',
          ResourceId: att('Api', 'RootResourceId'),
          Integration: {
            Type: 'AWS_PROXY',
            IntegrationHttpMethod: 'POST',
            Uri: sub(
              'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Target}/invocations',
              { Target: ref('Live') },
            ),
          },
        }),
        Deployment: resource('AWS::ApiGateway::Deployment', { RestApiId: ref('Api') }),
        Stage: resource('AWS::ApiGateway::Stage', {
          RestApiId: ref('Api'),
          DeploymentId: ref('Deployment'),
          StageName: 'v1',
        }),
        Certificate: resource('AWS::CertificateManager::Certificate', { DomainName: ref('Name') }),
        Domain: resource('AWS::ApiGateway::DomainName', {
          DomainName: ref('Name'),
          RegionalCertificateArn: ref('Certificate'),
          EndpointConfiguration: { Types: ['REGIONAL'] },
        }),
        Mapped: resource('AWS::ApiGateway::BasePathMapping', {
          DomainName: ref('Domain'),
          RestApiId: ref('Api'),
          Stage: ref('Stage'),
        }),
        Check: resource('AWS::Route53::HealthCheck', {
          HealthCheckConfig: {
            Type: 'HTTPS',
            FullyQualifiedDomainName: sub('${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}'),
            ResourcePath: join('', '/', ref('Stage'), '/health'),
            RequestInterval: '10',
            FailureThreshold: '3',
          },
        }),
        Records: resource('AWS::Route53::RecordSetGroup', {
          HostedZoneId: ref('Zone'),
          RecordSets: ['A', 'AAAA'].map(Type => ({
            Name: ref('Name'),
            Type,
            SetIdentifier: sub('${AWS::StackName}-${AWS::Region}'),
            Failover: { 'Fn::FindInMap': ['Regions', ref('AWS::Region'), 'Role'] },
            HealthCheckId: { 'Fn::If': ['Never', ref('AWS::NoValue'), ref('Check')] },
            AliasTarget: {
              DNSName: att('Domain', 'RegionalDomainName'),
              HostedZoneId: att('Domain', 'RegionalHostedZoneId'),
              EvaluateTargetHealth: 'true',
            },
          })),
        }),
      },
    },
  });

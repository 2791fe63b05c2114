import { type StackInput } from '../../../../lib/assembly/template';
import { EAST, WEST, fn, ref, resource, stack } from '../templates';
import { att, faultsIn, join, permission, sub } from './seed';

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

const IF_PRIMARY = (yes: unknown, no: unknown): unknown => ({ 'Fn::If': ['IsPrimary', yes, no] });

export const oneTemplateFaults = faultsIn(oneTemplate, {
  'a record group whose standby is PRIMARY by its mapping': [
    'failover-record-duplicated',
    app => {
      (app.stacks[1].template.Mappings!.Regions[WEST] as Record<string, unknown>).Role = 'PRIMARY';
    },
  ],
  'the record group only where the condition holds': [
    'failover-pair-incomplete',
    app => app.stacks.forEach((_, index) => app.set('Records@Condition', 'IsPrimary', index)),
  ],
  'one member of the group is in the primary only': [
    'failover-pair-incomplete',
    app =>
      app.everywhere(
        'Records.RecordSets.1',
        IF_PRIMARY(app.of().Records.Properties!.RecordSets![1 as never], ref('AWS::NoValue')),
      ),
  ],
  'a set identifier without the region': [
    'failover-set-identifier-shared',
    app => app.everywhere('Records.RecordSets.0.SetIdentifier', sub('${AWS::StackName}')),
  ],
  'a check for the primary by Fn::If, none for the standby': [
    'secondary-without-health-check',
    app => app.everywhere('Records.RecordSets.0.HealthCheckId', IF_PRIMARY(ref('Check'), ref('AWS::NoValue'))),
  ],
  'a check that a false condition takes away': [
    'primary-without-health-check',
    app => app.set('Records.RecordSets.1.HealthCheckId', { 'Fn::If': ['Never', ref('Check'), ref('AWS::NoValue')] }),
  ],
  'a check on the name that fails over, in capitals and with a dot': [
    'health-check-on-failover-name',
    app => app.everywhere('Check.HealthCheckConfig.FullyQualifiedDomainName', ref('Name')),
  ],
  "a check on the other region's host, by mapping": [
    'health-check-other-region',
    app =>
      app.set(
        'Check.HealthCheckConfig.FullyQualifiedDomainName',
        sub('x.execute-api.${Other}.amazonaws.com', {
          Other: { 'Fn::FindInMap': ['Regions', ref('AWS::Region'), 'Other'] },
        }),
      ),
  ],
  'a check on a stage that does not exist': [
    'health-check-path-stage',
    app => app.everywhere('Check.HealthCheckConfig.ResourcePath', '/health'),
  ],
  'a check that does not name the host in the handshake': [
    'health-check-without-sni',
    app => app.set('Check.HealthCheckConfig.EnableSNI', 'false'),
  ],
  'a check from two places only': [
    'health-check-limits',
    app => app.set('Check.HealthCheckConfig.Regions', [EAST, WEST]),
  ],
  'ten failures in intervals of thirty seconds': [
    'health-check-slow',
    app => {
      app.set('Check.HealthCheckConfig.RequestInterval', '30');
      app.set('Check.HealthCheckConfig.FailureThreshold', '10');
    },
  ],
  'an alias of a group that ignores the target, as text': [
    'alias-ignores-target-health',
    app => app.set('Records.RecordSets.1.AliasTarget.EvaluateTargetHealth', 'false', 1),
  ],
  'a domain that no API is mapped to': ['domain-without-mapping', app => app.drop('Mapped', 1)],
  'an alias of what changes': ['alias-of-latest', app => app.everywhere('Live.FunctionVersion', '$LATEST')],
  'an edge-optimised domain in the failover': [
    'failover-to-edge-endpoint',
    app => {
      app.everywhere('Domain.EndpointConfiguration.Types', ['EDGE']);
      app.everywhere('Records.RecordSets.0.AliasTarget.DNSName', att('Domain', 'DistributionDomainName'));
    },
  ],
  "a certificate of the other region's": [
    'certificate-of-other-region',
    app => app.set('Domain.RegionalCertificateArn', `arn:aws:acm:${EAST}:111111111111:certificate/x`, 1),
  ],
  "a timeout above the API's by the default of a parameter": [
    'function-timeout-behind-api',
    app => {
      for (const { template } of app.stacks) Object.assign(template.Parameters!.Seconds, { Default: '60' });
    },
  ],
  'a REST method that calls the function in the form of an ARN with pseudo parameters': [
    'function-invoked-past-alias',
    app =>
      app.everywhere(
        'Any.Integration.Uri',
        join(
          '',
          'arn:',
          ref('AWS::Partition'),
          ':apigateway:',
          ref('AWS::Region'),
          ':lambda:path/2015-03-31/functions/arn:aws:lambda:',
          ref('AWS::Region'),
          ':',
          ref('AWS::AccountId'),
          ':function:orders-handler/invocations',
        ),
      ),
  ],
  'a permission on the function, while the API calls the alias': [
    'invocation-not-permitted',
    app => app.everywhere('MayCall.FunctionName', ref('Handler')),
  ],
  'half the memory in the standby by Fn::If': [
    'standby-capacity',
    app => app.everywhere('Handler.MemorySize', IF_PRIMARY(1024, 512)),
  ],
  'provisioned concurrency in the primary alone': [
    'standby-capacity',
    app =>
      app.everywhere(
        'Live.ProvisionedConcurrencyConfig',
        IF_PRIMARY({ ProvisionedConcurrentExecutions: 5 }, ref('AWS::NoValue')),
      ),
  ],
  'a queue of the primary alone by condition': [
    'standby-part-missing',
    app => {
      for (const index of app.stacks.keys()) {
        app.add('Jobs', 'AWS::SQS::Queue', {}, index);
        app.set('Jobs@Condition', 'IsPrimary', index);
      }
    },
  ],
  'more memory than there is': ['function-limits', app => app.everywhere('Handler.MemorySize', 20480)],
  'a timeout of an hour': ['function-limits', app => app.everywhere('Handler.Timeout', '3600')],
  'provisioned above reserved concurrency': [
    'provisioned-above-reserved',
    app => {
      app.everywhere('Handler.ReservedConcurrentExecutions', 5);
      app.everywhere('Live.ProvisionedConcurrencyConfig', { ProvisionedConcurrentExecutions: '10' });
    },
  ],
});

import { oneTemplate } from '../good-apps/one-template';
import { att, join, sub } from '../support/intrinsics';
import { EAST, WEST, ref } from '../support/templates';
import { faultsIn } from './seed';

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

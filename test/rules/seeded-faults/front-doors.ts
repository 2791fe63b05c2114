import { type StackInput } from '../../../lib/assembly/template';
import { att, sub } from '../support/intrinsics';
import { EAST, WEST, fn, permission, ref, resource, stack, traffic, type Resources } from '../support/templates';
import { faultsIn } from './seed';

/** Load balancer, function URL, AppSync and CloudFront before functions, in two regions. */
export const frontDoors = (): StackInput[] => [
  stack({ ...regional('PRIMARY'), ...distribution() }, EAST),
  stack(regional('SECONDARY'), WEST),
];

const regional = (failover: string): Resources => ({
  Handler: fn(),
  Traffic: traffic('Handler'),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Handler') }),
  Live: resource('AWS::Lambda::Alias', {
    FunctionName: ref('Handler'),
    FunctionVersion: att('Version', 'Version'),
    Name: 'live',
  }),
  OfBalancer: permission(ref('Live'), 'elasticloadbalancing'),
  Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Type: 'application',
    Subnets: ['subnet-1', 'subnet-2'],
  }),
  Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
    TargetType: 'lambda',
    Targets: [{ Id: ref('Live') }],
  }),
  Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref('Balancer'),
    Port: 443,
    Certificates: [{ CertificateArn: sub('arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/2') }],
    DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
  }),
  Url: resource('AWS::Lambda::Url', { TargetFunctionArn: att('Handler'), Qualifier: 'live', AuthType: 'AWS_IAM' }),
  Graph: resource('AWS::AppSync::GraphQLApi', { Name: 'graph', AuthenticationType: 'AWS_IAM' }),
  Source: resource('AWS::AppSync::DataSource', {
    ApiId: att('Graph', 'ApiId'),
    Name: 'live',
    Type: 'AWS_LAMBDA',
    ServiceRoleArn: 'arn:aws:iam::111111111111:role/appsync',
    LambdaConfig: { LambdaFunctionArn: ref('Live') },
  }),
  UrlCheck: resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName: {
        'Fn::Select': [2, { 'Fn::Split': ['/', att('Url', 'FunctionUrl')] }],
      },
      ResourcePath: '/health',
    },
  }),
  Record: resource('AWS::Route53::RecordSet', {
    HostedZoneId: 'Z7',
    Name: 'lb.example.org',
    Type: 'A',
    Failover: failover,
    SetIdentifier: sub('lb-${AWS::Region}'),
    AliasTarget: {
      DNSName: sub('dualstack.${Balancer.DNSName}'),
      HostedZoneId: att('Balancer', 'CanonicalHostedZoneID'),
      EvaluateTargetHealth: true,
    },
  }),
  UrlRecord: resource('AWS::Route53::RecordSet', {
    HostedZoneId: 'Z7',
    Name: 'url.example.org',
    Type: 'CNAME',
    TTL: 60,
    Failover: failover,
    SetIdentifier: sub('url-${AWS::Region}'),
    HealthCheckId: ref('UrlCheck'),
    ResourceRecords: [{ 'Fn::Select': [2, { 'Fn::Split': ['/', att('Url', 'FunctionUrl')] }] }],
  }),
});

const distribution = (): Resources => ({
  Distribution: resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Enabled: true,
      Origins: [
        {
          Id: 'first',
          DomainName: att('Balancer', 'DNSName'),
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
        },
        {
          Id: 'second',
          DomainName: 'lb-2.us-west-2.elb.amazonaws.com',
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
        },
      ],
      OriginGroups: {
        Quantity: 1,
        Items: [
          {
            Id: 'both',
            FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [502, 503] } },
            Members: { Quantity: 2, Items: [{ OriginId: 'first' }, { OriginId: 'second' }] },
          },
        ],
      },
      DefaultCacheBehavior: { TargetOriginId: 'both', ViewerProtocolPolicy: 'https-only' },
      ViewerCertificate: { AcmCertificateArn: `arn:aws:acm:${EAST}:111111111111:certificate/3` },
    },
  }),
});

export const frontDoorFaults = faultsIn(frontDoors, {
  'a load balancer’s alias that ignores its health': [
    'primary-without-health-check',
    app => app.set('Record.AliasTarget.EvaluateTargetHealth', 'false'),
  ],
  'a standby that answers with the primary’s load balancer': [
    'failover-to-same-target',
    app => {
      app.set('Record.AliasTarget.DNSName', 'lb-1.us-east-1.elb.amazonaws.com');
      app.set('Record.AliasTarget.DNSName', 'dualstack.LB-1.us-east-1.elb.amazonaws.com.', 1);
    },
  ],
  'both load balancers in one region': [
    'failover-within-region',
    app => app.set('Record.AliasTarget.DNSName', 'other-lb.us-east-1.elb.amazonaws.com', 1),
  ],
  'both function URLs in one region': [
    'failover-within-region',
    app => app.set('UrlRecord.ResourceRecords', ['abcdef.lambda-url.us-east-1.on.aws'], 1),
  ],
  'a check on the other region’s function URL': [
    'health-check-other-region',
    app => app.set('UrlCheck.HealthCheckConfig.FullyQualifiedDomainName', 'abcdef.lambda-url.us-east-1.on.aws', 1),
  ],
  'one check for both function URLs': [
    'health-check-shared',
    app => app.everywhere('UrlRecord.HealthCheckId', 'abcdef11-2222-3333-4444-555555fedcba'),
  ],
  'a check on a function URL by HTTP': [
    'health-check-not-https',
    app => app.set('UrlCheck.HealthCheckConfig.Type', 'HTTP'),
  ],
  'a function URL without path': [
    'health-check-path',
    app => app.set('UrlCheck.HealthCheckConfig.ResourcePath', 'health'),
  ],
  'a target group on $LATEST': ['function-invoked-past-alias', app => app.set('Targets.Targets.0.Id', att('Handler'))],
  'a function URL past the alias': ['function-invoked-past-alias', app => app.set('Url.Qualifier', undefined)],
  'a data source of AppSync past the alias': [
    'function-invoked-past-alias',
    app => app.set('Source.LambdaConfig.LambdaFunctionArn', att('Handler')),
  ],
  'a resolver’s function slower than AppSync': ['function-timeout-behind-api', app => app.set('Handler.Timeout', 120)],
  'a data source in the other region': [
    'remote-target',
    app => app.set('Source.LambdaConfig.LambdaFunctionArn', 'arn:aws:lambda:us-east-1:111111111111:function:x:live', 1),
  ],
  'a load balancer that may not call its function': ['invocation-not-permitted', app => app.drop('OfBalancer', 1)],
  'a distribution with one origin': [
    'distribution-single-region',
    app => app.set('Distribution.DistributionConfig.DefaultCacheBehavior.TargetOriginId', 'first'),
  ],
  'an origin group within one region': [
    'distribution-single-region',
    app => app.set('Distribution.DistributionConfig.Origins.1.DomainName', 'lb-2.us-east-1.elb.amazonaws.com'),
  ],
  'a certificate of CloudFront elsewhere': [
    'certificate-of-other-region',
    app =>
      app.set(
        'Distribution.DistributionConfig.ViewerCertificate.AcmCertificateArn',
        `arn:aws:acm:${WEST}:111111111111:certificate/3`,
      ),
  ],
  'a listener’s certificate of the other region': [
    'certificate-of-other-region',
    app => app.set('Listener.Certificates.0.CertificateArn', `arn:aws:acm:${EAST}:111111111111:certificate/2`, 1),
  ],
  'no function URL in the standby': [
    'standby-part-missing',
    app => {
      app.drop('Url', 1);
      app.drop('UrlRecord', 1);
      app.drop('UrlCheck', 1);
    },
  ],
  'no load balancer’s listener in the standby': ['standby-part-missing', app => app.drop('Listener', 1)],
});

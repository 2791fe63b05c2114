import { ruleCase } from '../support/rule-case';
import { EAST, WEST, alarm, check, record, ref, resource, secondary, stack } from '../support/templates';

const pair = { Primary: record(), Secondary: secondary() };
const eastHost = 'abc.execute-api.us-east-1.amazonaws.com';
const westHost = 'xyz.execute-api.us-west-2.amazonaws.com';
const alias = (
  evaluate: boolean,
  dnsName: unknown = 'd-1.execute-api.us-east-1.amazonaws.com',
): Record<string, unknown> => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { DNSName: dnsName, HostedZoneId: 'Z2', EvaluateTargetHealth: evaluate },
});
const alarmCheck = (config: Record<string, unknown> = {}) =>
  resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: 'outage', Region: EAST },
      InsufficientDataHealthStatus: 'Unhealthy',
      ...config,
    },
  });

export const failoverCases = [
  ruleCase('failover-record-duplicated', bad => [
    stack({ Primary: record() }),
    stack({ Secondary: secondary({ Failover: bad ? 'PRIMARY' : 'SECONDARY' }) }, WEST),
  ]),
  ruleCase('failover-pair-incomplete', bad => stack(bad ? { Primary: record() } : pair)),
  ruleCase('failover-set-identifier-shared', bad =>
    stack({ Primary: record(), Secondary: secondary(bad ? { SetIdentifier: 'primary' } : {}) }),
  ),
  ruleCase('primary-without-health-check', bad =>
    stack({ Primary: record(bad ? { HealthCheckId: undefined } : {}), Secondary: secondary() }),
  ),
  ruleCase(
    'primary-without-health-check',
    bad =>
      stack({
        Primary: record({
          HealthCheckId: undefined,
          ...alias(true, bad ? undefined : 'lb.us-east-1.elb.amazonaws.com'),
        }),
        Secondary: secondary(),
      }),
    'an alias that follows API Gateway, which has no health of its own',
  ),
  ruleCase('secondary-without-health-check', bad =>
    stack({ Primary: record(), Secondary: secondary(bad ? { HealthCheckId: undefined } : {}) }),
  ),
  ruleCase('health-check-shared', bad =>
    stack({ Primary: record(), Secondary: secondary(bad ? { HealthCheckId: 'check-of-east' } : {}) }),
  ),
  ruleCase('health-check-other-region', bad =>
    stack({
      East: check({ FullyQualifiedDomainName: eastHost }),
      West: check({ FullyQualifiedDomainName: westHost }),
      Primary: record({ HealthCheckId: ref(bad ? 'West' : 'East') }),
      Secondary: secondary({ HealthCheckId: ref(bad ? 'East' : 'West') }),
    }),
  ),
  ruleCase(
    'health-check-other-region',
    bad => [
      stack({
        Api: resource('AWS::ApiGatewayV2::Api', { Name: 'api' }),
        Name: resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'east.example.com' }),
        Check: check({
          FullyQualifiedDomainName: bad
            ? westHost
            : { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] },
        }),
        Primary: record({
          HealthCheckId: ref('Check'),
          ResourceRecords: [{ 'Fn::GetAtt': ['Name', 'RegionalDomainName'] }],
        }),
      }),
      stack({ Secondary: secondary() }, WEST),
    ],
    'the region is that of the API and the domain which the template names by reference',
  ),
  ruleCase('health-check-on-failover-name', bad =>
    stack({ ...pair, Check: check({ FullyQualifiedDomainName: bad ? 'API.example.com' : eastHost }) }),
  ),
  ruleCase(
    'health-check-limits',
    bad => stack({ Check: check({ RequestInterval: bad ? 15 : 10, FailureThreshold: 3 }) }),
    'interval',
  ),
  ruleCase(
    'health-check-limits',
    bad => stack({ Check: check({ RequestInterval: 30, FailureThreshold: bad ? 11 : 10 }) }),
    'threshold',
  ),
  ruleCase('health-check-path', bad => stack({ Check: check({ ResourcePath: bad ? 'health' : '/health' }) })),
  ruleCase('health-check-not-https', bad =>
    stack({ Check: check({ Type: bad ? 'HTTP' : 'HTTPS', FullyQualifiedDomainName: eastHost }) }),
  ),
  ruleCase('health-check-inverted', bad =>
    stack({
      Check: check({ Inverted: bad }),
      Primary: record({ HealthCheckId: ref('Check') }),
      Secondary: secondary(),
    }),
  ),
  ruleCase('health-check-disabled', bad =>
    stack({
      Check: check({ Disabled: bad }),
      Primary: record({ HealthCheckId: ref('Check') }),
      Secondary: secondary(),
    }),
  ),
  ruleCase('health-check-threshold-of-children', bad =>
    stack({
      Both: resource('AWS::Route53::HealthCheck', {
        HealthCheckConfig: { Type: 'CALCULATED', ChildHealthChecks: ['a', 'b'], HealthThreshold: bad ? 3 : 2 },
      }),
    }),
  ),
  ruleCase('health-check-on-closed-endpoint', bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: bad }),
      Check: check({ FullyQualifiedDomainName: { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.amazonaws.com' } }),
    }),
  ),
  ruleCase('record-ttl-too-long', bad =>
    stack({ Primary: record({ TTL: bad ? '1800' : '60' }), Secondary: secondary() }),
  ),
  ruleCase('alias-ignores-target-health', bad => stack({ Primary: record(alias(!bad)), Secondary: secondary() })),
  ruleCase('routed-record-without-health-check', bad =>
    stack({
      East: record({ Failover: undefined, Region: EAST, HealthCheckId: bad ? undefined : 'check-of-east' }),
      West: secondary({ Failover: undefined, Region: WEST }),
    }),
  ),
  ruleCase(
    'routed-record-without-health-check',
    bad =>
      stack({
        Primary: record(),
        Secondary: secondary(),
        World: record({
          Name: 'www.example.com',
          Failover: undefined,
          Region: EAST,
          HealthCheckId: undefined,
          ...alias(!bad, 'api.example.com.'),
        }),
      }),
    'an alias that follows a name which fails over by itself',
  ),
  ruleCase('failover-to-same-target', bad =>
    stack({
      Primary: record(),
      Secondary: secondary(bad ? { ResourceRecords: ['d-1.execute-api.us-east-1.amazonaws.com'] } : {}),
    }),
  ),
  ruleCase('failover-within-region', bad =>
    stack({
      Primary: record(),
      Secondary: secondary(bad ? { ResourceRecords: ['d-2.execute-api.us-east-1.amazonaws.com'] } : {}),
    }),
  ),
  ruleCase(
    'failover-within-region',
    bad => [
      ...[bad ? WEST : EAST, WEST].map((region, index) =>
        stack(
          {
            Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer'),
            Writer: resource('Custom::CrossRegionExportWriter', {
              WriterProps: { exports: { [`/cdk/exports/${index}`]: { 'Fn::GetAtt': ['Balancer', 'DNSName'] } } },
            }),
          },
          region,
          { id: `Part${index}` },
        ),
      ),
      stack(
        {
          Reader: resource('Custom::CrossRegionExportReader'),
          Primary: record(alias(true, { 'Fn::GetAtt': ['Reader', '/cdk/exports/0'] })),
          Secondary: secondary(alias(true, { 'Fn::GetAtt': ['Reader', '/cdk/exports/1'] })),
        },
        EAST,
        { id: 'Names' },
      ),
    ],
    'load balancers that CDK carries the names of from their regions',
  ),
  ruleCase('alarm-check-insufficient-data', bad =>
    stack({ Check: alarmCheck(bad ? { InsufficientDataHealthStatus: undefined } : {}) }),
  ),
  ruleCase('alarm-check-target', bad =>
    stack({
      Check: alarmCheck(),
      Outage: bad
        ? resource('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'outage', AlarmRule: 'ALARM("a")' })
        : alarm({ AlarmName: 'outage' }),
    }),
  ),
];

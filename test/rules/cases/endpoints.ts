import { ruleCase } from '../support/rule-case';
import {
  ACCOUNT,
  EAST,
  WEST,
  check,
  fn,
  record,
  ref,
  resource,
  secondary,
  stack,
  type Resources,
} from '../support/templates';

const host = { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.amazonaws.com' };
const latency = (Region: string, target: string) =>
  record({ Failover: undefined, Region, SetIdentifier: Region, ResourceRecords: [target] });
const domain = (certificateRegion: string) =>
  resource('AWS::ApiGateway::DomainName', {
    DomainName: 'a.example.com',
    RegionalCertificateArn: `arn:aws:acm:${certificateRegion}:${ACCOUNT}:certificate/1`,
  });
const distribution = (target: string) =>
  resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [
        { Id: 'east', DomainName: 'a.execute-api.us-east-1.amazonaws.com' },
        { Id: 'west', DomainName: 'a.execute-api.us-west-2.amazonaws.com' },
      ],
      OriginGroups: { Items: [{ Id: 'both', Members: { Items: [{ OriginId: 'east' }, { OriginId: 'west' }] } }] },
      DefaultCacheBehavior: { TargetOriginId: target },
    },
  });
const service = (region: string, extra: Resources = {}) => stack({ Fn: fn(), Other: fn(), ...extra }, region);

/** What clients and health checks reach. */
export const endpointCases = [
  ruleCase('health-check-without-sni', bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api'),
      Check: check({ FullyQualifiedDomainName: host, EnableSNI: !bad }),
    }),
  ),
  ruleCase('health-check-slow', bad =>
    stack({ Check: check({ RequestInterval: 30, FailureThreshold: bad ? 10 : 3 }) }),
  ),
  ruleCase('health-check-path-stage', bad =>
    stack({
      Api: resource('AWS::ApiGateway::RestApi'),
      Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'prod' }),
      Check: check({ FullyQualifiedDomainName: host, ResourcePath: bad ? '/health' : '/prod/health' }),
    }),
  ),
  ruleCase('failover-to-edge-endpoint', bad =>
    stack({
      Domain: resource('AWS::ApiGateway::DomainName', { DomainName: 'api.example.com' }),
      Record: record({
        ResourceRecords: [{ 'Fn::GetAtt': ['Domain', bad ? 'DistributionDomainName' : 'RegionalDomainName'] }],
      }),
      Other: secondary(),
    }),
  ),
  ruleCase('routed-record-other-region', bad =>
    stack({
      East: latency(EAST, `a.execute-api.${bad ? WEST : EAST}.amazonaws.com`),
      West: latency(WEST, `b.execute-api.${WEST}.amazonaws.com`),
    }),
  ),
  ruleCase('routed-record-alone', bad => [
    service(EAST, { East: latency(EAST, `a.execute-api.${EAST}.amazonaws.com`) }),
    service(WEST, bad ? {} : { West: latency(WEST, `b.execute-api.${WEST}.amazonaws.com`) }),
  ]),
  ruleCase(
    'routed-record-alone',
    bad => [
      service(EAST, { East: latency(EAST, `a.execute-api.${EAST}.amazonaws.com`) }),
      ...(bad ? [service(WEST)] : []),
    ],
    'good where each region is a deployment of its own',
  ),
  ruleCase('geolocation-without-default', bad =>
    stack({
      Europe: record({ Failover: undefined, GeoLocation: { ContinentCode: 'EU' }, SetIdentifier: 'EU' }),
      ...(bad
        ? {}
        : { Rest: record({ Failover: undefined, GeoLocation: { CountryCode: '*' }, SetIdentifier: 'rest' }) }),
    }),
  ),
  ruleCase('domain-without-mapping', bad =>
    stack({
      Domain: resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'api.example.com' }),
      ...(bad ? {} : { Mapping: resource('AWS::ApiGatewayV2::ApiMapping', { DomainName: ref('Domain') }) }),
    }),
  ),
  ruleCase('alias-of-latest', bad =>
    stack({
      Fn: fn(),
      Live: resource('AWS::Lambda::Alias', {
        FunctionName: ref('Fn'),
        FunctionVersion: bad ? '$LATEST' : '7',
        Name: 'live',
      }),
    }),
  ),
  ruleCase('event-endpoint-not-replicated', bad =>
    stack({
      Endpoint: resource('AWS::Events::Endpoint', {
        ReplicationConfig: { State: bad ? 'DISABLED' : 'ENABLED' },
        EventBuses: [EAST, WEST].map(region => ({
          EventBusArn: `arn:aws:events:${region}:${ACCOUNT}:event-bus/orders`,
        })),
      }),
    }),
  ),
  ruleCase('certificate-of-other-region', bad => stack({ Domain: domain(bad ? WEST : EAST) })),
  ruleCase('distribution-single-region', bad => [
    service(EAST, { Distribution: distribution(bad ? 'east' : 'both') }),
    service(WEST),
  ]),
  ruleCase(
    'health-check-other-region',
    bad => {
      const inRegion = (region: string, checked: string) =>
        stack(
          {
            Leaf: check({ FullyQualifiedDomainName: `a.execute-api.${checked}.amazonaws.com` }),
            Check: check({ Type: 'CALCULATED', ChildHealthChecks: [ref('Leaf')], HealthThreshold: 1 }),
            Record: { ...latency(region, `a.execute-api.${region}.amazonaws.com`) },
          },
          region,
        );
      const stacks = [inRegion(EAST, EAST), inRegion(WEST, bad ? EAST : WEST)];
      for (const each of stacks) each.template.Resources!.Record.Properties!.HealthCheckId = ref('Check');
      return stacks;
    },
    'a child of a calculated check, on a latency record',
  ),
];

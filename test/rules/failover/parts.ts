import { EAST, fn, record, ref, resource, secondary, stack, type Resources } from '../support/templates';

export const pair = { Primary: record(), Secondary: secondary() };

export const eastHost = 'abc.execute-api.us-east-1.amazonaws.com';

export const aliasTo = (
  evaluate: boolean,
  dnsName: unknown = 'd-1.execute-api.us-east-1.amazonaws.com',
): Record<string, unknown> => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { DNSName: dnsName, HostedZoneId: 'Z2', EvaluateTargetHealth: evaluate },
});

export const alarmCheck = (config: Record<string, unknown> = {}) =>
  resource('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: 'outage', Region: EAST },
      InsufficientDataHealthStatus: 'Unhealthy',
      ...config,
    },
  });

export const host = { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.amazonaws.com' };

export const latency = (Region: string, target: string) =>
  record({ Failover: undefined, Region, SetIdentifier: Region, ResourceRecords: [target] });

export const service = (region: string, extra: Resources = {}) => stack({ Fn: fn(), Other: fn(), ...extra }, region);

/** An HTTP API `Api` with one route. */
export const httpApi = (route: Record<string, unknown>) => ({
  Api: resource('AWS::ApiGatewayV2::Api', { Name: 'orders', ProtocolType: 'HTTP' }),
  Stage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default' }),
  Route: resource('AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), ...route }),
});

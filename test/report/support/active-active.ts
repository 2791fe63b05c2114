import { AppModel } from '../../../lib/assembly/app-model';
import { type StackInput, type TemplateResource } from '../../../lib/assembly/template';

type Properties = Record<string, unknown>;

/** One region of an app whose regions share the work. */
export interface SharingRegion {
  readonly region: string;
  /** What differs in its record: the routing policy at least. */
  readonly record: Properties;
  readonly check?: Properties;
  readonly metadata?: Properties;
  readonly more?: Record<string, TemplateResource>;
}

export const NAME = 'shop.example.com';

/** An app of plain resources: in each region a function behind an API, with a record of the shared name. */
export function sharing(...regions: readonly SharingRegion[]): AppModel {
  return new AppModel(regions.map(stackOf));
}

/** A record without a health check. */
export const unwatched = { HealthCheckId: undefined };

/** An alias in place of values. */
export const aliasOf = (DNSName: unknown, EvaluateTargetHealth = true): Properties => ({
  TTL: undefined,
  ResourceRecords: undefined,
  AliasTarget: { DNSName, HostedZoneId: 'Z2', EvaluateTargetHealth },
});

/** A record set of the app's zone. */
export const recordSet = (properties: Properties): TemplateResource => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: 'Z1', Type: 'A', ...properties },
});

function stackOf({ region, record, check, metadata, more }: SharingRegion): StackInput {
  const Resources: Record<string, TemplateResource> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['Handler', 'Arn'] } },
    },
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { TABLE: 'orders' } } } },
    Domain: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: NAME } },
    Mapping: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      Properties: { ApiId: { Ref: 'Api' }, DomainName: { Ref: 'Domain' } },
    },
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: { HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 10, FailureThreshold: 3, ...check } },
    },
    Record: recordSet({
      Name: `${NAME}.`,
      TTL: '30',
      SetIdentifier: region,
      HealthCheckId: { Ref: 'Check' },
      ResourceRecords: [{ 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] }],
      ...record,
    }),
    ...more,
  };
  const template = { Metadata: { RecoveryObjectives: metadata }, Resources };
  return { id: `App-${region}`, path: `App/${region}`, region, account: '111122223333', template };
}

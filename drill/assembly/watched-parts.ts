import { expressionsIn, NO_VALUE } from './expressions.js';
import { TABLE_REPLICA } from './inventory.js';
import { type Template, type TemplateResource } from './model.js';

/** What the drill wants to know of one resource once it is deployed, intrinsic functions still in it. */
export interface WatchedPart {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  /** Undefined after resolution when a condition leaves the resource out. */
  readonly wanted: unknown;
}

type Properties = Record<string, unknown>;

/** By resource type, what is wanted of it. */
const WANTED: Record<string, (logicalId: string, properties: Properties, resource: TemplateResource) => unknown> = {
  'AWS::Route53::HealthCheck': (_, { HealthCheckConfig }, { Metadata }) => ({
    config: HealthCheckConfig,
    declared: Metadata?.RecoveryObjectives,
  }),
  'AWS::Route53::RecordSet': (_, properties) => [record(properties)],
  'AWS::Route53::RecordSetGroup': (_, { RecordSets }) => ((RecordSets ?? []) as Properties[]).map(record),
  'AWS::DynamoDB::GlobalTable': (id, { Replicas }) => ({
    name: { Ref: id },
    regions: ((Replicas ?? []) as Properties[]).map(replica => replica.Region),
  }),
  'AWS::ApiGatewayV2::Route': (_, { ApiId, RouteKey, AuthorizationType }) => ({
    api: ApiId,
    key: RouteKey,
    authorization: AuthorizationType,
  }),
  'AWS::ApiGateway::BasePathMapping': (_, { DomainName, Stage, BasePath, RestApiId }) => ({
    api: RestApiId,
    domain: DomainName,
    stage: Stage,
    BasePath,
  }),
  'AWS::ApiGatewayV2::ApiMapping': (_, { DomainName, Stage, ApiMappingKey, ApiId }) => ({
    api: ApiId,
    domain: DomainName,
    stage: Stage,
    BasePath: ApiMappingKey,
  }),
  'AWS::DynamoDB::Table': id => ({ name: { Ref: id } }),
  [TABLE_REPLICA]: (_, { TableName, Region }) => ({ tableName: TableName, region: Region }),
  'AWS::S3::Bucket': id => ({ name: { Ref: id } }),
  'AWS::SQS::Queue': id => ({ url: { Ref: id }, arn: { 'Fn::GetAtt': [id, 'Arn'] } }),
  'AWS::FIS::ExperimentTemplate': (_, { Actions, Targets, StopConditions }) => ({
    actions: Actions,
    targets: Targets,
    stopConditions: StopConditions,
  }),
  'AWS::Events::Rule': (id, { ScheduleExpression, State }) =>
    ScheduleExpression === undefined ? undefined : { name: { Ref: id }, schedule: ScheduleExpression, state: State },
};

/** Everything in a template that the drill must know after deployment; the same template gives the same list. */
export function watchedParts(template: Template): WatchedPart[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const wanted = WANTED[resource.Type]?.(logicalId, resource.Properties ?? {}, resource);
    return wanted === undefined ? [] : [{ logicalId, resource, wanted: onlyIf(resource, wanted) }];
  });
}

/** ARNs that resources name as the target of their dead letters, intrinsic functions still in them. */
export function deadLetterTargets(template: Template): unknown[] {
  return Object.values(template.Resources).flatMap(resource =>
    targetsIn(resource.Properties ?? {}).map(target => onlyIf(resource, target)),
  );
}

/** Every expression that must be resolved for the two above. */
export function wantedExpressions(template: Template): unknown[] {
  return expressionsIn([watchedParts(template).map(point => point.wanted), deadLetterTargets(template)]);
}

/** `OnFailure.Destination`, `DeadLetterConfig.Arn`, `DeadLetterConfig.TargetArn`, `RedrivePolicy.deadLetterTargetArn`. */
function targetsIn(tree: unknown): unknown[] {
  if (Array.isArray(tree)) return tree.flatMap(targetsIn);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree as Properties).flatMap(([key, value]) => {
    const found = targetOf(key, (value ?? {}) as Properties);
    return found === undefined ? targetsIn(value) : [found];
  });
}

function targetOf(key: string, value: Properties): unknown {
  if (key === 'OnFailure') return value.Destination;
  if (key === 'DeadLetterConfig') return value.Arn ?? value.TargetArn;
  return key === 'RedrivePolicy' ? value.deadLetterTargetArn : undefined;
}

function record(properties: Properties): Properties {
  const { Name, Type, TTL, SetIdentifier, Failover, Weight, Region, HealthCheckId, ResourceRecords } = properties;
  const { DNSName, EvaluateTargetHealth } = (properties.AliasTarget ?? {}) as Properties;
  const alias = DNSName === undefined ? undefined : { DNSName, EvaluateTargetHealth };
  const routing = { SetIdentifier, Failover, Weight, Region, GeoLocation: properties.GeoLocation };
  return { Name, Type, TTL, ...routing, HealthCheckId, ResourceRecords, alias };
}

function onlyIf({ Condition }: TemplateResource, wanted: unknown): unknown {
  return Condition === undefined ? wanted : { 'Fn::If': [Condition, wanted, NO_VALUE] };
}

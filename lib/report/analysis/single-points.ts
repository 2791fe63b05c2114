import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { runsAtDeployment } from '../../assembly/relations/deployment-time';
import { unheardHandlers } from '../../assembly/relations/unheard-handlers';
import { regionLabel, UNKNOWN_REGION } from './region';
import { type DataReport, type SinglePointReport } from '../report-document';
import { type ServiceShape, type Side } from './service-shape';
import { type SideLoss } from './side-loss';

/** What a service cannot work without while it runs. Permissions, logs and routes fail with what they belong to. */
const RUNTIME = new Set([
  'AWS::Lambda::Function',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
  'AWS::Events::EventBus',
  'AWS::Kinesis::Stream',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
  'AWS::KMS::Key',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::OpenSearchService::Domain',
  'AWS::Cognito::UserPool',
  'AWS::AppSync::GraphQLApi',
  'AWS::ECS::Service',
]);

/** What exists once, so that the service does not work without it: by construct path, each once. */
export function singlePoints(
  model: AppModel,
  service: ServiceShape,
  data: readonly DataReport[],
  losses: readonly SideLoss[],
): SinglePointReport[] {
  const regions = [...new Set(service.sides.map(side => side.region))];
  const found = [
    ...failoverPoints(service, regions, losses),
    ...service.sides.flatMap(side => [
      ...pointsOfSide(model, side, regions, data),
      ...(regions.length < 2 ? [] : unheardOf(model, side)),
    ]),
  ];
  return [...new Map(found.reverse().map(point => [point.path, point])).values()].reverse();
}

function failoverPoints(
  { name, sides }: ServiceShape,
  regions: readonly string[],
  losses: readonly SideLoss[],
): SinglePointReport[] {
  const first = sides[0];
  const at = first.record?.path ?? first.needs[0]?.stack.path ?? first.region;
  const point = (path: string, why: string, { record, region }: Side = first): SinglePointReport => ({
    path,
    type: record?.resource.type ?? 'AWS::CloudFormation::Stack',
    region,
    why,
  });
  const where = first.region === UNKNOWN_REGION ? 'one region' : first.region;
  if (regions.length < 2) return [point(at, `the service runs in ${where} only, and is lost with it`)];
  if (name === undefined) return [point(at, 'no DNS name leads clients from one region to another')];
  const roles = sides.map(side => side.role).filter(role => role !== undefined);
  if (roles.length > 0 && !roles.includes('PRIMARY')) return [point(at, `"${name}" has no PRIMARY record`)];
  if (roles.length > 0 && !roles.includes('SECONDARY')) return [point(at, `"${name}" has no SECONDARY record`)];
  return losses.flatMap(({ side, stays }) => (stays === undefined ? [] : [point(side.record!.path, stays, side)]));
}

/** Functions that may fail every request without DNS ever leaving the side. */
function unheardOf(model: AppModel, { chain, region }: Side): SinglePointReport[] {
  const checks = new Set(chain.map(record => record.healthCheck));
  return unheardHandlers(model)
    .filter(({ check }) => checks.has(check))
    .map(({ function: served, asked }) => ({
      path: served.path,
      type: served.type,
      region,
      why: `an error of it moves no traffic: "${asked.path}" answers the health check and does not ask it`,
    }));
}

function pointsOfSide(
  model: AppModel,
  side: Side,
  regions: readonly string[],
  data: readonly DataReport[],
): SinglePointReport[] {
  const deploying = runsAtDeployment(model);
  return side.needs
    .filter(resource => RUNTIME.has(resource.type) && !deploying.has(resource))
    .flatMap(resource => {
      const why = whySingle(model, resource, side, regions, data);
      return why === undefined
        ? []
        : [{ path: resource.path, type: resource.type, region: resource.region ?? null, why }];
    });
}

function whySingle(
  model: AppModel,
  resource: Resource,
  side: Side,
  regions: readonly string[],
  data: readonly DataReport[],
): string | undefined {
  const held = data.find(({ path }) => path === resource.path)?.regions ?? heldRegions(model, resource);
  if (regionLabel(resource) !== side.region) {
    // A replicated bucket has another name in each region: whoever names this one needs this region.
    const isOneEverywhere = resource.type !== 'AWS::S3::Bucket' && held.includes(side.region);
    return isOneEverywhere ? undefined : `${side.region} uses it, and it lives in ${regionLabel(resource)} only`;
  }
  const others = regions.filter(region => region !== side.region);
  const without = others.filter(region => !held.includes(region));
  if (without.length === 0) return undefined;
  const isData = data.some(({ path }) => path === resource.path);
  if (isData) return `its data is in ${held.join(' and ')} only`;
  const missing = without.filter(region => !hasCounterpart(model, resource, region));
  return missing.length === 0
    ? undefined
    : `it exists in ${side.region} only: ${missing.join(' and ')} ${missing.length > 1 ? 'have' : 'has'} no counterpart`;
}

/** Regions that a secret or a key is replicated to by AWS. */
function heldRegions(model: AppModel, resource: Resource): string[] {
  const own = [regionLabel(resource)];
  if (resource.type === 'AWS::SecretsManager::Secret') {
    return [...own, ...resource.records('ReplicaRegions').map(({ Region }) => String(Region))];
  }
  if (resource.type !== 'AWS::KMS::Key') return own;
  const copies = model
    .ofType('AWS::KMS::ReplicaKey')
    .filter(copy => copy.text('PrimaryKeyArn')?.includes(resource.name));
  return [...own, ...copies.map(regionLabel)];
}

/** Whether another region has a resource of the same kind in the same place: by logical id, by path or by name. */
function hasCounterpart(model: AppModel, resource: Resource, region: string): boolean {
  const place = placeOf(resource);
  return model
    .ofType(resource.type)
    .some(
      other =>
        regionLabel(other) === region &&
        (other.logicalId === resource.logicalId || placeOf(other) === place || sameName(resource, other)),
    );
}

/** Construct path inside of the stack. */
function placeOf(resource: Resource): string {
  return resource.path.startsWith(`${resource.stack.path}/`)
    ? resource.path.slice(resource.stack.path.length)
    : resource.path;
}

function sameName(one: Resource, other: Resource): boolean {
  if (one.name.includes('${') || other.name.includes('${')) return false;
  return one.name.replace(one.region ?? '', '') === other.name.replace(other.region ?? '', '');
}

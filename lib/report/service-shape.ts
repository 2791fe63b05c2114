import type { AppModel } from '../rules/model/app-model';
import type { Resource } from '../rules/model/resource';
import type { StackModel } from '../rules/model/stack-model';
import { failoverGroups, regionByStack, regionOfRecord, targetsOf } from '../rules/relations/dns';
import type { DnsRecord } from '../rules/relations/dns';
import type { Dependencies } from './dependencies';
import { regionOf } from './region';

/** What answers where there is no DNS name to begin with. */
const FRONT_DOORS = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGateway::RestApi',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::AppSync::GraphQLApi',
  'AWS::Lambda::Function',
  'AWS::StepFunctions::StateMachine',
];

/** One region's part of a service. */
export interface Side {
  readonly region: string;
  readonly record?: DnsRecord;
  /** What this side needs in order to answer, wherever it is. */
  readonly needs: readonly Resource[];
}

/** A service: what is behind one failover name, or the whole app where it has none. */
export interface ServiceShape {
  readonly name?: string;
  /** The PRIMARY first. */
  readonly sides: readonly Side[];
}

/** The services of an app: one for each failover name, or one without a name. */
export function serviceShapes(model: AppModel, dependencies: Dependencies): ServiceShape[] {
  const named = new Map<string, DnsRecord[]>();
  for (const [record, ...others] of failoverGroups(model)) {
    // A and AAAA records of one name are one service.
    if (!named.has(record.name)) named.set(record.name, [record, ...others]);
  }
  if (named.size === 0) return unnamedService(model, dependencies);
  return [...named].map(([name, records]) => ({
    name,
    sides: records.sort(primaryFirst).map(record => sideOf(model, dependencies, record)),
  }));
}

/** Stacks that a service's parts and records are in. */
export function stacksOf({ sides }: ServiceShape): StackModel[] {
  return [...new Set(sides.flatMap(side => stacksOfSide(side)))];
}

/** Stacks of a side that are in its region. */
export function stacksOfSide({ region, record, needs }: Side): StackModel[] {
  const stacks = [...needs, ...(record ? [record.resource] : [])].map(({ stack }) => stack);
  return [...new Set(stacks)].filter(stack => regionOf(stack) === region || stack === record?.resource.stack);
}

function sideOf(model: AppModel, dependencies: Dependencies, record: DnsRecord): Side {
  const region = regionOfRecord(model, record) ?? regionByStack(model, record) ?? regionOf(record.resource);
  const leadsTo = dependencies.namedIn(targetsOf(record), region);
  const roots = leadsTo.length > 0 ? leadsTo : frontDoors(model, region);
  return { region, record, needs: [...dependencies.closure(roots, region)] };
}

function unnamedService(model: AppModel, dependencies: Dependencies): ServiceShape[] {
  const regions = [...new Set(model.ofType(...FRONT_DOORS).map(regionOf))];
  const sides = regions.map(region => ({
    region,
    needs: [...dependencies.closure(frontDoors(model, region), region)],
  }));
  return sides.length === 0 ? [] : [{ sides }];
}

function frontDoors(model: AppModel, region: string): Resource[] {
  return model.ofType(...FRONT_DOORS).filter(resource => regionOf(resource) === region);
}

function primaryFirst(a: DnsRecord, b: DnsRecord): number {
  return Number(b.failover === 'PRIMARY') - Number(a.failover === 'PRIMARY');
}

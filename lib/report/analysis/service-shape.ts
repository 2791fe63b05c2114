import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { type StackModel } from '../../assembly/stack-model';
import { dataToKeep } from '../../assembly/relations/backups';
import { runsAtDeployment } from '../../assembly/relations/deployment-time';
import { targetsOf, type DnsRecord } from '../../assembly/relations/dns';
import { type Dependencies } from './dependencies';
import { dnsServices, type DnsSide } from './dns-sides';
import { regionLabel } from './region';

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
export interface Side extends DnsSide {
  /** The record that leads to its endpoint. */
  readonly record?: DnsRecord;
  /** What this side needs in order to answer, wherever it is. */
  readonly needs: readonly Resource[];
}

/** A service: what is behind one name with several answers, or the whole app where it has none. */
export interface ServiceShape {
  readonly name?: string;
  /** Those that answer while all is well first: the PRIMARY, or every one that is not idle. */
  readonly sides: readonly Side[];
}

/** The services of an app: one for each name with several answers, or one without a name. */
export function serviceShapes(model: AppModel, dependencies: Dependencies): ServiceShape[] {
  const named = dnsServices(model);
  if (named.length === 0) return unnamedService(model, dependencies);
  return named.map(({ name, sides }) => ({ name, sides: sides.map(side => sideOf(model, dependencies, side)) }));
}

/** Stacks that a service's parts and records are in. */
export function stacksOfShape({ sides }: ServiceShape): StackModel[] {
  return [...new Set(sides.flatMap(side => stacksOfSide(side)))];
}

/** Stacks of a side that are in its region. */
export function stacksOfSide({ region, record, needs }: Side): StackModel[] {
  const stacks = [...needs, ...(record ? [record.resource] : [])].map(({ stack }) => stack);
  return [...new Set(stacks)].filter(stack => regionLabel(stack) === region || stack === record?.resource.stack);
}

function sideOf(model: AppModel, dependencies: Dependencies, side: DnsSide): Side {
  const { region } = side;
  const record = side.chain[side.chain.length - 1];
  const leadsTo = [...dependencies.namedIn(targetsOf(record), region)];
  const roots = leadsTo.length > 0 ? leadsTo : frontDoors(model, region);
  return { ...side, record, needs: [...dependencies.closure(roots, region)] };
}

/** The whole app: without a name nothing tells which of its data belongs to what. */
function unnamedService(model: AppModel, dependencies: Dependencies): ServiceShape[] {
  const roots = [
    ...model.ofType(...FRONT_DOORS).filter(resource => !runsAtDeployment(model).has(resource)),
    ...dataToKeep(model),
  ];
  const sides = [...new Set(roots.map(regionLabel))].map(region => ({
    region,
    chain: [],
    idle: false,
    needs: [
      ...dependencies.closure(
        roots.filter(root => regionLabel(root) === region),
        region,
      ),
    ],
  }));
  return sides.length === 0 ? [] : [{ sides }];
}

function frontDoors(model: AppModel, region: string): Resource[] {
  const deploying = runsAtDeployment(model);
  return model.ofType(...FRONT_DOORS).filter(resource => regionLabel(resource) === region && !deploying.has(resource));
}

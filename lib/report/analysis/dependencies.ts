import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { replicationLinks } from '../../assembly/relations/replication';
import { regionLabel } from './region';

/** Resources that belong to what they name, although that does not name them: an integration belongs to its API. */
const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::ApiMapping': ['AWS::ApiGatewayV2::DomainName'],
  'AWS::ApiGatewayV2::Integration': ['AWS::ApiGatewayV2::Api'],
  'AWS::ApiGatewayV2::Route': ['AWS::ApiGatewayV2::Api'],
  'AWS::ApiGatewayV2::Stage': ['AWS::ApiGatewayV2::Api'],
  'AWS::ApiGatewayV2::Authorizer': ['AWS::ApiGatewayV2::Api'],
  'AWS::ApiGateway::BasePathMapping': ['AWS::ApiGateway::DomainName'],
  'AWS::ApiGateway::Method': ['AWS::ApiGateway::RestApi'],
  'AWS::ApiGateway::Stage': ['AWS::ApiGateway::RestApi'],
  'AWS::ElasticLoadBalancingV2::Listener': ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  'AWS::Lambda::Alias': ['AWS::Lambda::Function'],
  'AWS::Lambda::Version': ['AWS::Lambda::Function'],
  'AWS::Lambda::EventInvokeConfig': ['AWS::Lambda::Function', 'AWS::Lambda::Alias'],
  'AWS::Lambda::EventSourceMapping': ['AWS::Lambda::Function', 'AWS::Lambda::Alias'],
  'AWS::Events::Rule': [
    'AWS::Lambda::Function',
    'AWS::Lambda::Alias',
    'AWS::StepFunctions::StateMachine',
    'AWS::S3::Bucket',
  ],
  'AWS::SNS::Subscription': ['AWS::SNS::Topic'],
  'AWS::IAM::Policy': ['AWS::IAM::Role'],
  'AWS::IAM::RolePolicy': ['AWS::IAM::Role'],
  'Custom::S3BucketNotifications': ['AWS::S3::Bucket'],
};

/** What names the destination of a replication in order to copy to it, and does not need it in order to work. */
const REPLICATORS = [
  'AWS::S3::Bucket',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
];

/** What every resource needs in order to work, read from what its properties name. */
export class Dependencies {
  private readonly needs = new Map<Resource, Set<Resource>>();
  private readonly destinations: ReadonlySet<Resource | undefined>;

  constructor(private readonly model: AppModel) {
    this.destinations = new Set(replicationLinks(model).map(({ destination }) => destination));
    for (const resource of model.resources) this.needs.set(resource, new Set());
    for (const resource of model.resources) this.index(resource);
  }

  /** The resources and everything that they need; what is in another region is named and not looked into. */
  closure(roots: readonly Resource[], region: string): Set<Resource> {
    const found = new Set<Resource>();
    const open = [...roots];
    for (let next = open.pop(); next; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      if (regionLabel(next) !== region && !roots.includes(next)) continue;
      open.push(...(this.needs.get(next) ?? []));
    }
    return found;
  }

  /** Resources that a value names: by placeholder, by name or by ARN. */
  namedIn(value: unknown, region: string): Set<Resource> {
    const named = new Set<Resource>();
    for (const text of textsIn(value)) for (const resource of this.meant(text, region)) named.add(resource);
    return named;
  }

  private index(resource: Resource): void {
    const attachedTo = ATTACHED[resource.type] ?? [];
    for (const named of this.namedIn(resource.properties, regionLabel(resource))) {
      if (named === resource || this.isCopiedTo(resource, named)) continue;
      this.needs.get(resource)!.add(named);
      if (attachedTo.includes(named.type)) this.needs.get(named)!.add(resource);
    }
  }

  private isCopiedTo(resource: Resource, named: Resource): boolean {
    return REPLICATORS.includes(resource.type) && named.region !== resource.region && this.destinations.has(named);
  }

  private meant(text: string, region: string): readonly Resource[] {
    const mentioned = this.model.mentioned(text);
    if (mentioned.length > 0) return mentioned;
    if (!text.includes('arn:')) return this.called(text, region);
    const arns = text.match(ARN) ?? [];
    const words = new Set([text, ...arns, ...arns.map(withoutSuffix)]);
    return [...words].flatMap(word => this.called(word, region));
  }

  /** What has a name or an ARN, in the region where there is one. */
  private called(word: string, region: string): readonly Resource[] {
    const candidates = this.model.named(word);
    if (candidates.length < 2) return candidates;
    const local = candidates.filter(candidate => regionLabel(candidate) === region);
    return local.length > 0 ? local : candidates;
  }
}

const ARN = /arn:[^\s"',]+/g;

/** Without what permissions append to the ARN of a resource: its objects, its indexes, its versions. */
function withoutSuffix(arn: string): string {
  return arn.replace(/(?:\/index)?\/\*$|:\*$|\/stream\/.*$/, '');
}

function textsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (value !== null && typeof value === 'object') for (const item of Object.values(value)) textsIn(item, found);
  return found;
}

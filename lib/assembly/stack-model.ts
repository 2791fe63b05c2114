import { arnOf, attributeOf, namePropertyOf, refOf, type Place } from './identity';
import { conditionHolds, resolve, type ResolveContext } from './resolve';
import { Remembering } from './remembering';
import { type StackInput, type Template, type TemplateResource } from './template';
import { toText } from './value';

/** What a stack asks of the rest of the app while it resolves values. */
export interface Neighbours {
  /** Value of an export, seen from a stack. */
  exported(from: StackModel, name: string): unknown;
  /** Value of an output of another stack. */
  output(stackName: string, region: string | undefined, output: string): unknown;
  /** Value of a parameter that the enclosing stack passes to a nested one. */
  parentParameter(stack: StackModel, name: string): unknown;
  /** The stack that contains a nested one. */
  enclosing(stack: StackModel): StackModel | undefined;
  /** Value of an output of a nested stack. */
  nestedOutput(stack: StackModel, logicalId: string, output: string): unknown;
  /** What CDK's custom resources carry from another region under a name. */
  carried(name: string): unknown;
}

/** One stack: its template, where it is deployed, and the meaning of its references. */
export class StackModel extends Remembering implements ResolveContext {
  readonly id: string;
  readonly path: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly template: Template;
  readonly undecided: ResolveContext;
  private deployedResources?: Record<string, TemplateResource>;
  private paths?: ReadonlyMap<string, string>;
  private readonly inProgress = new Set<string>();
  private readonly names = new Map<string, string>();

  constructor(
    readonly input: StackInput,
    private readonly neighbours: Neighbours,
  ) {
    super();
    this.id = input.id;
    this.path = input.path;
    this.region = input.region;
    this.account = input.account;
    this.template = input.template;
    this.undecided = this.contextOfConditions();
  }

  /** Path of what contains it, or the stack that it is nested in: its stage, or what made the regional stacks. */
  get stage(): string {
    return this.neighbours.enclosing(this)?.stage ?? this.path.slice(0, Math.max(0, this.path.lastIndexOf('/')));
  }

  /** Name that CloudFormation knows it by. */
  get stackName(): string {
    return this.input.stackName ?? this.id;
  }

  /** Partition, region and account as text, with placeholders for what only the deployment knows. */
  get place(): Place {
    return {
      partition: partitionOf(this.region),
      region: this.region ?? '${AWS::Region}',
      account: this.account ?? '${AWS::AccountId}',
    };
  }

  /** Resources that are deployed, as far as that is known: one whose condition certainly fails is not there. */
  get templateResources(): Record<string, TemplateResource> {
    return (this.deployedResources ??= this.deployed());
  }

  resolve(value: unknown): unknown {
    return resolve(value, this);
  }

  /** Construct path of a resource. */
  pathOf(logicalId: string, resource: TemplateResource): string {
    const written = resource.Metadata?.['aws:cdk:path'];
    this.paths ??= this.input.paths ?? new Map<string, string>();
    return this.paths.get(logicalId) ?? (typeof written === 'string' ? written : `${this.path}/${logicalId}`);
  }

  /** Physical name of a resource: the one given, or a placeholder. */
  nameOf(logicalId: string): string {
    const known = this.names.get(logicalId);
    if (known !== undefined) return known;
    const placeholder = `\${${this.id}.${logicalId}}`;
    if (this.inProgress.has(logicalId)) return placeholder;
    this.inProgress.add(logicalId);
    const resource = this.templateResources[logicalId];
    const property = namePropertyOf(resource.Type);
    const given = property === undefined ? undefined : toText(this.resolve(resource.Properties?.[property]));
    this.inProgress.delete(logicalId);
    const name = given ?? placeholder;
    this.names.set(logicalId, name);
    return name;
  }

  /** Every text by which a resource can be meant. */
  identifiersOf(logicalId: string): string[] {
    const { Type: type } = this.templateResources[logicalId];
    const name = this.nameOf(logicalId);
    return [name, refOf(type, name, this.place), arnOf(type, name, this.place)].filter(text => text !== undefined);
  }

  ref(name: string): unknown {
    if (name.startsWith('AWS::')) return this.pseudoParameter(name);
    const resource = this.templateResources[name];
    if (!resource) return this.parameter(name, this.defaultOf(name));
    if (resource.Type === 'AWS::Lambda::Alias') return this.aliasArn(resource, name);
    if (resource.Type === 'AWS::Lambda::Version') return `${this.functionArn(resource)}:\${${this.id}.${name}.Version}`;
    return refOf(resource.Type, this.nameOf(name), this.place);
  }

  attribute(logicalId: string, attribute: string): unknown {
    const resource = this.templateResources[logicalId];
    if (!resource) return `\${${this.id}.${logicalId}.${attribute}}`;
    if (resource.Type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      const value = this.neighbours.nestedOutput(this, logicalId, attribute.slice('Outputs.'.length));
      if (value !== undefined) return value;
    }
    if (resource.Type === 'Custom::CrossRegionExportReader') {
      const value = this.neighbours.carried(attribute);
      if (value !== undefined) return value;
    }
    const host = ENDPOINTS[`${resource.Type}.${attribute}`];
    if (host) return `https://\${${this.id}.${logicalId}}.${host(this.place.region)}`;
    if (attribute === 'Arn' && (resource.Type === 'AWS::Lambda::Alias' || resource.Type === 'AWS::Lambda::Version')) {
      return this.ref(logicalId);
    }
    return (
      attributeOf(resource.Type, attribute, this.nameOf(logicalId), this.place) ??
      `\${${this.id}.${logicalId}.${attribute}}`
    );
  }

  importValue(name: string): unknown {
    return this.neighbours.exported(this, name) ?? `\${Fn::ImportValue ${name}}`;
  }

  stackOutput(stackName: string, region: string | undefined, output: string): unknown {
    return this.neighbours.output(stackName, region ?? this.region, output) ?? `\${${stackName}.Outputs.${output}}`;
  }

  condition(name: string): unknown {
    return this.template.Conditions?.[name];
  }

  mapping(map: string, first: string, second: string): unknown {
    return this.template.Mappings?.[map]?.[first]?.[second];
  }

  /** Conditions decide which resources there are, so they must not ask for any. */
  private contextOfConditions(): ResolveContext {
    return {
      ref: name => (name.startsWith('AWS::') ? this.pseudoParameter(name) : this.parameter(name)),
      attribute: (logicalId, attribute) => `\${${this.id}.${logicalId}.${attribute}}`,
      importValue: name => `\${Fn::ImportValue ${name}}`,
      stackOutput: (stackName, _region, output) => `\${${stackName}.Outputs.${output}}`,
      condition: name => this.condition(name),
      mapping: (map, first, second) => this.mapping(map, first, second),
    };
  }

  private pseudoParameter(name: string): unknown {
    switch (name) {
      case 'AWS::NoValue':
        return undefined;
      case 'AWS::Region':
        return this.place.region;
      case 'AWS::AccountId':
        return this.place.account;
      case 'AWS::Partition':
        return this.place.partition;
      case 'AWS::URLSuffix':
        return this.place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName':
        return this.stackName;
      default:
        return `\${${name}}`;
    }
  }

  private parameter(name: string, otherwise?: unknown): unknown {
    return this.neighbours.parentParameter(this, name) ?? otherwise ?? `\${${this.id}.${name}}`;
  }

  /** An empty default stands for nothing, and that of a Systems Manager parameter for its name. */
  private defaultOf(name: string): unknown {
    const { Type: type = '', Default: written } = this.template.Parameters?.[name] ?? {};
    if (written === undefined || written === '' || String(type).startsWith('AWS::SSM::')) return undefined;
    return /^(List<|CommaDelimitedList)/.test(String(type)) ? String(written).split(',') : written;
  }

  private deployed(): Record<string, TemplateResource> {
    const written = this.template.Resources ?? {};
    const isDeployed = (resource: TemplateResource | undefined): boolean =>
      typeof resource?.Type === 'string' &&
      (typeof resource.Condition !== 'string' || conditionHolds(resource.Condition, this) !== false);
    const absent = new Set(Object.keys(written).filter(logicalId => !isDeployed(written[logicalId])));
    if (absent.size === 0) return written;
    return Object.fromEntries(Object.entries(written).filter(([logicalId]) => !absent.has(logicalId)));
  }

  private functionArn(resource: TemplateResource): string {
    const named = toText(this.resolve(resource.Properties?.FunctionName)) ?? '';
    return named.startsWith('arn:') ? named : (arnOf('AWS::Lambda::Function', named, this.place) ?? named);
  }

  private aliasArn(resource: TemplateResource, logicalId: string): string {
    const name = toText(this.resolve(resource.Properties?.Name)) ?? `\${${this.id}.${logicalId}.Name}`;
    return `${this.functionArn(resource)}:${name}`;
  }
}

/** Attributes that give an endpoint whose host begins with the resource's id. */
const ENDPOINTS: Readonly<Record<string, (region: string) => string>> = {
  'AWS::ApiGatewayV2::Api.ApiEndpoint': region => `execute-api.${region}.amazonaws.com`,
  'AWS::Lambda::Url.FunctionUrl': region => `lambda-url.${region}.on.aws/`,
  'AWS::AppSync::GraphQLApi.GraphQLUrl': region => `appsync-api.${region}.amazonaws.com/graphql`,
};

/** Partition of a region, by its prefix. */
function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  if (region?.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

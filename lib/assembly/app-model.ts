import { append } from './append';
import { arnOf } from './identity';
import { Remembering } from './remembering';
import { Resource } from './resource';
import { StackModel, type Neighbours } from './stack-model';
import { type Acknowledgement, type StackInput } from './template';
import { toRecord, toText } from './value';

/**
 * The whole app as its templates describe it: every stack and region at once.
 *
 * Resources are indexed once, by type and by every text that can mean them, so that a rule follows a relation in one
 * step and reads the app in one pass.
 */
export class AppModel extends Remembering implements Neighbours {
  readonly stacks: readonly StackModel[];
  readonly resources: readonly Resource[];
  /** Every region that has a stack. */
  readonly regions: readonly string[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly byKey = new Map<string, Resource>();
  private readonly byIdentifier = new Map<string, Resource[]>();
  private readonly stacksById = new Map<string, StackModel>();
  private readonly stacksByName = new Map<string, StackModel>();
  private readonly nestedStacks = new Map<string, StackModel>();
  private readonly exports = new Map<string, { stack: StackModel; value: unknown }[]>();
  private readonly carriedValues = new Map<string, { stack: StackModel; value: unknown }>();
  private readonly inProgress = new Set<string>();

  constructor(
    inputs: readonly StackInput[],
    readonly acknowledgements: readonly Acknowledgement[] = [],
  ) {
    super();
    this.stacks = inputs.map(input => new StackModel(input, this));
    this.regions = [...new Set(this.stacks.map(stack => stack.region).filter(region => region !== undefined))];
    for (const stack of this.stacks) this.indexStack(stack);
    for (const stack of this.stacks) this.indexExports(stack);
    this.resources = this.stacks.flatMap(stack =>
      Object.entries(stack.templateResources).map(([logicalId, raw]) => new Resource(stack, logicalId, raw)),
    );
    for (const resource of this.resources) this.indexResource(resource);
    for (const copy of this.ofType('Custom::DynamoDBReplica')) this.indexLegacyReplica(copy);
  }

  /** Resources of a type, of several types together. */
  ofType(...types: string[]): Resource[] {
    return types.length === 1 ? (this.byType.get(types[0]) ?? []) : types.flatMap(type => this.byType.get(type) ?? []);
  }

  /** Every resource that a name or an ARN means; in another region there may be one of the same name. */
  named(identifier: string): readonly Resource[] {
    return this.byIdentifier.get(identifier) ?? [];
  }

  /**
   * The resource that a text means: by identifier, or by the placeholder in it. Of several that are called the same, in
   * stages or in regions, it is the one of the given region, or the closest to the resource that mentions it.
   */
  find(text: string | undefined, types: readonly string[], near?: Resource | string): Resource | undefined {
    if (text === undefined) return undefined;
    const candidates = this.named(text).filter(resource => types.includes(resource.type));
    if (candidates.length === 0) return this.mentioned(text).find(resource => types.includes(resource.type));
    return candidates.length === 1 ? candidates[0] : closest(candidates, near);
  }

  /** Resources whose placeholders occur in a text. */
  mentioned(text: string): Resource[] {
    if (!text.includes('${')) return [];
    return [...text.matchAll(/\$\{([^}]+)\}/g)]
      .map(([, placeholder]) => {
        const parts = placeholder.split('.');
        return this.byKey.get(parts.slice(0, 2).join('.')) ?? this.byKey.get(placeholder);
      })
      .filter(resource => resource !== undefined);
  }

  stack(id: string): StackModel | undefined {
    return this.stacksById.get(id);
  }

  /** Whether any stack exports anything. */
  get hasExports(): boolean {
    return this.exports.size > 0;
  }

  /** Stacks that export a name, whatever their region. */
  exporters(name: string): StackModel[] {
    return (this.exports.get(name) ?? []).map(({ stack }) => stack);
  }

  exported(from: StackModel, name: string): unknown {
    const found = this.exports.get(name)?.find(({ stack }) => stack.region === from.region);
    return found && this.once(`export ${name}`, () => found.stack.resolve(found.value));
  }

  output(stackName: string, region: string | undefined, output: string): unknown {
    const stack = this.stacksByName.get(`${stackName}@${region}`) ?? this.stacksByName.get(stackName);
    return (
      stack && this.once(`output ${stack.id} ${output}`, () => stack.resolve(stack.template.Outputs?.[output]?.Value))
    );
  }

  enclosing(stack: StackModel): StackModel | undefined {
    const { parent } = stack.input;
    return parent && parent.id !== stack.id ? this.stacksById.get(parent.id) : undefined;
  }

  parentParameter(stack: StackModel, name: string): unknown {
    const enclosing = this.enclosing(stack);
    const passed = enclosing?.templateResources[stack.input.parent!.logicalId]?.Properties?.Parameters as
      Record<string, unknown> | undefined;
    if (passed?.[name] === undefined) return undefined;
    return this.once(`parameter ${stack.id} ${name}`, () => enclosing!.resolve(passed[name]));
  }

  nestedOutput(stack: StackModel, logicalId: string, output: string): unknown {
    const nested = this.nestedStacks.get(`${stack.id}.${logicalId}`);
    const value = nested?.template.Outputs?.[output]?.Value;
    if (value === undefined) return undefined;
    return this.once(`nested ${nested!.id} ${output}`, () => nested!.resolve(value));
  }

  /** Values of stacks may refer to each other in a circle, which no deployment could resolve either. */
  private once(what: string, compute: () => unknown): unknown {
    if (this.inProgress.has(what)) return undefined;
    this.inProgress.add(what);
    try {
      return compute();
    } finally {
      this.inProgress.delete(what);
    }
  }

  carried(name: string): unknown {
    const found = this.carriedValues.get(name);
    return found?.stack.resolve(found.value);
  }

  private indexStack(stack: StackModel): void {
    const { stackName = stack.id, parent } = stack.input;
    this.stacksById.set(stack.id, stack);
    this.stacksByName.set(stackName, stack);
    this.stacksByName.set(`${stackName}@${stack.region}`, stack);
    if (parent) this.nestedStacks.set(`${parent.id}.${parent.logicalId}`, stack);
  }

  private indexExports(stack: StackModel): void {
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (output?.Export?.Name !== undefined) {
        append(this.exports, String(stack.resolve(output.Export.Name)), { stack, value: output.Value });
      }
    }
    for (const resource of Object.values(stack.templateResources)) {
      if (resource.Type !== 'Custom::CrossRegionExportWriter') continue;
      for (const [name, value] of Object.entries(toRecord(toRecord(resource.Properties?.WriterProps).exports))) {
        this.carriedValues.set(name, { stack, value });
      }
    }
  }

  /** The ARN of an alias, and those that the replicas of a table have. */
  private furtherIdentifiers(resource: Resource): string[] {
    if (resource.type === 'AWS::Lambda::Alias') return [String(resource.stack.ref(resource.logicalId))];
    if (resource.type !== 'AWS::DynamoDB::GlobalTable') return [];
    return resource
      .records('Replicas')
      .map(replica => toText(replica.Region))
      .filter(region => region !== undefined && region !== resource.region)
      .map(region => arnOf(resource.type, resource.name, { ...resource.stack.place, region: region! })!);
  }

  /** CDK's `Table` with `replicationRegions` makes each replica by a custom resource. */
  private indexLegacyReplica(copy: Resource): void {
    const [table, region] = [
      this.find(copy.text('TableName'), ['AWS::DynamoDB::Table'], copy.region),
      copy.text('Region'),
    ];
    const arn = table && region && arnOf(table.type, table.name, { ...table.stack.place, region });
    if (arn) append(this.byIdentifier, arn, table);
  }

  private indexResource(resource: Resource): void {
    append(this.byType, resource.type, resource);
    this.byKey.set(resource.key, resource);
    for (const identifier of new Set(resource.identifiers)) append(this.byIdentifier, identifier, resource);
    for (const other of this.furtherIdentifiers(resource)) append(this.byIdentifier, other, resource);
  }
}

function closest(candidates: readonly Resource[], near: Resource | string | undefined): Resource {
  const distances = candidates.map(candidate =>
    near instanceof Resource ? distance(candidate, near) : Number(candidate.region !== near),
  );
  return candidates[distances.indexOf(Math.min(...distances))];
}

/** What is in the same stack is closest; another region is further away than another account, and that than another stage. */
function distance({ stack }: Resource, { stack: from }: Resource): number {
  if (stack === from) return 0;
  const isElsewhere = [stack.stage !== from.stage, stack.account !== from.account, stack.region !== from.region];
  return isElsewhere.reduce((sum, differs, index) => sum + (differs ? 2 ** index : 0), 1);
}

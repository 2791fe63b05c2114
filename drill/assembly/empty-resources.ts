import { isCustomResource } from './inventory.js';
import { type AppStack, type Template, type TemplateResource } from './model.js';

/** Creates nothing, in AWS too, and takes no properties. */
const EMPTY = 'AWS::CloudFormation::WaitConditionHandle';

/** Attributes of a resource that concern its place in the template, not what it is. */
const KEPT = ['Metadata', 'Condition', 'DependsOn'];

/** A custom resource whose function never answers would otherwise hold the deployment for an hour. */
const CUSTOM_RESOURCE_SECONDS = 120;

/** How the drill names a resource that it took out of a template. */
export function emptyResourceId(stack: Pick<AppStack, 'id'>, logicalId: string): string {
  return `${stack.id}/${logicalId}`;
}

/**
 * A template in which stand-ins take the place of some resources, and literal texts the place of references to them.
 *
 * @param replaced logical ids of what the emulator cannot host
 */
export function withEmptyResources(stack: AppStack, template: Template, replaced: ReadonlySet<string>): Template {
  const rewrite = new Rewrite(stack, replaced);
  const resources = Object.entries(template.Resources).map(([logicalId, resource]) => {
    const adapted = replaced.has(logicalId)
      ? emptyResource(resource)
      : limited(rewrite.apply(resource) as TemplateResource);
    return [logicalId, adapted] as const;
  });
  const outputs = rewrite.apply(template.Outputs ?? {}) as Template['Outputs'];
  return { ...template, Resources: Object.fromEntries(resources), Outputs: outputs };
}

function emptyResource(resource: TemplateResource): TemplateResource {
  const kept = Object.entries(resource).filter(([key]) => KEPT.includes(key));
  return { Type: EMPTY, ...Object.fromEntries(kept) };
}

function limited(resource: TemplateResource): TemplateResource {
  if (!isCustomResource(resource.Type)) return resource;
  const declared = Number(resource.Properties?.ServiceTimeout ?? CUSTOM_RESOURCE_SECONDS);
  const seconds = Math.min(Number.isNaN(declared) ? CUSTOM_RESOURCE_SECONDS : declared, CUSTOM_RESOURCE_SECONDS);
  return { ...resource, Properties: { ...resource.Properties, ServiceTimeout: String(seconds) } };
}

/** Replaces `Ref`, `Fn::GetAtt` and `Fn::Sub` variables that point to a resource taken out. */
class Rewrite {
  constructor(
    private readonly stack: AppStack,
    private readonly replaced: ReadonlySet<string>,
  ) {}

  apply(tree: unknown): unknown {
    if (Array.isArray(tree)) return tree.map(item => this.apply(item));
    if (typeof tree !== 'object' || tree === null) return tree;
    const node = tree as Record<string, unknown>;
    if (typeof node.Ref === 'string' && this.replaced.has(node.Ref)) return this.literal(node.Ref);
    if ('Fn::GetAtt' in node) return this.attribute(node);
    if ('Fn::Sub' in node) return { 'Fn::Sub': this.substitution(node['Fn::Sub']) };
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.apply(value)]));
  }

  private attribute(node: Record<string, unknown>): unknown {
    const target = node['Fn::GetAtt'];
    const [logicalId, ...rest] = typeof target === 'string' ? target.split('.') : (target as string[]);
    return this.replaced.has(logicalId) ? this.literal(logicalId, rest.join('.')) : node;
  }

  private substitution(value: unknown): unknown {
    if (!Array.isArray(value)) return this.substitute(value as string, {});
    const [text, variables] = value as [string, Record<string, unknown>];
    return [this.substitute(text, variables), this.apply(variables)];
  }

  private substitute(text: string, variables: Record<string, unknown>): string {
    return text.replace(/\$\{([^!}.]+)(?:\.([^}]+))?\}/g, (whole, logicalId: string, attribute?: string) =>
      this.replaced.has(logicalId) && !(logicalId in variables) ? this.literal(logicalId, attribute) : whole,
    );
  }

  private literal(logicalId: string, attribute = ''): string {
    const id = emptyResourceId(this.stack, logicalId);
    if (!attribute.endsWith('Arn')) return id;
    const { region } = this.stack;
    return `arn:aws:drill:${region}::placeholder/${id}`;
  }
}

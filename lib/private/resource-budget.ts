import { Annotations, CfnResource, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { CLOUDFORMATION } from '../limits/cloudformation';

/** From here on a feature more may be one too many. */
const MANY_RESOURCES = 400;

/** CDK's own switch, by which an account with another limit sets it; 0 turns the limit off. */
const LIMIT_CONTEXT = '@aws-cdk/core:stackResourceLimit';

const FEATURES_SHOWN = 8;
const WATCHED = Symbol.for('cdk-resilient-serverless.ResourceBudget');

/** Fails synthesis, before templates are made, when a stack has more resources than CloudFormation takes; warns before. */
export function watchResourceBudget(stack: Stack): void {
  if (WATCHED in stack) return;
  Object.defineProperty(stack, WATCHED, { value: true });
  stack.node.addValidation({ validate: () => validateResources(stack) });
}

function validateResources(stack: Stack): string[] {
  const limit = (stack.node.tryGetContext(LIMIT_CONTEXT) as number | undefined) ?? CLOUDFORMATION.resources;
  const constructs = resourcesByConstruct(stack);
  const count = [...constructs.values()].reduce((sum, each) => sum + each, 0);
  if (limit > 0 && count > limit) {
    return [
      `[ResourcesTooMany] stack "${stack.node.path}" has ${count} resources and CloudFormation takes ${limit}: ${render(constructs)}; ` +
        'make a second service or stack of some of it, or turn off by name what it can do without, such as "alarms: Alarms.none()"',
    ];
  }
  if (limit > 0 && count >= MANY_RESOURCES) {
    Annotations.of(stack).addWarningV2(
      'cdk-resilient-serverless:manyResources',
      `stack "${stack.node.path}" has ${count} of the ${limit} resources that CloudFormation takes: ${render(constructs)}; plan a second service or stack`,
    );
  }
  return [];
}

/** Resources by the construct directly below the stack that they belong to; those of nested stacks count there. */
function resourcesByConstruct(stack: Stack): Map<IConstruct, number> {
  const counts = new Map<IConstruct, number>();
  for (const child of stack.node.children) {
    const own = child.node.findAll().filter(node => isInTemplate(node) && Stack.of(node) === stack);
    if (own.length > 0) counts.set(child, own.length);
  }
  return counts;
}

/** A resource may leave itself out: CDK asks it at the very end. */
function isInTemplate(node: IConstruct): boolean {
  return CfnResource.isCfnResource(node) && (node as unknown as { shouldSynthesize(): boolean }).shouldSynthesize();
}

/** By feature, the largest first: constructs of one class are one feature, unless the class says nothing. */
function render(constructs: ReadonlyMap<IConstruct, number>): string {
  const features = new Map<string, { resources: number; ids: string[] }>();
  for (const [construct, count] of constructs) {
    const { id } = construct.node;
    const name = classOf(construct);
    const key = name === 'Construct' ? `/${id}` : name;
    const feature = features.get(key) ?? { resources: 0, ids: [] };
    features.set(key, { resources: feature.resources + count, ids: [...feature.ids, id] });
  }
  const largest = [...features].sort(([, a], [, b]) => b.resources - a.resources);
  const shown = largest
    .slice(0, FEATURES_SHOWN)
    .map(([name, { resources, ids }]) => `${ids.length > 1 ? `${ids.length} × ${name}` : ids[0]} ${resources}`);
  const others = largest.slice(FEATURES_SHOWN).reduce((sum, [, { resources }]) => sum + resources, 0);
  return [...shown, ...(others > 0 ? [`others ${others}`] : [])].join(', ');
}

/** CDK's decorators rename classes, to `Topic2`. */
function classOf(construct: IConstruct): string {
  return construct.constructor.name.replace(/\d+$/, '');
}

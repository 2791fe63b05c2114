import { Annotations, CfnResource, Stack } from 'aws-cdk-lib/core';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;

/** From here on a feature more may be one too many. */
const MANY_RESOURCES = 400;

/** CDK's own switch, by which an account with another limit sets it; 0 turns the limit off. */
const LIMIT_CONTEXT = '@aws-cdk/core:stackResourceLimit';

const FEATURES_SHOWN = 8;

/** Fails synthesis, before templates are made, when a stack has more resources than CloudFormation takes; warns before. */
export function watchResourceBudget(stack: Stack): void {
  stack.node.addValidation({ validate: () => checkResources(stack) });
}

function checkResources(stack: Stack): string[] {
  const limit = (stack.node.tryGetContext(LIMIT_CONTEXT) as number | undefined) ?? MOST_RESOURCES;
  const features = countByFeature(stack);
  const count = [...features.values()].reduce((sum, each) => sum + each, 0);
  if (limit > 0 && count > limit) {
    return [
      `[TooManyResources] stack "${stack.node.path}" has ${count} resources and CloudFormation takes ${limit}: ${render(features)}; ` +
        'make a second service of some of it, or turn off by name what it can do without, such as "alarms: Alarms.none()"',
    ];
  }
  if (limit > 0 && count >= MANY_RESOURCES) {
    Annotations.of(stack).addWarningV2(
      'cdk-resilient-serverless:manyResources',
      `stack "${stack.node.path}" has ${count} of the ${limit} resources that CloudFormation takes: ${render(features)}; plan a second service`,
    );
  }
  return [];
}

/** Resources by the construct directly below the stack that they belong to; those of nested stacks count there. */
function countByFeature(stack: Stack): Map<string, number> {
  const features = new Map<string, number>();
  for (const child of stack.node.children) {
    const own = child.node.findAll().filter(node => CfnResource.isCfnResource(node) && Stack.of(node) === stack);
    if (own.length > 0) features.set(child.node.id, own.length);
  }
  return features;
}

function render(features: ReadonlyMap<string, number>): string {
  const largest = [...features].sort(([, a], [, b]) => b - a);
  const shown = largest.slice(0, FEATURES_SHOWN).map(([id, count]) => `${id} ${count}`);
  const others = largest.slice(FEATURES_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(others > 0 ? [`others ${others}`] : [])].join(', ');
}

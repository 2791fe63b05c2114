import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RegionalScope } from './regional-scope';

/** The stacks over which a construct spreads, its home first: those of its service, or the one that it is in. */
export function regionalStacksOf(construct: Construct): readonly Stack[] {
  return RegionalScope.of(construct)?.stacks ?? [Stack.of(construct)];
}

/**
 * Place for the part of a construct that lives in a stack: the construct itself inside of that stack, and otherwise a
 * construct of the same id in it.
 */
export function regionalPart(construct: Construct, stack: Stack): Construct {
  if (construct.node.scopes.includes(stack)) return construct;
  const owner = construct.node.scopes.indexOf(lowestAbove(construct, stack));
  const ids = construct.node.scopes.slice(owner + 1).map(scope => scope.node.id);
  return ids.reduce<Construct>(
    (parent, id) => (parent.node.tryFindChild(id) as Construct | undefined) ?? new Construct(parent, id),
    stack,
  );
}

/**
 * Lets the warnings at a construct outside of every stack be seen: CDK prints what is noted below a stack, and nothing else.
 * They are repeated in the home stack at synth, so that those which are acknowledged at the construct until then are not.
 */
export function showWarnings(construct: Construct): void {
  const [home] = regionalStacksOf(construct);
  if (construct.node.scopes.includes(home)) return;
  construct.node.addValidation({
    validate: () => {
      const part = regionalPart(construct, home);
      const shown = new Set(part.node.metadata.map(entry => entry.data as unknown));
      construct.node.metadata
        .filter(entry => entry.type === ArtifactMetadataEntryType.WARN && !shown.has(entry.data))
        .forEach(entry => part.node.addMetadata(entry.type, entry.data));
      return [];
    },
  });
}

/** The lowest construct that is above both. */
function lowestAbove(construct: Construct, stack: Stack): Construct {
  const above = new Set(stack.node.scopes);
  return construct.node.scopes.filter(scope => above.has(scope)).pop() as Construct;
}

import { type ExperimentSpec, readExperiment, type RenderedExperiment } from './experiments.js';
import { pathOf } from './inventory.js';
import { type App } from './model.js';

/** The experiments of an app before it is deployed: what they are called, and whether all of them can be performed. */
export function experimentsIn({ stacks }: App): ExperimentSpec[] {
  return stacks.flatMap(stack =>
    Object.entries(stack.template.Resources).flatMap(([logicalId, resource]) => {
      if (resource.Type !== 'AWS::FIS::ExperimentTemplate') return [];
      const { Actions } = (resource.Properties ?? {}) as { readonly Actions?: RenderedExperiment['actions'] };
      return [readExperiment({ region: stack.region, path: pathOf(stack, logicalId, resource) }, { actions: Actions })];
    }),
  );
}

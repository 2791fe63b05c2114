import { intrinsicsIn } from '../../assembly/relations/intrinsics';
import { type Rule } from '../rule';

export const crossRegionImport: Rule = {
  id: 'resilience-cross-region-import',
  area: 'regions',
  severity: 'error',
  title: 'An imported value is exported in the same region',
  why: 'Exports exist in one region only: the deployment fails.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  check(model, report) {
    if (!model.hasExports) return;
    for (const resource of model.resources) {
      for (const argument of intrinsicsIn(resource.raw.Properties, 'Fn::ImportValue')) {
        const name = String(resource.stack.resolve(argument));
        const exporters = model.exporters(name);
        const regions = [...new Set(exporters.map(stack => stack.region))];
        if (exporters.length > 0 && !regions.includes(resource.region) && !regions.includes(undefined)) {
          report(
            resource,
            `it imports "${name}", which is exported in ${regions.join(', ')}`,
            'give what is needed elsewhere a physical name, and build the same name in both stacks',
          );
        }
      }
    }
  },
};

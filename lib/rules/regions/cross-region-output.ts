import { isOpaque, toRecord, toText } from '../model/value';
import { intrinsicsIn } from '../relations/intrinsics';
import { isMultiRegion } from '../relations/twins';
import type { Rule } from '../rule';

export const crossRegionOutput: Rule = {
  id: 'resilience-cross-region-output',
  area: 'regions',
  severity: 'error',
  title: 'A regional stack reads no output of another region',
  why: "Fn::GetStackOutput asks the other region's CloudFormation at every deployment, which fails while that region is down.",
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    for (const resource of model.resources) {
      for (const output of intrinsicsIn(resource.raw.Properties, 'Fn::GetStackOutput')) {
        const { StackName: stackName, Region: written } = toRecord(output);
        const region = toText(resource.stack.resolve(written));
        if (region !== undefined && !isOpaque(region) && resource.region !== undefined && region !== resource.region)
          report(
            resource,
            `it reads an output of stack "${String(stackName)}" in ${region}`,
            'give what is needed elsewhere a physical name, and build the same name in both stacks',
          );
      }
    }
  },
};

import { type StackModel } from '../../assembly/stack-model';
import { isOpaque, toRecord, toText } from '../../assembly/value';
import { intrinsicsIn } from '../../assembly/relations/intrinsics';
import { isMultiRegion } from '../../assembly/relations/twins';
import { type Report, type Rule, type Subject } from '../rule';

export const crossRegionOutput: Rule = {
  id: 'resilience-cross-region-output',
  area: 'regions',
  severity: 'error',
  title: 'A regional stack reads no output of another region',
  why: "Fn::GetStackOutput asks the other region's CloudFormation at every deployment, which fails while that region is down.",
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    for (const resource of model.resources) check(resource, resource.stack, resource.raw.Properties, report);
    for (const stack of model.stacks) check(stack, stack, stack.template.Outputs, report);
  },
};

function check(subject: Subject, stack: StackModel, value: unknown, report: Report): void {
  for (const output of intrinsicsIn(value, 'Fn::GetStackOutput')) {
    const { StackName: stackName, Region: written } = toRecord(output);
    const region = toText(stack.resolve(written));
    if (region !== undefined && !isOpaque(region) && stack.region !== undefined && region !== stack.region) {
      report(
        subject,
        `it reads an output of stack "${String(stackName)}" in ${region}`,
        'give what is needed elsewhere a physical name, and build the same name in both stacks',
      );
    }
  }
}

import { isMultiRegion } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const crossRegionExport: Rule = {
  id: 'resilience-cross-region-export',
  area: 'regions',
  severity: 'error',
  title: 'A regional stack needs no export of another region',
  why: "CDK's cross-region references add a custom resource that reads the other region while it deploys: the standby cannot be deployed or changed while the primary is down.",
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    for (const resource of model.ofType('Custom::CrossRegionExportWriter', 'Custom::CrossRegionExportReader')) {
      report(
        resource,
        `it carries values between regions (${resource.type})`,
        'give what is needed elsewhere a physical name, and build the same name in both stacks',
      );
    }
  },
};

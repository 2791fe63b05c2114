import { isMultiRegion } from '../relations/twins';
import type { Rule } from '../rule';

export const remoteLookup: Rule = {
  id: 'resilience-remote-lookup',
  area: 'regions',
  severity: 'error',
  title: 'A stack looks nothing up in another region',
  why: 'A custom resource that calls another region fails while that region is down, and the stack cannot be deployed.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    for (const resource of model.ofType('Custom::AWS')) {
      const region = ['Create', 'Update']
        .map(event => /"region"\s*:\s*"([a-z0-9-]+)"/.exec(resource.text(event) ?? '')?.[1])
        .find(found => found !== undefined);
      if (
        region !== undefined &&
        resource.region !== undefined &&
        region !== resource.region &&
        model.regions.includes(region)
      )
        report(resource, `it calls ${region} at every deployment`, `keep what it needs in ${resource.region}`);
    }
  },
};

import { type Resource } from '../../assembly/resource';
import { regionOfArn } from '../../assembly/identity';
import { isMultiRegion } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const remoteLookup: Rule = {
  id: 'resilience-remote-lookup',
  area: 'regions',
  severity: 'error',
  title: 'A stack looks nothing up in another region',
  why: 'A custom resource that calls another region fails while that region is down, and the stack cannot be deployed.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    for (const resource of model.resources) {
      if (!/^Custom::|^AWS::CloudFormation::CustomResource$/.test(resource.type)) continue;
      const region = calledRegion(resource);
      if (
        region !== undefined &&
        resource.region !== undefined &&
        region !== resource.region &&
        model.regions.includes(region)
      ) {
        report(resource, `it calls ${region} at every deployment`, `keep what it needs in ${resource.region}`);
      }
    }
  },
};

/** The region of the function that it calls, or the one that it is told to ask. */
function calledRegion(resource: Resource): string | undefined {
  const service = regionOfArn(resource.text('ServiceToken') ?? '');
  if (service !== undefined && service !== resource.region) return service;
  if (READS.test(resource.type)) return resource.text('Region');
  return ['Create', 'Update']
    .map(event => /"region"\s*:\s*"([a-z0-9-]+)"/.exec(resource.text(event) ?? '')?.[1])
    .find(found => found !== undefined);
}

/** Custom resources that are called after what they read. */
const READS = /parameter|look-?up|output|reader|import|reference|ssm/i;

import { type Hazard } from '../hazard';

export const resourceRetyped: Hazard = {
  id: 'resource-retyped',
  outcome: 'refused',
  title: 'A resource keeps its type.',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html',
  check({ changes }, report) {
    for (const { fate, before, after } of changes) {
      if (fate !== 'retyped') continue;
      report(
        after!,
        `${after!.logicalId} was ${before!.type} and becomes ${after!.type}; CloudFormation changes no type in place`,
        'give the new one another id; to keep the data, retain the old resource and take it over with "cdk import"',
      );
    }
  },
};

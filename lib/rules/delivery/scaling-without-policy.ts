import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const scalingWithoutPolicy: Rule = {
  id: 'resilience-scaling-without-policy',
  area: 'delivery',
  severity: 'warning',
  title: 'What can scale does',
  why: 'A scalable target without a policy or a schedule stays as it is, whatever the load.',
  source: 'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html',
  check(model, report) {
    const scaled = model.remember(scaledTargets);
    for (const target of model.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      const isScaled = scaled.targets.has(target) || scaled.resources.has(target.text('ResourceId') ?? '');
      if (!isScaled && target.records('ScheduledActions').length === 0) {
        report(target, 'neither a policy nor a schedule scales it', 'add a target-tracking policy');
      }
    }
  },
};

/** Policies name their target, or the resource that it scales. */
function scaledTargets(model: AppModel): { targets: Set<Resource | undefined>; resources: Set<string> } {
  const policies = model.ofType('AWS::ApplicationAutoScaling::ScalingPolicy');
  const type = ['AWS::ApplicationAutoScaling::ScalableTarget'];
  return {
    targets: new Set(policies.map(policy => model.find(policy.text('ScalingTargetId'), type, policy))),
    resources: new Set(policies.map(policy => policy.text('ResourceId')).filter(id => id !== undefined)),
  };
}

import { ruleCase } from '../support/rule-case';
import { ref, resource, stack } from '../support/templates';
import { scalable } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Target: scalable(),
      ...(bad
        ? {}
        : { Policy: resource('AWS::ApplicationAutoScaling::ScalingPolicy', { ScalingTargetId: ref('Target') }) }),
    }),
  ),
];

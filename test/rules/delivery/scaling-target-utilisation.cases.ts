import { ruleCase } from '../support/rule-case';
import { resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Policy: resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: bad ? 0.95 : 0.7,
          PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
        },
      }),
    }),
  ),
];

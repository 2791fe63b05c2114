import { toNumber, toRecord, valueAt } from '../../assembly/value';
import { type Rule } from '../rule';

export const scalingTargetUtilisation: Rule = {
  id: 'resilience-scaling-target-utilisation',
  area: 'delivery',
  severity: 'error',
  title: 'Provisioned concurrency scales at a utilisation of 0.1 to 0.9',
  why: 'Application Auto Scaling refuses other values for functions; near 1 there is nothing left for the time that scaling takes.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const policy of model.ofType('AWS::ApplicationAutoScaling::ScalingPolicy')) {
      const tracking = toRecord(policy.get('TargetTrackingScalingPolicyConfiguration'));
      const isFunction =
        valueAt(tracking, 'PredefinedMetricSpecification.PredefinedMetricType') ===
        'LambdaProvisionedConcurrencyUtilization';
      const target = toNumber(tracking.TargetValue);
      if (isFunction && target !== undefined && (target < 0.1 || target > 0.9)) {
        report(policy, `the target utilisation is ${target}`, 'set TargetValue from 0.1 to 0.9');
      }
    }
  },
};

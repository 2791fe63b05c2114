import { ruleCase } from '../support/rule-case';
import { arn, fn, queue, resource, stack } from '../support/templates';
import { eventConfig, eventRule } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Fn: fn(), Failures: queue(), Rule: eventRule(arn('Fn')), ...(bad ? {} : { Config: eventConfig() }) }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(bad ? {} : { DeadLetterConfig: { TargetArn: arn('Failures') } }),
        Failures: queue(),
        Bucket: resource('Custom::S3BucketNotifications', {
          NotificationConfiguration: { LambdaFunctionConfigurations: [{ LambdaFunctionArn: arn('Fn') }] },
        }),
      }),
    'a bucket notification of CDK',
  ),
];

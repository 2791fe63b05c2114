import { ruleCase } from '../support/rule-case';
import { arn, queue, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Dead: queue({ RedriveAllowPolicy: { redrivePermission: bad ? 'denyAll' : 'allowAll' } }),
      Queue: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } }),
    }),
  ),
];

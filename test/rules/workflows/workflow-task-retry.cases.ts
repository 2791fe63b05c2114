import { ruleCase } from '../support/rule-case';
import { arn, fn, ref, resource, stack, workflow } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Flow: workflow(bad ? { Retry: undefined } : {}) })),
  ruleCase(
    bad =>
      stack({
        Flow: workflow({ Retry: undefined }),
        OnEvent: fn({ Environment: { Variables: bad ? {} : { WAITER_STATE_MACHINE_ARN: ref('Flow') } } }),
        Copy: resource('Custom::Copy', { ServiceToken: arn('OnEvent') }),
      }),
    'what CDK itself runs for a custom resource while the stack is deployed',
  ),
];

import { ruleCase } from '../support/rule-case';
import { alias, fn, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => {
    const live = alias('Fn');
    Object.assign(live.Properties!, {
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: bad ? 20 : 5 },
    });
    return stack({ Fn: fn({ ReservedConcurrentExecutions: 10 }), Live: live });
  }),
];

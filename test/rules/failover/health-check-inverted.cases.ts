import { ruleCase } from '../support/rule-case';
import { check, record, ref, secondary, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Check: check({ Inverted: bad }),
      Primary: record({ HealthCheckId: ref('Check') }),
      Secondary: secondary(),
    }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { arn, fn, queue, stack } from '../support/templates';
import { eventConfig } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Config: eventConfig({ DestinationConfig: { OnFailure: { Destination: arn(bad ? 'Fn' : 'Failures') } } }),
    }),
  ),
];

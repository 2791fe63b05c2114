import { ruleCase } from '../support/rule-case';
import { experiment, stack } from '../support/templates';
import { impact } from './parts';

const waiting = {
  ActionId: 'aws:fis:wait',
  Parameters: { duration: 'PT1M' },
};

export const cases = [
  ruleCase(bad => {
    const chaos = experiment();
    const actions = chaos.Properties!.Actions as Record<string, Record<string, unknown>>;
    Object.assign(actions, { Wait: waiting });
    actions.Delay.StartAfter = [bad ? 'Wiat' : 'Wait'];
    return stack({ ...impact(), Chaos: chaos });
  }),
];

import { ruleCase } from '../support/rule-case';
import { EAST, WEST, queue } from '../support/templates';
import { twins } from './parts';

export const cases = [
  ruleCase(bad =>
    twins(
      {},
      {
        Other: queue({
          QueueName: { 'Fn::GetStackOutput': { StackName: 'east', Region: bad ? EAST : WEST, OutputName: 'Name' } },
        }),
      },
    ),
  ),
];

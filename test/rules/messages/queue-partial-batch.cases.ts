import { ruleCase } from '../support/rule-case';
import { arn } from '../support/templates';
import { consumer, redrive } from './parts';

export const cases = [ruleCase(bad => consumer(redrive(arn('Dead')), bad ? { FunctionResponseTypes: undefined } : {}))];

import { ruleCase } from '../support/rule-case';
import { arn } from '../support/templates';
import { consumer, redrive } from './parts';

export const cases = [ruleCase(bad => consumer({ VisibilityTimeout: bad ? 10 : 120, ...redrive(arn('Dead')) }))];

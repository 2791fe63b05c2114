import { ruleCase } from '../support/rule-case';
import { EAST } from '../support/templates';
import { twins } from './parts';

export const cases = [ruleCase(bad => twins({}, {}, { dependsOn: bad ? [`Stack-${EAST}`] : [] }))];

import { ruleCase } from '../support/rule-case';
import { stack } from '../support/templates';
import { instance } from './parts';

export const cases = [ruleCase(bad => stack({ Database: instance({ BackupRetentionPeriod: bad ? 0 : 7 }) }))];

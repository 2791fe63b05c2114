import { ruleCase } from '../support/rule-case';
import { replication } from '../support/templates';
import { pairOf, toWest } from './parts';

export const cases = [ruleCase(bad => pairOf(replication(bad ? 'arn:aws:s3:::files-east' : toWest)))];

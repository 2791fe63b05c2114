import { ruleCase } from '../support/rule-case';
import { resource, retained, stack } from '../support/templates';
import { instance } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Files: resource('AWS::EFS::FileSystem', {}, bad ? {} : retained), Database: instance({}, retained) }),
  ),
];

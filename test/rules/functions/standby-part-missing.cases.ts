import { ruleCase } from '../support/rule-case';
import { EAST, WEST, arn, fn, queue } from '../support/templates';
import { eventRule, twin } from './parts';

export const cases = [
  ruleCase(bad => [twin(EAST, {}, { Worker: fn() }), twin(WEST, {}, bad ? {} : { Worker: fn() })]),
  ruleCase(bad => {
    const source = [bad ? 'shop' : 'aws.backup'];
    const told = { ...eventRule(arn('Fn'), { DeadLetterConfig: { Arn: arn('Undelivered') } }) };
    const Failed = { ...told, Properties: { ...told.Properties, EventPattern: { source } } };
    return [twin(EAST, {}, { Failed, Undelivered: queue() }), twin(WEST)];
  }, 'good where it tells of backups, whose plan is in one region'),
];

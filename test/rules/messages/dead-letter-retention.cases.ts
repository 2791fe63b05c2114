import { ruleCase } from '../support/rule-case';
import { arn, queue, stack } from '../support/templates';
import { redrive } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Orders: queue(redrive(arn('Dead'))), Dead: queue(bad ? {} : { MessageRetentionPeriod: 1_209_600 }) }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { fn, resource, stack } from '../support/templates';
import { reader } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Stream: resource('AWS::Kinesis::Stream', { RetentionPeriodHours: 24 }),
      Mapping: reader({ MaximumRecordAgeInSeconds: bad ? 172_800 : 3600 }),
    }),
  ),
];

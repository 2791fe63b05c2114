import { ruleCase } from '../support/rule-case';
import { fn, resource, stack } from '../support/templates';
import { reader } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Stream: resource('AWS::Kinesis::Stream'),
      Mapping: reader({ BisectBatchOnFunctionError: !bad }),
    }),
  ),
];

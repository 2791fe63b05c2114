import { ruleCase } from '../support/rule-case';
import { arn, experiment, fn, stack } from '../support/templates';
import { impact } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      ...impact(),
      Fn: fn(bad ? {} : { Layers: ['arn:aws:lambda:us-east-1:211125607513:layer:aws-fis-extension-x86_64:9'] }),
      Chaos: experiment({ Targets: { Functions: { ResourceType: 'aws:lambda:function', ResourceArns: [arn('Fn')] } } }),
    }),
  ),
];

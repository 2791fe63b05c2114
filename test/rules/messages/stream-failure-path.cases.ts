import { ruleCase } from '../support/rule-case';
import { arn, fn, resource, stack } from '../support/templates';
import { kept, mapping } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Dead: kept,
      Table: resource('AWS::DynamoDB::Table'),
      Mapping: mapping({
        EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        MaximumRetryAttempts: bad ? undefined : 5,
        DestinationConfig: { OnFailure: { Destination: arn('Dead') } },
      }),
    }),
  ),
];

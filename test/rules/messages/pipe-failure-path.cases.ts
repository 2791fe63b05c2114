import { ruleCase } from '../support/rule-case';
import { arn, queue, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Stream: resource('AWS::Kinesis::Stream'),
      Dead: queue(),
      Pipe: resource('AWS::Pipes::Pipe', {
        Source: arn('Stream'),
        SourceParameters: {
          KinesisStreamParameters: {
            StartingPosition: 'LATEST',
            ...(bad ? {} : { MaximumRetryAttempts: 3, DeadLetterConfig: { Arn: arn('Dead') } }),
          },
        },
      }),
    }),
  ),
];

import { ruleCase } from '../support/rule-case';
import { WEST, arn, fn, queue, ref, resource, stack } from '../support/templates';

const redrive = (target: unknown, maxReceiveCount = 5) => ({
  RedrivePolicy: { deadLetterTargetArn: target, maxReceiveCount },
});
const kept = queue({ MessageRetentionPeriod: 1_209_600 });
const mapping = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Orders'),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });
const consumer = (queueProperties: Record<string, unknown>, mappingProperties: Record<string, unknown> = {}) =>
  stack({ Fn: fn({ Timeout: 20 }), Orders: queue(queueProperties), Dead: kept, Mapping: mapping(mappingProperties) });

export const messageCases = [
  ruleCase('queue-visibility-below-timeout', bad =>
    consumer({ VisibilityTimeout: bad ? 10 : 120, ...redrive(arn('Dead')) }),
  ),
  ruleCase('queue-visibility-too-short', bad =>
    consumer({ VisibilityTimeout: bad ? 120 : 125, ...redrive(arn('Dead')) }, { MaximumBatchingWindowInSeconds: 5 }),
  ),
  ruleCase('queue-without-dead-letters', bad => consumer(bad ? {} : redrive(arn('Dead')))),
  ruleCase('queue-max-receive-count', bad => consumer(redrive(arn('Dead'), bad ? 2 : 5))),
  ruleCase('queue-partial-batch', bad =>
    consumer(redrive(arn('Dead')), bad ? { FunctionResponseTypes: undefined } : {}),
  ),
  ruleCase('queue-fifo-mixed', bad =>
    stack({ Orders: queue({ FifoQueue: true, ...redrive(arn('Dead')) }), Dead: queue(bad ? {} : { FifoQueue: true }) }),
  ),
  ruleCase('dead-letter-retention', bad =>
    stack({ Orders: queue(redrive(arn('Dead'))), Dead: queue(bad ? {} : { MessageRetentionPeriod: 1_209_600 }) }),
  ),
  ruleCase('dead-letter-is-source', bad =>
    stack({ Orders: queue({ QueueName: 'orders', ...redrive(arn(bad ? 'Orders' : 'Dead')) }), Dead: kept }),
  ),
  ruleCase('dead-letter-elsewhere', bad =>
    stack({ Orders: queue(redrive(`arn:aws:sqs:${bad ? WEST : 'us-east-1'}:111111111111:dead`)) }),
  ),
  ruleCase('stream-failure-path', bad =>
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

import { arn, fn, queue, ref, resource, stack } from '../support/templates';

export const redrive = (target: unknown, maxReceiveCount = 5) => ({
  RedrivePolicy: { deadLetterTargetArn: target, maxReceiveCount },
});

export const kept = queue({ MessageRetentionPeriod: 1_209_600 });

export const mapping = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Orders'),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });

export const consumer = (queueProperties: Record<string, unknown>, mappingProperties: Record<string, unknown> = {}) =>
  stack({ Fn: fn({ Timeout: 20 }), Orders: queue(queueProperties), Dead: kept, Mapping: mapping(mappingProperties) });

export const reader = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Stream'),
    BisectBatchOnFunctionError: true,
    ...properties,
  });

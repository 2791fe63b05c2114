import { alarm, arn, queue, stack } from '../support/templates';

export const alarmOn = (
  Namespace: string,
  MetricName: string,
  dimension: string,
  value: unknown,
  more: Record<string, unknown> = {},
) => alarm({ Namespace, MetricName, Dimensions: [{ Name: dimension, Value: value }], ...more });

export const queueName = { 'Fn::GetAtt': ['Dead', 'QueueName'] };

export const silence = { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };

export const withDeadLetters = (alarms: Record<string, ReturnType<typeof alarm>>) =>
  stack({
    Orders: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } }),
    Dead: queue(),
    ...alarms,
  });

export const depth = { Depth: alarmOn('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', queueName) };

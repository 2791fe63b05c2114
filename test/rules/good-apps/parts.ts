import { ComparisonOperator, TreatMissingData, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Code, Function, Runtime, type FunctionProps } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/** A function of Node.js, by itself good. */
export function handler(scope: Construct, id: string, props: Partial<FunctionProps> = {}): Function {
  return new Function(scope, id, {
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(20),
    ...props,
  });
}

/** An alarm that somebody is told of. */
export function alarm(scope: Construct, id: string, metric: Metric, topic: ITopic, { falls = false } = {}): void {
  metric
    .createAlarm(scope, id, {
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: falls
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: falls ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    .addAlarmAction(new SnsAction(topic));
}

/** A dead-letter queue whose depth and age are watched. */
export function deadLetters(scope: Construct, id = 'Dead', props: QueueProps = {}): Queue {
  const queue = new Queue(scope, id, { retentionPeriod: Duration.days(14), ...props });
  const topic = new Topic(scope, `${id}Operators`);
  alarm(scope, `${id}Depth`, queue.metricApproximateNumberOfMessagesVisible(), topic);
  alarm(scope, `${id}Age`, queue.metricApproximateAgeOfOldestMessage(), topic);
  return queue;
}

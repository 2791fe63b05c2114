import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Annotations, Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Alarms } from '../observability/alarms';
import { accept } from '../private/accepted-findings';
import { type AlarmSpec } from '../observability/alarm-spec';
import { QUEUE_MAPPING } from '../limits/lambda';
import { type ConsumerSettings, DEFAULT_RETENTION, suspiciousAge } from './consumer-settings';
import { validateConsumerProps } from './consumer-limits';
import { ageOf, depthOf } from '../dead-letters/dead-letter-alarms';
import { lettersOf } from '../dead-letters/queue-settings';
import { DeadLetters } from '../dead-letters/dead-letters';
import { type QueueConsumerProps } from './queue-consumer-props';

/**
 * A queue whose messages a function works off without losing any.
 *
 * Guarantees that a message is tried five times, and is invisible for long enough that throttling makes it neither processed
 * twice nor a dead letter; what fails five times is kept for 14 days as a dead letter, alone and not with its batch;
 * somebody is told of dead letters, and of messages that wait for too long.
 *
 * Creates a queue that is encrypted and reachable over TLS only, a dead-letter queue, the mapping from the queue to the
 * function, an alarm, and the rights of the function. With `queue` it creates the mapping, the alarm and the rights.
 *
 * SQS delivers at least once: a function has to bear that a message comes twice.
 *
 * Fails with what SQS or Lambda would refuse, and with `QueueRetentionTooShort` or `DeadLetterRetentionTooShort` where a message
 * could be deleted unseen; warns of what makes good messages dead letters. Of a given queue the template is checked.
 *
 * @example
 * const orders = new QueueConsumer(stack, 'Orders', { function: handler });
 * orders.queue.grantSendMessages(notifier);
 */
export class QueueConsumer extends Construct {
  /** The queue that is worked off. */
  readonly queue: IQueue;

  /**
   * The queue of messages that failed too often; undefined with `DeadLetters.none()`, and where a given queue has none that
   * is known.
   */
  readonly deadLetterQueue?: IQueue;

  /** The mapping from the queue to the function. */
  readonly eventSourceMapping: EventSourceMapping;

  /** The alarm on the age of the oldest message; empty with `Alarms.none()`. Those on dead letters belong to their queue. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const figures = validateConsumerProps(this, props);
    const alarms = props.alarms ?? Alarms.recommended();

    this.deadLetterQueue = props.queue ? lettersOf(props.queue) : this.provideDeadLetters(props, figures, alarms);
    this.queue = props.queue ?? this.createQueue(props, figures);
    this.eventSourceMapping = this.createMapping(props);
    this.alarms = alarms._bind(this, [this.renderAgeAlarm(props, figures)]);
  }

  /** Messages that wait: the largest number in a minute. */
  metricDepth(options?: MetricOptions): Metric {
    return depthOf(this.queue, options);
  }

  /** Seconds since the oldest message was sent: the highest in a minute. */
  metricAge(options?: MetricOptions): Metric {
    return ageOf(this.queue, options);
  }

  private provideDeadLetters(
    props: QueueConsumerProps,
    { source }: ConsumerSettings,
    alarms: Alarms,
  ): IQueue | undefined {
    return (props.deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms, source);
  }

  private createQueue(props: QueueConsumerProps, { visibility }: ConsumerSettings): Queue {
    const letters = this.deadLetterQueue;
    return new Queue(this, 'Queue', {
      visibilityTimeout: props.visibilityTimeout ?? Duration.seconds(visibility!),
      retentionPeriod: props.retention ?? DEFAULT_RETENTION,
      // CloudFormation refuses `FifoQueue: false`.
      fifo: props.fifo || undefined,
      deadLetterQueue: letters && {
        queue: letters,
        maxReceiveCount: props.maxReceiveCount ?? QUEUE_MAPPING.leastReceives,
      },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }

  /** Below the function: the stack of a queue then needs nothing of the stack of its function. */
  private createMapping(props: QueueConsumerProps): EventSourceMapping {
    const mapping = props.function.addEventSourceMapping(`QueueConsumer:${Names.nodeUniqueId(this.queue.node)}`, {
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize ?? QUEUE_MAPPING.defaultBatchSize,
      maxBatchingWindow: props.maxBatchingWindow,
      reportBatchItemFailures: props.reportBatchItemFailures ?? true,
      maxConcurrency: props.maxConcurrency,
    });
    this.grantConsuming(props.function);
    if (this.deadLetterQueue) {
      accept(mapping, 'failuresKeptElsewhere', 'Serverless-LambdaEventSourceMappingDestination');
    }
    return mapping;
  }

  private grantConsuming(target: IFunction): void {
    if (target.role) {
      this.queue.grantConsumeMessages(target);
      return;
    }
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:functionWithoutRole',
      `"${target.node.path}" is imported without its role, so it was not allowed to consume messages of "${this.queue.node.path}", and without that right Lambda refuses the mapping; import it with its role, or see to it that it has the right`,
    );
  }

  private renderAgeAlarm(props: QueueConsumerProps, figures: ConsumerSettings): AlarmSpec {
    return {
      id: 'AgeAlarm',
      signal: 'failure',
      metric: this.metricAge(),
      threshold: (props.maxMessageAge ?? Duration.seconds(suspiciousAge(figures))).toSeconds(),
      description: `Messages wait in the queue of ${this.node.path} for too long: ${props.function.node.path} fails, is throttled, or does not keep up. Look at its alarms and its concurrency.`,
    };
  }
}

import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Annotations, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { allowDelivery } from '../dead-letters/delivery';
import { timeoutOf } from '../function/function-timeout';
import { type ResilientFunction } from '../function/resilient-function';
import { DELIVERY } from '../limits/eventbridge';
import { SQS } from '../limits/sqs';
import { type AlarmSpec } from '../observability/alarm-spec';
import { Alarms } from '../observability/alarms';
import { mayWrite, missingEvents, renderKeys } from './object-events';
import { validateIngestProps } from './ingest-limits';
import { type ObjectIngestProps } from './object-ingest-props';
import { connectRecorder, createRecorder, RECORDER_TIMEOUT } from './object-recording';
import { QueueConsumer } from './queue-consumer';
import { DEFAULT_RETRY_FOR, growingHorizon, type RetryHorizon, steadyHorizon } from './retry-horizon';

/** Executions at once: some 200 objects a second, and half a percent of what an account usually has. */
const DEFAULT_CONCURRENCY = 5;

/** How long an event waits before somebody is told that the function does not keep up. */
const LONGEST_WAIT = Duration.minutes(15);

/**
 * Takes in each object that is uploaded to a bucket, by default into a table.
 *
 * Guarantees that each version of an object is recorded once, however often its event is delivered and in whichever regions
 * the bucket is replicated; the record is of the object as it was after the event, and takes nothing else from the item; while
 * the table or a key is away, uploads wait for a day, and are recorded within a quarter of an hour after its return; what
 * comes in then takes five executions at a time; an upload that cannot be recorded becomes a dead letter.
 *
 * The record is `key`, `bucket`, `versionId`, `etag`, `size` and `lastModified` in the item of the object's key.
 *
 * Creates a rule on the default event bus, the queue that it leads to, a `ResilientFunction` that records (unless `function`
 * is given), and a dead-letter queue for all of them. Does not record deletions, nor a new version with the same content.
 *
 * @example
 * new ObjectIngest(stack, 'Ingest', { bucket: uploads.inRegion(stack), table: files.inRegion(stack) });
 */
export class ObjectIngest extends Construct {
  /** The function that takes objects in. */
  readonly function: IFunction;

  /** The rule that leads from the bucket to the queue. */
  readonly rule: Rule;

  /** The queue in which events wait for the function. */
  readonly queue: IQueue;

  /** Queue of what could not be delivered or recorded; undefined with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  constructor(scope: Construct, id: string, props: ObjectIngestProps) {
    super(scope, id);
    validateIngestProps(this, props);
    this.node.addValidation({ validate: () => missingEvents(props.bucket) });
    this.node.addValidation({ validate: () => this.warnOfLoop(props) });

    const alarms = props.alarms ?? Alarms.recommended();
    this.deadLetterQueue = (props.deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms);
    const recorder = props.function ? undefined : createRecorder(this, props, alarms, this.deadLetterQueue);
    this.function = props.function ?? recorder!;
    this.queue = this.createQueue(props, alarms, recorder);
    if (recorder) connectRecorder(recorder, this.queue, this.deadLetterQueue);
    if (this.deadLetterQueue) allowDelivery(this, this.deadLetterQueue, 'events.amazonaws.com');
    this.rule = this.createRule(props);
    if (this.deadLetterQueue) alarms._bind(this, this.renderAlarms());
  }

  /** Events that could be delivered neither to the queue nor to the dead letters, and are lost: a sum over 5 minutes. */
  metricLostEvents(props?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Events',
      metricName: 'InvocationsFailedToBeSentToDlq',
      dimensionsMap: { RuleName: this.rule.ruleName },
      statistic: 'Sum',
      ...props,
    }).attachTo(this);
  }

  private createQueue(props: ObjectIngestProps, alarms: Alarms, recorder?: ResilientFunction): IQueue {
    const retryFor = props.retryFor ?? DEFAULT_RETRY_FOR;
    const horizon: RetryHorizon = recorder
      ? growingHorizon(retryFor, RECORDER_TIMEOUT.toSeconds())
      : steadyHorizon(retryFor, timeoutOf(this.function));
    const letters = this.deadLetterQueue;
    const { queue } = new QueueConsumer(this, 'Consumer', {
      function: this.function,
      ...horizon,
      retention: Duration.seconds(SQS.retentionSeconds.most),
      maxConcurrency: props.maxConcurrency ?? DEFAULT_CONCURRENCY,
      maxMessageAge: LONGEST_WAIT,
      deadLetters: letters ? DeadLetters.toQueue(letters) : DeadLetters.none(),
      alarms,
    });
    return queue;
  }

  private createRule(props: ObjectIngestProps): Rule {
    const keys = renderKeys(props);
    return new Rule(this, 'ObjectCreated', {
      description: `Objects created for ${this.node.path}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [props.bucket.bucketName] }, ...(keys && { object: { key: keys } }) },
      },
      targets: [
        new SqsQueue(this.queue, {
          deadLetterQueue: this.deadLetterQueue,
          retryAttempts: DELIVERY.retries.most,
          maxEventAge: Duration.seconds(DELIVERY.eventAgeSeconds.most),
        }),
      ],
    });
  }

  private renderAlarms(): AlarmSpec[] {
    return [
      {
        id: 'LostEventsAlarm',
        signal: 'failure',
        metric: this.metricLostEvents(),
        description: `${this.node.path} lost uploads: neither its queue nor the dead-letter queue could be reached. Look at the policies of both.`,
      },
    ];
  }

  /** Rights may be granted after this construct was made. */
  private warnOfLoop({ function: target, bucket, prefix, suffix }: ObjectIngestProps): string[] {
    if (target?.role && !prefix && !suffix && mayWrite(target.role, bucket)) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:ingestLoop',
        `"${target.node.path}" takes in every object of "${bucket.node.path}" and may write there: what it writes invokes it again, in each region, and Lambda stops no loop that goes through EventBridge; give "prefix" or "suffix", or let it write elsewhere`,
      );
    }
    return [];
  }
}

import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type EventPattern, type IEventBus, Match, Rule, type RuleProps, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IStream } from 'aws-cdk-lib/aws-kinesis';
import { type EventSourceMappingOptions, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { allowDelivery, type Sender } from '../dead-letters/delivery';
import { STREAM_MAPPING } from '../limits/lambda';
import { type Problems } from '../private/errors';
import { objectWith, type PropKinds, validateProps } from '../private/props';
import { keepAsyncFailures } from './async-failures';
import { missingEvents, renderKeys } from './object-events';
import { DELIVERY_TO_RULE } from './rule-delivery';
import { type StandbyRuns } from './standby-runs';
import { checkStandbyRuns } from './standby-said';
import { type TriggerParts } from './trigger-parts';

/** Where a schedule runs. */
export interface ScheduleOptions {
  /**
   * Whether the schedule also runs in the standby of a service.
   *
   * @default - below a service it has to be said, because the schedule would run in every region; elsewhere there is one
   */
  readonly standby?: StandbyRuns;
}

const KNOWN_PROPS: PropKinds<ScheduleOptions> = {
  standby: objectWith('_bind', 'StandbyRuns, such as StandbyRuns.never()'),
};

/** What calls a function, and how it tries. */
export abstract class TriggerSource {
  /**
   * A time: EventBridge tries to deliver each tick for 24 hours, 185 times.
   *
   * Fails with `ScheduleStandbyMissing` below a service where `standby` is not given.
   */
  static schedule(schedule: Schedule, options: ScheduleOptions = {}): TriggerSource {
    return validateProps('TriggerSource.schedule', options, KNOWN_PROPS, () => new ScheduleSource(schedule, options));
  }

  /** Events of a bus, the default one unless another is given: EventBridge tries for 24 hours, 185 times. */
  static event(pattern: EventPattern, bus?: IEventBus): TriggerSource {
    return new RuleSource(pattern, bus);
  }

  /** Messages of a topic: SNS tries for hours, and then keeps them by the redrive policy of the subscription. */
  static topic(topic: ITopic): TriggerSource {
    return new TopicSource(topic);
  }

  /**
   * Changes of a table, from its stream: a batch that fails is halved, down to the records that fail, which are tried 3
   * times more. What was not processed within 23 hours, while the stream still has it, is kept too.
   *
   * Fails with `TableStreamMissing` for a table without a stream.
   */
  static tableStream(table: ITable): TriggerSource {
    return new TableStreamSource(table);
  }

  /** Records of a Kinesis stream, in the same way. */
  static kinesis(stream: IStream): TriggerSource {
    return new KinesisSource(stream);
  }

  /**
   * Objects that are created in a bucket, by its notifications to EventBridge; those whose key begins with `prefix`, where
   * it is given. Synth fails with `BucketEventsMissing` where the bucket sends none. `ObjectIngest` records objects once.
   */
  static bucket(bucket: IBucket, prefix?: string): TriggerSource {
    return new BucketSource(bucket, prefix);
  }

  /**
   * Lets the source call the function.
   *
   * @internal
   */
  abstract _bind(scope: Construct, parts: TriggerParts): void;

  /**
   * Records why the source could not be used here.
   *
   * @internal
   */
  _check(_scope: Construct, _problems: Problems): void {}
}

class RuleSource extends TriggerSource {
  constructor(
    private readonly pattern: EventPattern,
    private readonly bus?: IEventBus,
  ) {
    super();
  }

  _bind(scope: Construct, parts: TriggerParts): void {
    createRule(scope, parts, { eventPattern: this.pattern, eventBus: this.bus });
  }
}

class ScheduleSource extends TriggerSource {
  constructor(
    private readonly schedule: Schedule,
    private readonly options: ScheduleOptions,
  ) {
    super();
  }

  _check(scope: Construct, problems: Problems): void {
    checkStandbyRuns(scope, this.options.standby, problems);
    this.options.standby?._check(scope, this.schedule, problems);
  }

  _bind(scope: Construct, parts: TriggerParts): void {
    const { enabled, target } = this.options.standby?._bind(scope, parts) ?? { enabled: true };
    createRule(scope, parts, { schedule: this.schedule, enabled, ...(target && { targets: [target] }) });
  }
}

class BucketSource extends TriggerSource {
  constructor(
    private readonly bucket: IBucket,
    private readonly prefix?: string,
  ) {
    super();
  }

  _bind(scope: Construct, parts: TriggerParts): void {
    const key = renderKeys({ prefix: this.prefix });
    scope.node.addValidation({ validate: () => missingEvents(this.bucket) });
    createRule(scope, parts, {
      eventPattern: {
        source: Match.exactString('aws.s3'),
        detailType: Match.exactString('Object Created'),
        detail: { bucket: { name: [this.bucket.bucketName] }, ...(key && { object: { key } }) },
      },
    });
  }
}

class TopicSource extends TriggerSource {
  constructor(private readonly topic: ITopic) {
    super();
  }

  _bind(scope: Construct, { target, letters }: TriggerParts): void {
    if (letters) keepBoth(scope, { target, letters }, 'sns.amazonaws.com');
    target.addPermission(`Trigger${Names.nodeUniqueId(scope.node)}`, {
      principal: new ServicePrincipal('sns.amazonaws.com'),
      sourceArn: this.topic.topicArn,
    });
    new Subscription(scope, 'Subscription', {
      topic: this.topic,
      protocol: SubscriptionProtocol.LAMBDA,
      endpoint: target.functionArn,
      deadLetterQueue: letters,
    });
  }
}

class TableStreamSource extends TriggerSource {
  constructor(private readonly table: ITable) {
    super();
  }

  _check(_scope: Construct, problems: Problems): void {
    if (this.table.tableStreamArn !== undefined) return;
    problems.add(
      'TableStreamMissing',
      `table "${this.table.node.path}" has no stream, so its changes call nobody; give it one, such as "stream: StreamViewType.NEW_AND_OLD_IMAGES"`,
    );
  }

  _bind(scope: Construct, { target, letters }: TriggerParts): void {
    addStreamMapping(scope, target, renderMapping(this.table.tableStreamArn!, letters));
    this.table.grantStreamRead(target);
  }
}

class KinesisSource extends TriggerSource {
  constructor(private readonly stream: IStream) {
    super();
  }

  _bind(scope: Construct, { target, letters }: TriggerParts): void {
    addStreamMapping(scope, target, renderMapping(this.stream.streamArn, letters));
    this.stream.grantRead(target);
  }
}

/** What the sender cannot deliver, and what the function cannot process: Lambda queues the event between the two. */
function keepBoth(scope: Construct, { target, letters }: Required<TriggerParts>, sender: Sender): void {
  allowDelivery(scope, letters, sender);
  keepAsyncFailures(target, letters);
}

function createRule(scope: Construct, { target, letters }: TriggerParts, props: RuleProps): void {
  if (letters) keepBoth(scope, { target, letters }, 'events.amazonaws.com');
  new Rule(scope, 'Rule', {
    description: `Calls ${target.node.path}`,
    ...props,
    targets: props.targets ?? [new LambdaFunction(target, { deadLetterQueue: letters, ...DELIVERY_TO_RULE })],
  });
}

function renderMapping(eventSourceArn: string, letters?: IQueue): EventSourceMappingOptions {
  return {
    eventSourceArn,
    // A record that was written before the mapping was there is not lost.
    startingPosition: StartingPosition.TRIM_HORIZON,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: STREAM_MAPPING.attempts,
    maxRecordAge: Duration.hours(STREAM_MAPPING.ageHours),
    onFailure: letters && new SqsDlq(letters),
  };
}

/** Below the function: the stack of a source then needs nothing of the stack of its function. */
function addStreamMapping(scope: Construct, target: IFunction, options: EventSourceMappingOptions): void {
  target.addEventSourceMapping(`Trigger:${Names.nodeUniqueId(scope.node)}`, options);
}

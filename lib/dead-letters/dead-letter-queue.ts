import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type AddToResourcePolicyResult, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { Alarms } from '../observability/alarms';
import { accept } from '../private/accepted-findings';
import { ageOf, depthOf, watchDeadLetters } from './dead-letter-alarms';
import { checkKept, LONGEST_RETENTION } from './dead-letter-fit';
import { Problems } from '../private/errors';
import { checkKnownProps, type KnownProps } from '../private/props';
import { denyClearText, keepWhenReplaced, leaveSharedPolicy, requireTls } from './transport-policy';

/** What a queue for dead letters may differ in. */
export interface DeadLetterQueueProps {
  /**
   * How long a letter is kept, 1 minute to 14 days. It has to outlive the retention of the queue that the letters come
   * from, because a letter that SQS moves keeps its age.
   *
   * @default Duration.days(14)
   */
  readonly retention?: Duration;

  /**
   * Whether the queue is FIFO. The dead letters of a FIFO queue have to be; those of functions, topics and rules must
   * not.
   *
   * @default false
   */
  readonly fifo?: boolean;

  /**
   * Alarms on the number of letters and on the age of the oldest.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const PROPS: KnownProps<DeadLetterQueueProps> = { retention: true, fifo: true, alarms: true };

/**
 * A queue for what could not be processed.
 *
 * Guarantees that a letter is kept for 14 days, encrypted and reachable over TLS only, and that somebody is told when
 * one arrives and again when it was left lying: for a day, or for half the retention where that is shorter.
 *
 * Creates an `AWS::SQS::Queue` and two alarms, and one `AWS::SQS::QueuePolicy` for all such queues of the stack. It is
 * an `IQueue`, to be passed wherever one is accepted.
 *
 * Fails with `DeadLetterRetention` when SQS would refuse the retention.
 *
 * @example
 * const letters = new DeadLetterQueue(stack, 'Letters');
 * new Queue(stack, 'Orders', { deadLetterQueue: { queue: letters, maxReceiveCount: 5 } });
 */
export class DeadLetterQueue extends Queue {
  /**
   * The alarms on depth and age; empty with `Alarms.none()`. Where the queue was made by `DeadLetters.ownQueue()`, it shares
   * the one on age with other queues of the stack.
   */
  readonly alarms: Alarm[];

  private hasOwnPolicy = false;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps = {}) {
    validate(`${scope.node.path}/${id}`, props);
    const retention = props.retention ?? LONGEST_RETENTION;
    super(scope, id, {
      retentionPeriod: retention,
      // CloudFormation refuses `FifoQueue: false`.
      fifo: props.fifo || undefined,
      encryption: QueueEncryption.SQS_MANAGED,
    });
    requireTls(this);
    accept(this, 'lastQueue', 'AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy');
    this.alarms = watchDeadLetters(this, props.alarms ?? Alarms.recommended(), retention);
  }

  /** Gives the queue a policy of its own, which also allows TLS only, in place of the one that it shares. */
  addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult {
    if (!this.hasOwnPolicy) {
      this.hasOwnPolicy = true;
      leaveSharedPolicy(this);
      keepWhenReplaced(super.addToResourcePolicy(denyClearText(this.queueArn)).policyDependable as QueuePolicy);
    }
    return super.addToResourcePolicy(statement);
  }

  /** Letters that wait for somebody: the largest number in a minute. */
  metricDepth(options?: MetricOptions): Metric {
    return depthOf(this, options);
  }

  /** Seconds since the oldest letter was sent: the highest in a minute. */
  metricAge(options?: MetricOptions): Metric {
    return ageOf(this, options);
  }
}

function validate(path: string, props: DeadLetterQueueProps): void {
  const problems = new Problems(path);
  checkKnownProps(props, PROPS, problems);
  checkKept(props.retention, problems);
  problems.throwIfAny();
}

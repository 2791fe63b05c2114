import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type AddToResourcePolicyResult, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CfnQueue, Queue, QueueEncryption, type QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { Alarms } from '../observability/alarms';
import { accept } from '../private/accepted-findings';
import { ageOf, depthOf, watchDeadLetters } from './dead-letter-alarms';
import { checkKept, LONGEST_RETENTION } from './dead-letter-fit';

import { duration, flag, objectWith, validateProps, type PropKinds } from '../private/props';
import { policyExcess, SenderStatements } from './sender-statements';
import { denyClearText, leaveSharedPolicy, enforceTls } from './transport-policy';

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

const KNOWN_PROPS: PropKinds<DeadLetterQueueProps> = {
  retention: duration,
  fifo: flag,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/**
 * A queue for what could not be processed.
 *
 * Guarantees that a letter is kept for 14 days, encrypted and reachable over TLS only, and that somebody is told when
 * one arrives and again when it was left lying: for a day, or for half the retention where that is shorter.
 *
 * Creates an `AWS::SQS::Queue` and two alarms, and one `AWS::SQS::QueuePolicy` for all such queues of the stack. It is
 * an `IQueue`, to be passed wherever one is accepted.
 *
 * Fails with `DeadLetterRetentionOutOfRange` when SQS would refuse the retention, and at synth with `QueuePolicySizeOutOfRange` when more
 * constructs send to it than its policy has room for, some 60.
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

  private readonly senders = new SenderStatements(this);
  private ownPolicy?: QueuePolicy;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps = {}) {
    validate(`${scope.node.path}/${id}`, props);
    const retention = props.retention ?? LONGEST_RETENTION;
    super(scope, id, {
      retentionPeriod: retention,
      // CloudFormation refuses `FifoQueue: false`.
      fifo: props.fifo || undefined,
      encryption: QueueEncryption.SQS_MANAGED,
    });
    // CloudFormation does that by itself; saying so takes room in every template.
    (this.node.defaultChild as CfnQueue).cfnOptions.updateReplacePolicy = undefined;
    enforceTls(this);
    accept(this, 'lastQueue', 'AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy');
    this.alarms = watchDeadLetters(this, props.alarms ?? Alarms.recommended(), retention);
  }

  /**
   * Gives the queue a policy of its own, which also allows TLS only, in place of the one that it shares. What several topics
   * or rules may do is one statement for all of them.
   */
  addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult {
    const policy = (this.ownPolicy ??= this.createOwnPolicy());
    if (this.senders.absorbs(statement)) return { statementAdded: true, policyDependable: policy };
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

  private createOwnPolicy(): QueuePolicy {
    const policy = super.addToResourcePolicy(denyClearText(this.queueArn)).policyDependable as QueuePolicy;
    leaveSharedPolicy(this, policy);
    this.node.addValidation({ validate: () => this.validatePolicy(policy) });
    return policy;
  }

  private validatePolicy({ document }: QueuePolicy): string[] {
    const excess = policyExcess(this, document);
    if (!excess) return [];
    return [
      `[QueuePolicySizeOutOfRange] the policy of "${this.node.path}" has ${excess}: too many constructs send their failures there; give some of them a queue of their own`,
    ];
  }
}

function validate(path: string, props: DeadLetterQueueProps): void {
  validateProps(path, props, KNOWN_PROPS, problems => {
    checkKept(props.retention, problems);
  });
}

import { CfnQueue, type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { type Duration, Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { SQS } from '../limits/sqs';

/** What a template says of a queue, in seconds; a figure that only the deployment knows is undefined. */
export interface QueueSettings {
  readonly visibility?: number;
  readonly retention?: number;
  /** Where the queue leads what was received too often; undefined where it has no dead-letter queue. */
  readonly redrive?: { readonly target?: unknown; readonly maxReceiveCount?: number };
}

/** The figures of a queue of this app; undefined for one that is imported. */
export function settingsOf(queue: IQueue): QueueSettings | undefined {
  const made = queue.node.defaultChild;
  if (!CfnQueue.isCfnQueue(made)) return undefined;
  return {
    visibility: known(made.visibilityTimeout ?? SQS.defaults.visibilitySeconds),
    retention: known(made.messageRetentionPeriod ?? SQS.defaults.retentionSeconds),
    redrive: redriveOf(made.redrivePolicy as Record<string, unknown> | undefined),
  };
}

function redriveOf(policy: Record<string, unknown> | undefined): QueueSettings['redrive'] {
  if (policy === undefined || Token.isUnresolved(policy)) return policy && {};
  const { deadLetterTargetArn: target, maxReceiveCount: count } = policy;
  const isCount = typeof count === 'number' || typeof count === 'string';
  return { target, maxReceiveCount: isCount && !Token.isUnresolved(count) ? Number(count) : undefined };
}

/** The dead-letter queue that a queue of this app was made with. */
export function lettersOf(queue: IQueue): IQueue | undefined {
  return queue instanceof Queue ? queue.deadLetterQueue?.queue : undefined;
}

/** Seconds of a duration; undefined for none, and for one that only the deployment knows. */
export function secondsOf(duration: Duration | undefined): number | undefined {
  return duration?.isUnresolved() ? undefined : duration?.toSeconds({ integral: false });
}

/** The resource of this app that an ARN means. */
export function resourceBehind(arn: unknown): IConstruct | undefined {
  const token = typeof arn === 'string' ? Tokenization.reverse(arn, { failConcat: false }) : undefined;
  return token && Reference.isReference(token) ? token.target : undefined;
}

/** Name by which a queue is known before it is deployed: the one that it was given. */
export function fixedNameOf(queue: IQueue): string | undefined {
  const made = queue.node.defaultChild;
  const name = CfnQueue.isCfnQueue(made) ? made.queueName : queue.queueName;
  return name === undefined || Token.isUnresolved(name) ? undefined : name;
}

function known(figure: number): number | undefined {
  return Token.isUnresolved(figure) ? undefined : figure;
}

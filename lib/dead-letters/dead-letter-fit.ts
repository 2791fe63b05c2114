import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Annotations, Duration, type ResourceEnvironment, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { isWholeWithin } from '../limits/range';
import { SQS } from '../limits/sqs';
import { settingsOf, fixedNameOf, resourceBehind, secondsOf } from './queue-settings';

export const LONGEST_RETENTION = Duration.seconds(SQS.retentionSeconds.most);

/** A queue whose messages may become dead letters. */
export interface SourceQueue {
  readonly path: string;
  readonly env: ResourceEnvironment;
  readonly fifo: boolean;
  /** Seconds; undefined where it is not known. */
  readonly retention?: number;
}

/** Whether SQS keeps messages for that long. */
export function isRetention(retention: Duration | undefined): boolean {
  const seconds = secondsOf(retention);
  return seconds === undefined || isWholeWithin(seconds, SQS.retentionSeconds);
}

/** Records a retention of dead letters that SQS would refuse. */
export function checkKept(retention: Duration | undefined, problems: Problems): void {
  if (!isRetention(retention)) {
    problems.add(
      'DeadLetterRetentionOutOfRange',
      `the retention is ${durationText(retention)}; SQS keeps messages for 1 minute to 14 days, in whole seconds`,
    );
  }
}

/** Records what keeps SQS from moving messages of a queue to another one, or would lose them there. */
export function checkLetters(source: SourceQueue, letters: IQueue, problems: Problems): void {
  if (letters.fifo !== source.fifo && isKindKnown(letters)) {
    problems.add(
      'DeadLettersUnsupported',
      `"${letters.node.path}" is ${kindOf(letters)} and its source "${source.path}" is ${kindOf(source)}, and SQS moves messages between queues of one kind only; make both FIFO, or neither`,
    );
  }
  checkPlaces(source, letters, problems);
  checkOutlives(source, settingsOf(letters)?.retention, problems);
}

/** Records a retention of dead letters that ends before anybody has looked: a letter that SQS moves keeps its age. */
export function checkOutlives(source: SourceQueue, kept: number | undefined, problems: Problems): void {
  if (kept === undefined || source.retention === undefined) return;
  const isLongEnough = kept > source.retention || kept >= SQS.retentionSeconds.most;
  if (!isLongEnough) {
    problems.add(
      'DeadLetterRetentionTooShort',
      `dead letters of "${source.path}" are kept for ${timeText(kept)} and its messages for ${timeText(source.retention)}, and a letter keeps the age that it had as a message; keep letters longer, up to 14 days`,
    );
  }
}

/** Whether what a queue leads its messages to is that queue: the same resource, or one of the same name in one place. */
export function isOwnSource(source: IQueue, target: unknown, letters: IQueue | undefined): boolean {
  const behind = resourceBehind(target);
  if (behind) return behind === source.node.defaultChild;
  const name = fixedNameOf(source);
  return letters !== undefined && name !== undefined && name === fixedNameOf(letters) && isSamePlace(source, letters);
}

/** Warns that messages that always fail have nowhere to go. */
export function warnWithoutLetters(scope: Construct, source: string): void {
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:noDeadLetters',
    `"${source}" has no dead-letter queue: a message that always fails is tried until its retention ends, and then lost; give it one, such as a DeadLetterQueue`,
  );
}

/** A time as a person says it. */
export function timeText(seconds: number): string {
  return Duration.seconds(seconds).toHumanString();
}

/** Whether two values that may only be known at deployment are surely different. */
export function differ(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

function checkPlaces(source: SourceQueue, letters: IQueue, problems: Problems): void {
  for (const place of ['region', 'account'] as const) {
    const [here, there] = [source.env[place], letters.env[place]];
    if (differ(here, there)) {
      problems.add(
        place === 'region' ? 'DeadLettersOfOtherRegion' : 'DeadLettersOfOtherAccount',
        `"${letters.node.path}" is in ${place} "${there}" and its source "${source.path}" in "${here}", and SQS moves messages within one region and account only; make a dead-letter queue beside the source`,
      );
    }
  }
}

function isSamePlace(one: IQueue, other: IQueue): boolean {
  return one.env.region === other.env.region && one.env.account === other.env.account;
}

/** CDK takes an imported queue for a standard one as long as its ARN does not say otherwise. */
function isKindKnown(queue: IQueue): boolean {
  return queue.fifo || settingsOf(queue) !== undefined || !Token.isUnresolved(queue.queueArn);
}

function kindOf({ fifo }: { readonly fifo: boolean }): string {
  return fifo ? 'a FIFO queue' : 'a standard queue';
}

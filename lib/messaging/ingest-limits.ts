import { Annotations, type Duration, type Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { QUEUE_MAPPING } from '../limits/lambda';
import { LONGEST_OUTAGE_SECONDS } from '../limits/outages';
import { isWholeWithin } from '../limits/range';
import { type Problems } from '../private/errors';
import { duration, number, objectWith, size, text, validateProps, type PropKinds } from '../private/props';
import { type ObjectIngestProps } from './object-ingest-props';
import { DEFAULT_RETRY_FOR, LONGEST_RETRY_FOR } from './retry-horizon';

const KNOWN_PROPS: PropKinds<ObjectIngestProps> = {
  bucket: objectWith('bucketArn', 'a bucket'),
  table: objectWith('tableArn', 'a table'),
  tablePartitionKey: text,
  maxObjectSize: size,
  onFailure: objectWith('functionArn', 'a function'),
  function: objectWith('functionArn', 'a function'),
  retryFor: duration,
  maxConcurrency: number,
  prefix: text,
  suffix: text,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** Throws all that is wrong with the props of an ingest, and warns of a patience that an outage outlasts. */
export function validateIngestProps(scope: Construct, props: ObjectIngestProps): void {
  validateProps(scope, props, KNOWN_PROPS, problems => {
    checkTarget(props, problems);
    checkSize(props.maxObjectSize, problems);
    checkPatience(props.retryFor, problems);
    checkConcurrency(props.maxConcurrency, problems);
  });
  warnOfImpatience(scope, props.retryFor ?? DEFAULT_RETRY_FOR);
}

function checkTarget(props: ObjectIngestProps, problems: Problems): void {
  if ((props.table === undefined) === (props.function === undefined)) {
    problems.add(
      props.table === undefined ? 'IngestTargetMissing' : 'IngestTargetConflict',
      `${props.table ? 'both "table" and "function" are' : 'neither "table" nor "function" is'} given; give "table" to have objects recorded, or "function" to take them in yourself`,
    );
  }
  for (const option of ['tablePartitionKey', 'maxObjectSize', 'onFailure'] as const) {
    if (props.function !== undefined && props[option] !== undefined) {
      problems.add(
        'IngestOptionUnused',
        `"${option}" is given with "function", which decides that itself; drop it, or give "table" in place of "function"`,
      );
    }
  }
}

function checkSize(size: Size | undefined, problems: Problems): void {
  if (!size || size.isUnresolved()) return;
  const bytes = size.toBytes({ rounding: SizeRoundingBehavior.NONE });
  if (!Number.isInteger(bytes) || bytes <= 0) {
    problems.add(
      'ObjectSizeOutOfRange',
      `"maxObjectSize" is ${bytes} bytes; give a whole number above 0, such as Size.mebibytes(10)`,
    );
  }
}

function checkPatience(retryFor: Duration | undefined, problems: Problems): void {
  if (!retryFor || retryFor.isUnresolved()) return;
  const seconds = retryFor.toSeconds({ integral: false });
  if (!(seconds > 0 && seconds <= LONGEST_RETRY_FOR.toSeconds())) {
    problems.add(
      'RetryForOutOfRange',
      `"retryFor" is ${retryFor.toHumanString()}; give more than 0 and up to ${LONGEST_RETRY_FOR.toHumanString()}: SQS keeps a message for 14 days, and a dead letter needs some of them`,
    );
  }
}

function checkConcurrency(most: number | undefined, problems: Problems): void {
  if (most === undefined || Token.isUnresolved(most) || isWholeWithin(most, QUEUE_MAPPING.concurrency)) return;
  const { least, most: limit } = QUEUE_MAPPING.concurrency;
  problems.add(
    'MaxConcurrencyOutOfRange',
    `maxConcurrency is ${most}; Lambda allows whole numbers from ${least} to ${limit}`,
  );
}

function warnOfImpatience(scope: Construct, retryFor: Duration): void {
  if (retryFor.isUnresolved() || retryFor.toSeconds({ integral: false }) >= LONGEST_OUTAGE_SECONDS) return;
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:retryForShort',
    `"${scope.node.path}" tries an upload for ${retryFor.toHumanString()}, and outages of AWS have lasted ${LONGEST_OUTAGE_SECONDS / 3600} hours: good uploads would become dead letters and wait for somebody to redrive them; leave "retryFor" out`,
  );
}

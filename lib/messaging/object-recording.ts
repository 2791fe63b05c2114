import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { ResilientFunction } from '../function/resilient-function';
import { runtimeCode } from '../function/runtime-function';
import { type Alarms } from '../observability/alarms';
import { grantItems } from '../permissions/table-rights';
import { acceptObjectRights } from '../private/accepted-findings';
import { type ObjectIngestProps } from './object-ingest-props';

/** Two attempts at each call for an object, and time to tell of it, also where a service accepts and never answers. */
export const RECORDER_TIMEOUT = Duration.seconds(20);

/** The function that records the objects of a bucket in a table. */
export function createRecorder(
  scope: Construct,
  props: ObjectIngestProps,
  alarms: Alarms,
  letters?: IQueue,
): ResilientFunction {
  const table = props.table!;
  const recorder = new ResilientFunction(scope, 'Recorder', {
    code: runtimeCode('object-recorder'),
    handler: 'index.handler',
    architecture: Architecture.ARM_64,
    memorySize: 256,
    timeout: RECORDER_TIMEOUT,
    description: 'Records uploaded objects',
    environment: {
      TABLE_NAME: table.tableName,
      PARTITION_KEY: props.tablePartitionKey ?? 'key',
      ...(props.maxObjectSize && { MAX_OBJECT_SIZE: String(props.maxObjectSize.toBytes()) }),
    },
    deadLetters: letters ? DeadLetters.toQueue(letters) : DeadLetters.none(),
    notify: { onFailure: props.onFailure },
    alarms,
  });
  grantRecording(recorder, props);
  return recorder;
}

/** Tells the recorder where its events wait, and where it tells of what it refuses: as Lambda would of a failure. */
export function connectRecorder(recorder: ResilientFunction, queue: IQueue, letters?: IQueue): void {
  recorder.addEnvironment('QUEUE_URL', queue.queueUrl);
  const topic = recorder._failureTopic;
  if (topic) recorder.addEnvironment('FAILURE_TOPIC', topic.topicArn);
  else if (letters) recorder.addEnvironment('DEAD_LETTERS', letters.queueUrl);
}

function grantRecording(recorder: ResilientFunction, { bucket, table, prefix = '' }: ObjectIngestProps): void {
  grantItems(table!, recorder, ['UpdateItem']);
  const objects = bucket.arnForObjects(`${prefix}*`);
  recorder.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }));
  acceptObjectRights(recorder, objects);
  // Without it S3 answers "forbidden" in place of "not found" for an object that is gone.
  recorder.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
  bucket.encryptionKey?.grantDecrypt(recorder);
}

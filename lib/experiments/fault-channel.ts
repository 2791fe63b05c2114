import { type CfnFunction, type Function, type ILayerVersion, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { accept, acceptObjectRights } from '../private/accepted-findings';
import { fail } from '../private/errors';
import { sharedPart } from '../private/shared-parts';

/** Folder of the bucket into which FIS writes faults. */
const FOLDER = 'FisConfigs/';

/** Script of the extension that starts the runtime. */
const WRAPPER = '/opt/aws-fis/bootstrap';

/** https://docs.aws.amazon.com/fis/latest/userguide/actions-lambda-extension-arns.html */
const EXTENSION = '/aws/service/fis/lambda-extension/AWS-FIS-extension-';

/** What AWS proposes for functions whose handler is not to run: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#invocation-error */
const POLL_WAIT_MILLIS = 2000;

/** How FIS reaches a function. */
export interface FaultChannel {
  /** AWS's layer. */
  readonly extension?: ILayerVersion;
  /** Bucket in which FIS leaves the faults for the layer. */
  readonly configurationBucket?: IBucket;
  /** Whether an invocation waits for a look into the bucket that is under way. */
  readonly waitsForPoll: boolean;
}

/**
 * Lets FIS put faults into a function's invocations: the layer, its two variables, and the right to read the faults. A
 * function that several experiments concern is prepared once.
 *
 * Yields the ARN of the faults, which FIS has to write. They are in the function's own stack, so that it refers to no
 * experiment.
 *
 * https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html
 */
export function openFaultChannel(target: Function, given: FaultChannel): string {
  const bucket = given.configurationBucket ?? configurationBucketOf(Stack.of(target));
  const location = bucket.arnForObjects(FOLDER);
  if (!isPrepared(target, location, given.extension)) {
    target.addLayers(given.extension ?? extensionFor(target));
    target.addEnvironment('AWS_LAMBDA_EXEC_WRAPPER', WRAPPER);
    target.addEnvironment('AWS_FIS_CONFIGURATION_LOCATION', location);
    allowReading(target, bucket);
  }
  if (given.waitsForPoll) target.addEnvironment('AWS_FIS_POLL_MAX_WAIT_MILLISECONDS', String(POLL_WAIT_MILLIS));
  return bucket.arnForObjects(`${FOLDER}*`);
}

/** Whether another experiment did it already. Fails where the function starts by another script or reads other faults. */
function isPrepared(target: Function, location: string, extension: ILayerVersion | undefined): boolean {
  const { variables = {}, layers = [] } = configurationOf(target);
  const resolve = (value: unknown): string => JSON.stringify(Stack.of(target).resolve(value));
  const wrapper = variables.AWS_LAMBDA_EXEC_WRAPPER;
  if (wrapper === undefined) return false;
  const sameLocation = resolve(variables.AWS_FIS_CONFIGURATION_LOCATION) === resolve(location);
  const sameLayer = !extension || layers.some(layer => resolve(layer) === resolve(extension.layerVersionArn));
  if (wrapper !== WRAPPER || !sameLocation || !sameLayer) {
    fail(
      target,
      'FaultExtensionConflict',
      wrapper === WRAPPER
        ? 'the function has the FIS extension already, with another layer or another configuration bucket; give every fault that concerns it the same "extension" and "configurationBucket"'
        : `the function is started by "${String(wrapper)}" (AWS_LAMBDA_EXEC_WRAPPER), and the FIS extension has to start it; leave that variable out`,
    );
  }
  return true;
}

function configurationOf(target: Function): { variables?: Record<string, unknown>; layers?: unknown[] } {
  const { environment, layers } = target.node.defaultChild as CfnFunction;
  const resolved = Stack.of(target).resolve({ environment, layers }) as {
    environment?: { variables?: Record<string, unknown> };
    layers?: unknown[];
  };
  return { variables: resolved.environment?.variables, layers: resolved.layers };
}

function allowReading(target: Function, bucket: IBucket): void {
  const objects = bucket.arnForObjects(`${FOLDER}*`);
  target.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': [`${FOLDER}*`] } },
    }),
  );
  target.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }));
  if (target.role) acceptObjectRights(target.role, objects);
}

/** AWS's layer of the stack's own region and the function's processor, as AWS publishes it there. */
function extensionFor(target: Function): ILayerVersion {
  const { name } = target.architecture;
  return sharedPart(Stack.of(target), `FaultExtension-${name}`, scope =>
    LayerVersion.fromLayerVersionArn(
      scope,
      `FaultExtension-${name}`,
      StringParameter.valueForStringParameter(scope, `${EXTENSION}${name}/1.x.x`),
    ),
  );
}

/** One for all functions of a stack. It is scratch: FIS deletes each fault at its end, and S3 what FIS left behind. */
function configurationBucketOf(stack: Stack): Bucket {
  return sharedPart(stack, 'FaultConfiguration', scope => {
    const bucket = new Bucket(scope, 'FaultConfiguration', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ id: 'Faults', expiration: Duration.days(1) }],
    });
    accept(bucket, 'accessLogs', 'AwsSolutions-S1');
    (bucket.node.defaultChild as CfnBucket).addMetadata('checkov', {
      skip: [
        { id: 'CKV_AWS_21', comment: 'Scratch: versions would keep the bucket from being deleted with its stack' },
      ],
    });
    return bucket;
  });
}

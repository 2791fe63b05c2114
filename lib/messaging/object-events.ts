import { Match } from 'aws-cdk-lib/aws-events';
import { CfnPolicy, type IRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnResource, Stack } from 'aws-cdk-lib/core';

/** What chooses objects by their key. */
interface ChosenKeys {
  readonly prefix?: string;
  readonly suffix?: string;
}

/** A pattern for keys; a prefix and a suffix side by side would mean "either". */
export function renderKeys({ prefix, suffix }: ChosenKeys): string[] | undefined {
  if (prefix && suffix) return Match.wildcard(`${literal(prefix)}*${literal(suffix)}`);
  if (prefix) return Match.prefix(prefix);
  return suffix ? Match.suffix(suffix) : undefined;
}

/** Why nothing would be taken in. */
export function missingEvents(bucket: IBucket): string[] {
  if (!CfnBucket.isCfnBucket(bucket.node.defaultChild) || sendsEvents(bucket)) return [];
  return [
    `[BucketEventsMissing] bucket "${bucket.node.path}" sends no events to EventBridge, so nothing would be taken in; ` +
      'give it "eventBridgeEnabled: true", or use a ReplicatedBucket',
  ];
}

/** Whether a policy of the role allows to put objects into the bucket. */
export function mayWrite(role: IRole, bucket: IBucket): boolean {
  const stack = Stack.of(role);
  const arn = JSON.stringify(stack.resolve(bucket.bucketArn));
  return role.node
    .findAll()
    .filter(child => CfnPolicy.isCfnPolicy(child))
    .flatMap(policy => (stack.resolve(policy.policyDocument) as { Statement: object[] }).Statement)
    .map(statement => JSON.stringify(statement))
    .some(text => /"s3:(\*|Put\*|PutObject)"/.test(text) && text.includes(arn));
}

function literal(text: string): string {
  return text.replace(/[\\*]/g, character => `\\${character}`);
}

/**
 * Whether events are on. Where CDK configures the bucket by its custom resource, that alone decides: it puts a whole
 * configuration in place of the bucket's own.
 */
function sendsEvents(bucket: IBucket): boolean {
  const notifications = bucket.node.tryFindChild('Notifications')?.node.findAll() ?? [];
  const custom = notifications.filter(child => CfnResource.isCfnResource(child));
  const deciding = custom.length > 0 ? custom : [bucket.node.defaultChild as CfnBucket];
  return deciding.some(resource =>
    JSON.stringify(Stack.of(bucket).resolve(resource._toCloudFormation())).includes('EventBridgeConfig'),
  );
}

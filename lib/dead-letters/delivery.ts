import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Annotations } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { fail } from '../private/errors';

/** Services that send failures in their own name; Lambda does it in the name of the function's role. */
export type Sender = 'sns.amazonaws.com' | 'events.amazonaws.com';

/** The key that SQS has in every account, by its alias. */
const MANAGED_KEY = 'alias/aws/sqs';

/**
 * Sees to it that a service can send to a queue that was given: refuses what can never work, allows the use of its key, and
 * warns of what this app cannot allow.
 */
export function allowDelivery(scope: Construct, queue: IQueue, sender: Sender): void {
  const { path } = queue.node;
  const made = queue.node.defaultChild;
  if (CfnQueue.isCfnQueue(made) && made.kmsMasterKeyId === MANAGED_KEY) {
    fail(
      scope,
      'DeadLettersKeyUnsupported',
      `"${path}" is encrypted with the AWS managed key of SQS, which ${sender} may not use: failures would be lost; encrypt it with QueueEncryption.SQS_MANAGED, or with a key of yours`,
    );
  }
  const lacking = [
    ...(CfnQueue.isCfnQueue(made) ? [] : ['sqs:SendMessage in the policy of the queue']),
    ...(mayUseKey(queue, sender) ? [] : ['kms:GenerateDataKey and kms:Decrypt in the policy of its key']),
  ];
  if (lacking.length > 0) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:deadLettersNotAllowed',
      `"${path}" or its key is imported, so ${sender} was not allowed to send to it, and failures are lost until it is; allow ${lacking.join(', and ')}, for the service ${sender}`,
    );
  }
}

/**
 * CDK allows it to topics, not to rules.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function mayUseKey({ encryptionMasterKey: key }: IQueue, sender: Sender): boolean {
  if (!key) return true;
  const statement = new PolicyStatement({
    principals: [new ServicePrincipal(sender)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  });
  return key.addToResourcePolicy(statement).statementAdded;
}

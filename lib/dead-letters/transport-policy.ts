import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnQueuePolicy, type IQueue, type QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { stackPart } from '../private/stack-parts';

/** Denies whatever reaches a queue in clear text. */
export function denyClearText(queueArn: string): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sqs:*'],
    resources: [queueArn],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
}

/**
 * Makes a queue reachable over TLS only, by the one policy that the queues of a stack have in common: in the policy of a
 * queue `*` means that queue.
 */
export function requireTls(queue: IQueue): void {
  const policy = sharedPolicy(queue);
  policy.queues = [...policy.queues, queue.queueUrl];
}

/** Takes a queue out again, because it gets a policy of its own: it can have only one, and the last that is written. */
export function leaveSharedPolicy(queue: IQueue): void {
  const policy = sharedPolicy(queue);
  policy.queues = policy.queues.filter(url => url !== queue.queueUrl);
  if (policy.queues.length === 0) policy.node.scope!.node.tryRemoveChild(policy.node.id);
}

function sharedPolicy(queue: IQueue): CfnQueuePolicy {
  return stackPart(Stack.of(queue), 'TlsOnly', scope => {
    const policyDocument = new PolicyDocument({ statements: [denyClearText('*')] });
    const policy = new CfnQueuePolicy(scope, 'TlsOnly', { policyDocument, queues: [] });
    keepWhenReplaced(policy);
    return policy;
  });
}

/**
 * Lets a policy be forgotten in place of being deleted. A queue that moves between the shared policy and one of its own
 * would otherwise lose the new one when CloudFormation cleans up the old; deleting the queue deletes its policy anyway.
 */
export function keepWhenReplaced(policy: CfnQueuePolicy | QueuePolicy): void {
  policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
}

import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnQueuePolicy, type IQueue, type QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { sharedPart } from '../private/shared-parts';

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
export function enforceTls(queue: IQueue): void {
  const policy = sharedPolicy(queue);
  policy.queues = [...policy.queues, queue.queueUrl];
}

/**
 * Takes a queue out again, because it gets a policy of its own: it can have only one, and the last that is written.
 *
 * CloudFormation clears the policy of a queue that leaves the list, and in no order to others: so the own policy waits.
 */
export function leaveSharedPolicy(queue: IQueue, own: QueuePolicy): void {
  const policy = sharedPolicy(queue);
  policy.queues = policy.queues.filter(url => url !== queue.queueUrl);
  own.node.addDependency(policy);
  keepWhenReplaced(own);
}

function sharedPolicy(queue: IQueue): SharedPolicy {
  return sharedPart(Stack.of(queue), 'TlsOnly', scope => new SharedPolicy(scope, 'TlsOnly'));
}

/** In the template as long as a queue needs it. */
class SharedPolicy extends CfnQueuePolicy {
  constructor(scope: Construct, id: string) {
    super(scope, id, { policyDocument: new PolicyDocument({ statements: [denyClearText('*')] }), queues: [] });
    keepWhenReplaced(this);
  }

  protected shouldSynthesize(): boolean {
    return this.queues.length > 0;
  }
}

/**
 * Lets a policy be forgotten in place of being deleted. A queue that moves between the shared policy and one of its own
 * would otherwise lose the new one when CloudFormation cleans up the old; deleting the queue deletes its policy anyway.
 */
function keepWhenReplaced(policy: CfnQueuePolicy | QueuePolicy): void {
  policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
}

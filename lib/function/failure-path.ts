import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnEventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Names, Validations } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { allowDelivery } from '../dead-letters/delivery';
import { accept } from '../private/accepted-findings';
import { type Right } from '../permissions/execution-role';

/** Where an asynchronous invocation's outcome goes, and what the function has to be allowed for it. */
export interface OutcomeRoute {
  readonly target: CfnEventInvokeConfig.OnFailureProperty;
  readonly rights: readonly Right[];
  /** Where the record passes on its way. */
  readonly topic?: ITopic;
}

/**
 * Where failures go: to the queue, or to a topic when somebody else is told as well.
 *
 * An alias has a single failure destination, so a queue and a function need a topic between them. The topic is there
 * whenever a function is told, with a queue or without: what that function receives must not change with another prop.
 */
export function failureRoute(scope: Construct, queue?: IQueue, notified?: IFunction): OutcomeRoute | undefined {
  if (notified) return topicRoute(createFailureTopic(scope, notified, queue));
  return queue && queueRoute(queue);
}

/** Where successes go. */
export function successRoute(notified?: IFunction): OutcomeRoute | undefined {
  return notified && route(notified.functionArn, 'lambda:InvokeFunction', notified.resourceArnsForGrantInvoke);
}

function createFailureTopic(scope: Construct, notified: IFunction, queue?: IQueue): Topic {
  if (queue) allowDelivery(scope, queue, 'sns.amazonaws.com');
  const topic = new Topic(scope, 'FailureTopic', { enforceSSL: true });
  // Raw: the letter is then the same invocation record that the queue would get without a topic.
  const kept = queue && topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  // Not LambdaSubscription: its ids collide when two functions tell the same third one.
  const told = new Subscription(scope, 'FailureNotification', {
    topic,
    protocol: SubscriptionProtocol.LAMBDA,
    endpoint: notified.functionArn,
  });
  for (const subscription of [kept, told]) {
    if (subscription) accept(subscription, 'failuresKeptElsewhere', 'Serverless-SNSRedrivePolicy');
  }
  Validations.of(told).acknowledge({
    id: 'CloudFormation-Validate::W3694',
    reason: 'SNS invokes an alias by its ARN as it does a function',
  });
  allowToTell(notified, topic);
  return topic;
}

/**
 * Lets the topics of a stack invoke the function, by one permission for all of them: the policy of a function has 20 kB,
 * which is room for some 45 tellers. CloudFormation begins the name of a topic with the one of its stack.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
function allowToTell(notified: IFunction, topic: Topic): void {
  const { stack } = topic;
  const isNested = stack.nestedStackParent !== undefined;
  const id = `FailuresOf${Names.nodeUniqueId((isNested ? topic : stack).node)}`;
  if (notified.permissionsNode.tryFindChild(id)) return;
  notified.addPermission(id, {
    principal: new ServicePrincipal('sns.amazonaws.com'),
    // The name of a nested stack is known to its deployment only, and its parent would have to wait for that.
    sourceArn: isNested ? topic.topicArn : stack.formatArn({ service: 'sns', resource: `${stack.stackName}-*` }),
  });
}

function topicRoute(topic: Topic): OutcomeRoute {
  return { ...route(topic.topicArn, 'sns:Publish', [topic.topicArn]), topic };
}

function queueRoute(queue: IQueue): OutcomeRoute {
  const key = queue.encryptionMasterKey;
  return route(
    queue.queueArn,
    'sqs:SendMessage',
    [queue.queueArn],
    key && { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] },
  );
}

function route(arn: string, action: string, resources: string[], further?: Right): OutcomeRoute {
  const allowed: Right = { actions: [action], resources };
  return { target: { destination: arn }, rights: further ? [allowed, further] : [allowed] };
}

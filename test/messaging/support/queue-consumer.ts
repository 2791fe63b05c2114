import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function } from 'aws-cdk-lib/aws-lambda';
import { type CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../../lib/function';
import { QueueConsumer, type QueueConsumerProps } from '../../../lib/messaging';

export const code = Code.fromInline('exports.handler = async () => {}');
export const env = { account: '111122223333', region: 'us-east-1' };

/** A consumer with a worker of 10 s. */
export function given(change: (stack: Stack) => Partial<QueueConsumerProps> = () => ({})) {
  const stack = new Stack(new App(), 'Plain', { env });
  const worker = new ResilientFunction(stack, 'Worker', { code, handler: 'index.handler' });
  const consumer = new QueueConsumer(stack, 'Orders', { function: worker, ...change(stack) });
  return { stack, worker, consumer };
}

/** A consumer of a queue that is there already. */
export const consuming = (create: (stack: Stack) => QueueConsumerProps['queue']) =>
  given(stack => ({ queue: create(stack) }));

/** A worker whose timeout is not in the template. */
export const importedWorker = (stack: Stack) =>
  Function.fromFunctionAttributes(stack, 'Theirs', {
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:theirs',
    sameEnvironment: true,
  });

export const queueOf = ({ stack, consumer }: ReturnType<typeof given>) => {
  const id = stack.getLogicalId(consumer.queue.node.defaultChild as CfnQueue);
  return Template.fromStack(stack).findResources('AWS::SQS::Queue')[id].Properties;
};

export const mappingOf = (stack: Stack) => {
  const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  return mapping.Properties;
};

export const warnings = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('ack: cdk-resilient-serverless'))
    .map(({ entry }) => String(entry.data))
    .filter(text => !text.includes('nobodySubscribed'));

import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toRecord, toText } from '../value';
import { LAMBDA } from '../../limits/lambda';
import { SQS } from '../../limits/sqs';
import { invokedFunction, ruleTargets } from './invocations';

/** A queue that keeps what somebody could not process. */
export interface DeadLetterUse {
  readonly user: Resource;
  /** ARN that the user names. */
  readonly arn: string;
  /** The queue, where it is one of this app. */
  readonly queue?: Resource;
}

const QUEUE = ['AWS::SQS::Queue'];

/** Every place that names a dead-letter queue. */
export function deadLetterUses(model: AppModel): DeadLetterUse[] {
  return model.remember(readUses);
}

/** Queues that keep dead letters. */
export function deadLetterQueues(model: AppModel): Set<Resource> {
  return model.remember(readQueues);
}

/** The redrive policy of a queue or a subscription, written as an object or as JSON. */
export function redriveOf(resource: Resource): Record<string, unknown> | undefined {
  const policy = resource.get('RedrivePolicy');
  if (typeof policy !== 'string') return policy === undefined ? undefined : toRecord(policy);
  try {
    return toRecord(JSON.parse(policy));
  } catch {
    // A placeholder: the policy exists, and only the deployment knows what is in it.
    return {};
  }
}

function readUses(model: AppModel): DeadLetterUse[] {
  const uses: DeadLetterUse[] = [];
  const add = (user: Resource, text: unknown): void => {
    const arn = toText(text);
    if (arn !== undefined) uses.push({ user, arn, queue: model.find(arn, QUEUE, user) });
  };
  for (const user of model.ofType('AWS::SQS::Queue', 'AWS::SNS::Subscription')) {
    add(user, redriveOf(user)?.deadLetterTargetArn);
  }
  for (const user of model.ofType('AWS::Lambda::Function')) add(user, user.get('DeadLetterConfig.TargetArn'));
  for (const user of model.ofType('AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::EventSourceMapping')) {
    add(user, user.get('DestinationConfig.OnFailure.Destination'));
  }
  for (const rule of model.ofType('AWS::Events::Rule')) {
    for (const target of ruleTargets(rule)) add(rule, target.deadLetter);
  }
  for (const user of model.ofType('AWS::Scheduler::Schedule')) add(user, user.get('Target.DeadLetterConfig.Arn'));
  for (const { user, queue } of failureTopicQueues(model)) uses.push({ user, arn: queue.arn ?? '', queue });
  return uses.filter(use => use.arn.includes(':sqs:') || use.queue !== undefined);
}

/** Queues that receive failures through a topic. */
function failureTopicQueues(model: AppModel): { user: Resource; queue: Resource }[] {
  const users = new Map<Resource, Resource>();
  for (const config of model.ofType('AWS::Lambda::EventInvokeConfig')) {
    const topic = model.find(config.text('DestinationConfig.OnFailure.Destination'), ['AWS::SNS::Topic'], config);
    if (topic) users.set(topic, config);
  }
  return model.ofType('AWS::SNS::Subscription').flatMap(subscription => {
    const user = users.get(model.find(subscription.text('TopicArn'), ['AWS::SNS::Topic'], subscription)!);
    const queue = model.find(subscription.text('Endpoint'), QUEUE, subscription);
    return user && queue ? [{ user, queue }] : [];
  });
}

/** Topics whose messages a dead-letter queue keeps: what another subscriber misses is not lost. */
export function topicsWithDeadLetters(model: AppModel): Set<Resource> {
  return model.remember(readKeptTopics);
}

function readKeptTopics(model: AppModel): Set<Resource> {
  const kept = model.ofType('AWS::SNS::Subscription').flatMap(subscription => {
    const queue = model.find(subscription.text('Endpoint'), QUEUE, subscription);
    const topic = model.find(subscription.text('TopicArn'), ['AWS::SNS::Topic'], subscription);
    return topic && queue && deadLetterQueues(model).has(queue) ? [topic] : [];
  });
  return new Set(kept);
}

function readQueues(model: AppModel): Set<Resource> {
  return new Set(
    deadLetterUses(model)
      .map(use => use.queue)
      .filter(queue => queue !== undefined),
  );
}

/** A function that consumes a queue, with the figures that have to fit together. */
export interface QueueConsumer {
  readonly mapping: Resource;
  readonly queue: Resource;
  readonly fn: Resource;
  /** Seconds. */
  readonly visibility: number;
  /** Seconds. */
  readonly timeout: number;
  /** Batching window, in seconds. */
  readonly window: number;
}

/** Every queue of this app that a function of this app consumes, where the figures are known. */
export function queueConsumers(model: AppModel): QueueConsumer[] {
  return model.remember(readConsumers);
}

function readConsumers(model: AppModel): QueueConsumer[] {
  return model.ofType('AWS::Lambda::EventSourceMapping').flatMap(mapping => {
    const queue = model.find(mapping.text('EventSourceArn'), QUEUE, mapping);
    const fn = invokedFunction(model, mapping.text('FunctionName'), mapping)?.function;
    if (!queue || !fn) return [];
    const visibility = queue.lacks('VisibilityTimeout')
      ? SQS.defaults.visibilitySeconds
      : queue.number('VisibilityTimeout');
    const timeout = fn.lacks('Timeout') ? LAMBDA.defaults.timeoutSeconds : fn.number('Timeout');
    const window = mapping.number('MaximumBatchingWindowInSeconds') ?? 0;
    return visibility === undefined || timeout === undefined
      ? []
      : [{ mapping, queue, fn, visibility, timeout, window }];
  });
}

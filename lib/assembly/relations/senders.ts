import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toList, toRecord, toRecords, toText } from '../value';
import { allows } from './policies';

/** Services, or `*`, that the policies of each queue or topic let send to it. */
export function permittedSenders(model: AppModel): Map<Resource, Set<string>> {
  return model.remember(readSenders);
}

function readSenders(model: AppModel): Map<Resource, Set<string>> {
  const permitted = new Map<Resource, Set<string>>();
  for (const policy of model.ofType('AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy')) {
    const services = toRecords(policy.get('PolicyDocument.Statement')).filter(allowsSending).flatMap(principalsOf);
    for (const url of [...policy.list('Queues'), ...policy.list('Queue')]) {
      const queue = model.find(toText(url), ['AWS::SQS::Queue'], policy);
      if (queue) permitted.set(queue, new Set([...(permitted.get(queue) ?? []), ...services]));
    }
  }
  for (const policy of model.ofType('AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy')) {
    const services = toRecords(policy.get('PolicyDocument.Statement')).filter(allowsPublishing).flatMap(principalsOf);
    for (const arn of [...policy.list('Topics'), ...policy.list('TopicArn')]) {
      const topic = model.find(toText(arn), ['AWS::SNS::Topic'], policy);
      if (topic) permitted.set(topic, new Set([...(permitted.get(topic) ?? []), ...services]));
    }
  }
  return permitted;
}

/** Whether a service may send to a queue or a topic; a topic without policy listens to the alarms of its account. */
export function maySend(model: AppModel, receiver: Resource, service: string): boolean {
  const permitted = permittedSenders(model).get(receiver);
  if (permitted === undefined) return receiver.type === 'AWS::SNS::Topic' && service === 'cloudwatch.amazonaws.com';
  const isOfAccount =
    service === 'cloudwatch.amazonaws.com' && [...permitted].some(each => !each.endsWith('.amazonaws.com'));
  return isOfAccount || permitted.has(service) || permitted.has('*');
}

function allowsSending(statement: Record<string, unknown>): boolean {
  return allowsAction(statement, 'sqs:SendMessage');
}

function allowsPublishing(statement: Record<string, unknown>): boolean {
  return allowsAction(statement, 'sns:Publish');
}

function allowsAction(statement: Record<string, unknown>, wanted: string): boolean {
  return statement.Effect === 'Allow' && toList(statement.Action).some(action => allows(String(action), wanted));
}

function principalsOf(statement: Record<string, unknown>): string[] {
  return statement.Principal === '*'
    ? ['*']
    : toList(toRecord(statement.Principal).Service)
        .concat(toList(toRecord(statement.Principal).AWS))
        .map(String);
}

/** What a service delivers to a queue or a topic of this app. */
export interface Delivery {
  /** What sends: a subscription, a rule, a bucket or an alarm. */
  readonly source: Resource;
  readonly service: string;
  readonly receiver: Resource;
}

/** Every delivery under the receiver's own policy and key: of topics, event rules, buckets and alarms. */
export function deliveries(model: AppModel): Delivery[] {
  return model.remember(readDeliveries);
}

const RECEIVERS = ['AWS::SQS::Queue', 'AWS::SNS::Topic'];

function readDeliveries(model: AppModel): Delivery[] {
  const calls = [
    ...model.ofType('AWS::SNS::Subscription').map(source => ({ source, service: 'sns', text: source.get('Endpoint') })),
    ...model
      .ofType('AWS::Events::Rule')
      .flatMap(source => source.records('Targets').map(target => ({ source, service: 'events', text: target.Arn }))),
    ...model
      .ofType('AWS::S3::Bucket')
      .flatMap(source => [
        ...source
          .records('NotificationConfiguration.QueueConfigurations')
          .map(entry => ({ source, service: 's3', text: entry.Queue })),
        ...source
          .records('NotificationConfiguration.TopicConfigurations')
          .map(entry => ({ source, service: 's3', text: entry.Topic })),
      ]),
    ...model
      .ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')
      .flatMap(source => source.list('AlarmActions').map(text => ({ source, service: 'cloudwatch', text }))),
  ];
  return calls.flatMap(({ source, service, text }) => {
    const receiver = model.find(toText(text), RECEIVERS, source);
    return receiver ? [{ source, service: `${service}.amazonaws.com`, receiver }] : [];
  });
}

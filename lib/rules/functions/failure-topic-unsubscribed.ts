import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const failureTopicUnsubscribed: Rule = {
  id: 'resilience-failure-topic-unsubscribed',
  area: 'functions',
  severity: 'warning',
  title: 'A topic that failures are sent to has a subscriber',
  why: 'SNS keeps nothing: what is published to a topic without subscribers is gone.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  check(model, report) {
    const heard = model.remember(subscribedTopics);
    for (const config of model.ofType(...SENDERS)) {
      const failed =
        config.text('DestinationConfig.OnFailure.Destination') ?? config.text('DeadLetterConfig.TargetArn');
      const topic = model.find(failed, TOPIC, config);
      if (topic && !heard.has(topic)) {
        report(
          topic,
          `it receives the failures of "${config.path}", and nobody subscribes to it`,
          'subscribe a queue to it',
        );
      }
    }
  },
};

const SENDERS = ['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Function'];
const TOPIC = ['AWS::SNS::Topic'];

function subscribedTopics(model: AppModel): Set<Resource | undefined> {
  return new Set([
    ...model
      .ofType('AWS::SNS::Subscription')
      .map(subscription => model.find(subscription.text('TopicArn'), TOPIC, subscription)),
    ...model.ofType(...TOPIC).filter(topic => !topic.lacks('Subscription')),
  ]);
}

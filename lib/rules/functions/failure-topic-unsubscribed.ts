import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import type { Rule } from '../rule';

export const failureTopicUnsubscribed: Rule = {
  id: 'resilience-failure-topic-unsubscribed',
  area: 'functions',
  severity: 'warning',
  title: 'A topic that failures are sent to has a subscriber',
  why: 'SNS keeps nothing: what is published to a topic without subscribers is gone.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  check(model, report) {
    const heard = model.remember(subscribedTopics);
    for (const config of model.ofType('AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::EventSourceMapping')) {
      const topic = model.find(config.text('DestinationConfig.OnFailure.Destination'), TOPIC, config.region);
      if (topic && !heard.has(topic))
        report(
          topic,
          `it receives the failures of "${config.path}", and nobody subscribes to it`,
          'subscribe a queue to it',
        );
    }
  },
};

const TOPIC = ['AWS::SNS::Topic'];

function subscribedTopics(model: AppModel): Set<Resource | undefined> {
  return new Set([
    ...model
      .ofType('AWS::SNS::Subscription')
      .map(subscription => model.find(subscription.text('TopicArn'), TOPIC, subscription.region)),
    ...model.ofType(...TOPIC).filter(topic => !topic.lacks('Subscription')),
  ]);
}

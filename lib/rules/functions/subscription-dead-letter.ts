import { topicsWithDeadLetters } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const subscriptionDeadLetter: Rule = {
  id: 'resilience-subscription-dead-letter',
  area: 'functions',
  severity: 'warning',
  title: 'Each subscription to a topic has a dead-letter queue',
  why: "What SNS cannot deliver is discarded after its retries; it never reaches the subscriber's own failure path.",
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  check(model, report) {
    const kept = topicsWithDeadLetters(model);
    for (const topic of model.ofType('AWS::SNS::Topic')) {
      const [inside] = topic.records('Subscription').filter(each => DELIVERED.includes(String(each.Protocol)));
      if (inside && !kept.has(topic)) {
        report(
          topic,
          `the ${String(inside.Protocol)} subscription inside of it has no dead-letter queue`,
          'write an AWS::SNS::Subscription of its own, with a RedrivePolicy',
        );
      }
    }
    for (const subscription of model.ofType('AWS::SNS::Subscription')) {
      const topic = model.find(subscription.text('TopicArn'), ['AWS::SNS::Topic'], subscription);
      if (topic && kept.has(topic)) continue;
      const protocol = subscription.text('Protocol') ?? '';
      if (DELIVERED.includes(protocol) && subscription.lacks('RedrivePolicy')) {
        report(
          subscription,
          `the ${protocol} subscription has no dead-letter queue`,
          'give it a RedrivePolicy with a deadLetterTargetArn',
        );
      }
    }
  },
};

const DELIVERED = ['lambda', 'sqs', 'http', 'https', 'firehose'];

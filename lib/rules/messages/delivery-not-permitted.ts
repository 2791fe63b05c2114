import { deliveries, maySend } from '../../assembly/relations/senders';
import { type Rule } from '../rule';

export const deliveryNotPermitted: Rule = {
  id: 'resilience-delivery-not-permitted',
  area: 'messages',
  severity: 'error',
  title: 'A queue or a topic lets what delivers to it send',
  why: "SNS, EventBridge, S3 and alarms send under the receiver's own policy; a topic with a policy of its own forgets the one that let alarms in. Without the permission nothing arrives, and only a metric tells.",
  source: 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
  check(model, report) {
    for (const { source, service, receiver } of deliveries(model)) {
      if (!maySend(model, receiver, service)) {
        report(
          receiver,
          `"${source.path}" delivers to it, and no policy lets ${service} send to it`,
          `allow ${receiver.type === 'AWS::SQS::Queue' ? 'sqs:SendMessage' : 'sns:Publish'} to ${service} in its policy`,
        );
      }
    }
  },
};

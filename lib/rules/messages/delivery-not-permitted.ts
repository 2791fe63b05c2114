import { deliveries, maySend } from '../relations/senders';
import type { Rule } from '../rule';

export const deliveryNotPermitted: Rule = {
  id: 'resilience-delivery-not-permitted',
  area: 'messages',
  severity: 'error',
  title: 'A queue lets what delivers to it send',
  why: "SNS, EventBridge and S3 send under the queue's own policy. Without the permission nothing arrives, and only a metric tells.",
  source: 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
  check(model, report) {
    for (const { source, service, receiver } of deliveries(model)) {
      if (receiver.type === 'AWS::SQS::Queue' && !maySend(model, receiver, service))
        report(
          receiver,
          `"${source.path}" delivers to it, and no queue policy lets ${service} send to it`,
          `allow sqs:SendMessage to ${service} in an AWS::SQS::QueuePolicy`,
        );
    }
  },
};

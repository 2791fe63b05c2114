import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import { toList, toRecord, toRecords, toText } from '../model/value';
import { deadLetterUses } from '../relations/dead-letters';
import { allows } from '../relations/policies';
import type { Rule } from '../rule';

export const deadLetterNotPermitted: Rule = {
  id: 'resilience-dead-letter-not-permitted',
  area: 'functions',
  severity: 'error',
  title: 'A dead-letter queue lets the service write to it',
  why: "EventBridge and SNS send dead letters under the queue's own policy. Without the permission the event is lost, and only a metric tells.",
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  check(model, report) {
    const permitted = model.remember(permittedServices);
    for (const { user, queue } of deadLetterUses(model)) {
      const service = SENDERS[user.type];
      if (!queue || service === undefined) continue;
      const services = permitted.get(queue) ?? new Set<string>();
      if (!services.has(service) && !services.has('*'))
        report(
          queue,
          `it keeps the dead letters of "${user.path}", and no queue policy lets ${service} send to it`,
          `allow sqs:SendMessage to ${service} in an AWS::SQS::QueuePolicy`,
        );
    }
  },
};

/** Services that write under the queue's policy; Lambda and SQS use a role or need none. */
const SENDERS: Readonly<Record<string, string>> = {
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::SNS::Subscription': 'sns.amazonaws.com',
};

function permittedServices(model: AppModel): Map<Resource, Set<string>> {
  const permitted = new Map<Resource, Set<string>>();
  for (const policy of model.ofType('AWS::SQS::QueuePolicy')) {
    const services = toRecords(policy.get('PolicyDocument.Statement')).filter(allowsSending).flatMap(principalsOf);
    for (const url of policy.list('Queues')) {
      const queue = model.find(toText(url), ['AWS::SQS::Queue'], policy.region);
      if (queue) permitted.set(queue, new Set([...(permitted.get(queue) ?? []), ...services]));
    }
  }
  return permitted;
}

function allowsSending(statement: Record<string, unknown>): boolean {
  return (
    statement.Effect === 'Allow' && toList(statement.Action).some(action => allows(String(action), 'sqs:SendMessage'))
  );
}

function principalsOf(statement: Record<string, unknown>): string[] {
  return statement.Principal === '*'
    ? ['*']
    : toList(toRecord(statement.Principal).Service)
        .concat(toList(toRecord(statement.Principal).AWS))
        .map(String);
}

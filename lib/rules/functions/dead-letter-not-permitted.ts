import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { invokedFunction } from '../../assembly/relations/invocations';
import { actionsOfRoles, allows, roleOf } from '../../assembly/relations/policies';
import { maySend, permittedSenders } from '../../assembly/relations/senders';
import { type Report, type Rule } from '../rule';

export const deadLetterNotPermitted: Rule = {
  id: 'resilience-dead-letter-not-permitted',
  area: 'functions',
  severity: 'error',
  title: 'A dead-letter queue lets the service write to it',
  why: "EventBridge and SNS send dead letters under the queue's own policy. Without the permission the event is lost, and only a metric tells.",
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  check(model, report) {
    for (const { user, queue } of deadLetterUses(model)) {
      const service = SENDERS[user.type];
      if (queue && service === undefined) checkRole(model, user, queue, report);
      if (queue && service !== undefined && !maySend(model, queue, service)) {
        report(
          queue,
          `it keeps the dead letters of "${user.path}", and no queue policy lets ${service} send to it`,
          `allow sqs:SendMessage to ${service} in an AWS::SQS::QueuePolicy`,
        );
      }
    }
  },
};

/** Lambda writes the failures of a function with the function's role, where it is known what the role may do. */
function checkRole(model: AppModel, user: Resource, queue: Resource, report: Report): void {
  if (!user.type.startsWith('AWS::Lambda::')) return;
  const named = user.text('DestinationConfig.OnFailure.Destination') ?? user.text('DeadLetterConfig.TargetArn');
  if (model.find(named, [queue.type], user) !== queue) return;
  const isFunction = user.type === 'AWS::Lambda::Function';
  const fn = isFunction ? user : invokedFunction(model, user.text('FunctionName'), user)?.function;
  const role = fn && roleOf(model, fn);
  if (!fn || !role || role.list('ManagedPolicyArns').some(arn => !isKnown(model, String(arn)))) return;
  const may = [...(actionsOfRoles(model).get(role) ?? [])].some(action => allows(action, 'sqs:SendMessage'));
  const others = [...(permittedSenders(model).get(queue) ?? [])].some(sender => !sender.endsWith('.amazonaws.com'));
  if (!may && !others) {
    report(
      queue,
      `it keeps the failures of "${fn.path}", and the role "${role.path}" may not send to it`,
      `allow sqs:SendMessage in the role`,
    );
  }
}

/** Policies of AWS that do not let a function send to a queue, and those of this app, which can be read. */
function isKnown(model: AppModel, arn: string): boolean {
  return (
    /service-role\/AWSLambda\w+ExecutionRole$/.test(arn) || model.find(arn, ['AWS::IAM::ManagedPolicy']) !== undefined
  );
}

/** Services that write under the queue's policy; Lambda and Scheduler use a role, SQS needs none. */
const SENDERS: Readonly<Record<string, string>> = {
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::SNS::Subscription': 'sns.amazonaws.com',
};

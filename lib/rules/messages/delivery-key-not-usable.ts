import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { isOpaque, toList, toRecord, toRecords } from '../../assembly/value';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { deliveries } from '../../assembly/relations/senders';
import { type Rule } from '../rule';

export const deliveryKeyNotUsable: Rule = {
  id: 'resilience-delivery-key-not-usable',
  area: 'messages',
  severity: 'error',
  title: 'A service that delivers to an encrypted queue or topic may use its key',
  why: "AWS's own keys (alias/aws/sqs, alias/aws/sns) let no other service encrypt, and a key of yours only those that its policy names: what they send is lost, alarms too.",
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  check(model, report) {
    const letters = deadLetterUses(model).flatMap(({ user, queue }) =>
      queue && SENDERS[user.type] ? [{ source: user, service: SENDERS[user.type], receiver: queue }] : [],
    );
    for (const { source, service, receiver } of [...deliveries(model), ...letters]) {
      const obstacle = obstacleOf(model, receiver, service);
      if (obstacle) {
        report(
          receiver,
          `"${source.path}" delivers to it by ${service}, and ${obstacle}`,
          `use a key of your own whose policy allows kms:GenerateDataKey and kms:Decrypt to ${service}`,
        );
      }
    }
  },
};

const SENDERS: Readonly<Record<string, string>> = {
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::SNS::Subscription': 'sns.amazonaws.com',
};

/** Why a service cannot encrypt what it sends, or undefined where it can, or where nobody knows. */
function obstacleOf(model: AppModel, receiver: Resource, service: string): string | undefined {
  const named = receiver.text('KmsMasterKeyId');
  if (named === undefined) return undefined;
  if (/(^|:)alias\/aws\//.test(named)) return `its key "${named}" is AWS's own`;
  const key = model.find(named, ['AWS::KMS::Key'], receiver);
  const policy = key?.get('KeyPolicy');
  if (!key || policy === undefined || isOpaque(policy)) return undefined;
  const principals = toRecords(toRecord(policy).Statement)
    .filter(statement => statement.Effect === 'Allow')
    .flatMap(({ Principal: principal }) => [principal, ...Object.values(toRecord(principal)).flatMap(toList)]);
  const mayUse = principals.some(
    principal =>
      principal === '*' || principal === service || (isOpaque(principal) && !String(principal).startsWith('arn:')),
  );
  return mayUse ? undefined : `the policy of its key "${key.path}" does not name that service`;
}

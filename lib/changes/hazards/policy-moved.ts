import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { toList, toText } from '../../assembly/value';
import { type Hazard } from '../hazard';
import { type Update } from '../update';

/** Policies of their own resource type, and the property that lists what they are for. */
const POLICIES: Readonly<Record<string, string>> = {
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
};

export const policyMoved: Hazard = {
  id: 'policy-moved',
  outcome: 'loses',
  title:
    'A queue or topic that gets its policy from another resource keeps it: the old one is cleared before the new one is put.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html',
  check(update, report) {
    for (const [type, list] of Object.entries(POLICIES)) {
      const oldPolicies = policiesBySubject(update.before.ofType(type), list);
      for (const [subject, [policy]] of policiesBySubject(update.after.ofType(type), list)) {
        const old = oldPolicies.get(subject)?.find(it => it.logicalId !== policy.logicalId || it.type !== policy.type);
        if (old === undefined || !isClearedLast(old, policy, update)) continue;
        report(
          policy,
          `${subject} moves from ${old.logicalId} to ${policy.logicalId} in one update; clearing the old policy may come last, and then there is none`,
          `make the new policy depend on the old one while it exists, and give the old one DeletionPolicy: Retain before it goes`,
        );
      }
    }
  },
};

function policiesBySubject(policies: readonly Resource[], list: string): Map<string, Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const policy of policies) {
    for (const subject of toList(policy.get(list))) append(found, toText(subject) ?? '', policy);
  }
  return found;
}

/** A policy that is removed is cleared at the very end; one that only lost the subject, at any moment unless the order is fixed. */
function isClearedLast(old: Resource, policy: Resource, update: Update): boolean {
  const change = update.changeOf(old);
  if (change === undefined) return false;
  if (change.after === undefined) return old.raw.DeletionPolicy !== 'Retain';
  return !toList(policy.raw.DependsOn).includes(old.logicalId);
}

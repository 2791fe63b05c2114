import { type AppModel } from '../../assembly/app-model';
import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { toList, toText } from '../../assembly/value';
import { type Rule } from '../rule';

export const queuePolicyRepeated: Rule = {
  id: 'resilience-queue-policy-repeated',
  area: 'messages',
  severity: 'error',
  title: 'A queue has one policy',
  why: 'Each QueuePolicy replaces the whole policy of its queues. Of two the one that happens to be written last holds, and what the other allows is refused: messages are lost in silence.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html',
  check(model, report) {
    for (const [queue, [first, ...others]] of policiesByQueue(model)) {
      for (const other of others) {
        if (first.stack === other.stack && (waitsFor(first, other) || waitsFor(other, first))) continue;
        report(
          queue,
          `"${first.path}" and "${other.path}" both write its policy, in no order`,
          'put the statements into one QueuePolicy, or let the one that should hold depend on the other',
        );
      }
    }
  },
};

function policiesByQueue(model: AppModel): Map<Resource, Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const policy of model.ofType('AWS::SQS::QueuePolicy')) {
    if (policy.raw.Condition !== undefined) continue;
    const queues = policy.list('Queues').map(url => model.find(toText(url), ['AWS::SQS::Queue'], policy));
    for (const queue of new Set(queues)) if (queue) append(found, queue, policy);
  }
  return found;
}

/** Whether one is certainly written after the other. */
function waitsFor(one: Resource, other: Resource): boolean {
  return toList(one.raw.DependsOn).includes(other.logicalId);
}

import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toList, toRecord } from '../../assembly/value';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLetterRedriveDenied: Rule = {
  id: 'resilience-dead-letter-redrive-denied',
  area: 'messages',
  severity: 'error',
  title: 'A dead-letter queue accepts the queues that use it',
  why: 'A redrive allow policy that leaves the source out makes SQS refuse the pair.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const { user, queue } of deadLetterUses(model)) {
      if (user.type !== 'AWS::SQS::Queue' || !queue || accepts(model, queue, user)) continue;
      report(
        queue,
        `it keeps the dead letters of "${user.path}", and its redrive allow policy does not name that queue`,
        'name the source in sourceQueueArns, or set redrivePermission to allowAll',
      );
    }
  },
};

function accepts(model: AppModel, queue: Resource, source: Resource): boolean {
  const policy = toRecord(queue.get('RedriveAllowPolicy'));
  if (policy.redrivePermission === 'denyAll') return false;
  if (policy.redrivePermission !== 'byQueue') return true;
  return toList(policy.sourceQueueArns).some(arn => {
    const named = model.find(String(arn), ['AWS::SQS::Queue'], queue);
    return named === undefined ? String(arn) === source.arn : named === source;
  });
}

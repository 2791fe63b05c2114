import { splitText } from '../../assembly/resolve';
import { isOpaque } from '../../assembly/value';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLetterElsewhere: Rule = {
  id: 'resilience-dead-letter-elsewhere',
  area: 'messages',
  severity: 'error',
  title: 'A dead-letter queue is in the region and account of its source',
  why: 'SQS, SNS, EventBridge and Lambda refuse another one, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const { user, arn } of deadLetterUses(model)) {
      const [, , , region, account] = splitText(arn, ':');
      const { place } = user.stack;
      if (user.region !== undefined && region && !isOpaque(region) && region !== place.region) {
        report(
          user,
          `it is in ${place.region}, and its dead-letter queue in ${region}`,
          `name a queue of ${place.region}`,
        );
      } else if (user.stack.account !== undefined && /^\d{12}$/.test(account ?? '') && account !== place.account) {
        report(
          user,
          `it is in account ${place.account}, and its dead-letter queue in ${account}`,
          `name a queue of account ${place.account}`,
        );
      }
    }
  },
};

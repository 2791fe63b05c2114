import { watches } from '../../assembly/relations/alarms';
import { deadLetterQueues } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLetterAgeUnwatched: Rule = {
  id: 'resilience-dead-letter-age-unwatched',
  area: 'alarms',
  severity: 'warning',
  title: 'Dead letters that grow old raise an alarm',
  why: 'The depth alarm rings once. The age tells that nobody has dealt with it, before the retention deletes the message.',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  check(model, report) {
    for (const queue of deadLetterQueues(model)) {
      const metrics = (watches(model).get(queue) ?? []).map(({ metric }) => metric.name);
      // Where nothing is watched at all, the rule about the depth says so, once.
      if (
        metrics.includes('ApproximateNumberOfMessagesVisible') &&
        !metrics.includes('ApproximateAgeOfOldestMessage')
      ) {
        report(
          queue,
          'an alarm watches how many dead letters it keeps, and none their age',
          'add an alarm on ApproximateAgeOfOldestMessage',
        );
      }
    }
  },
};

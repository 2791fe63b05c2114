import { watches } from '../relations/alarms';
import { deadLetterQueues } from '../relations/dead-letters';
import type { Rule } from '../rule';

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
      const watched = (watches(model).get(queue) ?? []).some(
        ({ metric }) => metric.name === 'ApproximateAgeOfOldestMessage',
      );
      if (!watched)
        report(
          queue,
          'it keeps dead letters, and no alarm watches their age',
          'add an alarm on ApproximateAgeOfOldestMessage',
        );
    }
  },
};

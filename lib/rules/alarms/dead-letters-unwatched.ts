import { watches } from '../relations/alarms';
import { deadLetterQueues } from '../relations/dead-letters';
import type { Rule } from '../rule';

export const deadLettersUnwatched: Rule = {
  id: 'resilience-dead-letters-unwatched',
  area: 'alarms',
  severity: 'warning',
  title: 'Dead letters raise an alarm',
  why: 'A dead letter is work that was not done. Without an alarm on the visible depth it waits until its retention ends.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const queue of deadLetterQueues(model)) {
      const watched = (watches(model).get(queue) ?? []).some(
        ({ metric }) => metric.name === 'ApproximateNumberOfMessagesVisible',
      );
      if (!watched)
        report(
          queue,
          'it keeps dead letters, and no alarm watches its visible depth',
          'add an alarm on ApproximateNumberOfMessagesVisible above 0, and one on ApproximateAgeOfOldestMessage',
        );
    }
  },
};

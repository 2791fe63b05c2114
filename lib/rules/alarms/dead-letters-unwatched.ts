import { watches, watchesForFall } from '../../assembly/relations/alarms';
import { deadLetterQueues } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLettersUnwatched: Rule = {
  id: 'resilience-dead-letters-unwatched',
  area: 'alarms',
  severity: 'warning',
  title: 'Dead letters raise an alarm',
  why: 'A dead letter is work that was not done. Without an alarm on the visible depth it waits until its retention ends.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const queue of deadLetterQueues(model)) {
      const alarms = (watches(model).get(queue) ?? [])
        .filter(({ metric, alarm }) => metric.name === 'ApproximateNumberOfMessagesVisible' && !watchesForFall(alarm))
        .map(({ alarm }) => alarm);
      if (alarms.some(alarm => (alarm.number('Threshold') ?? 0) <= MANY)) continue;
      report(
        queue,
        alarms.length === 0
          ? 'it keeps dead letters, and no alarm watches its visible depth'
          : `it keeps dead letters, and "${alarms[0].path}" waits for ${alarms[0].number('Threshold')} of them`,
        'add an alarm on ApproximateNumberOfMessagesVisible above 0, and one on ApproximateAgeOfOldestMessage',
      );
    }
  },
};

/** So many dead letters at once are no longer the first ones. */
const MANY = 10;

import { toNumber } from '../../assembly/value';
import { redriveOf } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { QUEUE_MAPPING } from '../../limits/lambda';

const LEAST = QUEUE_MAPPING.leastReceives;

export const queueMaxReceiveCount: Rule = {
  id: 'resilience-queue-max-receive-count',
  area: 'messages',
  severity: 'warning',
  title: 'A message is tried at least five times before it is a dead letter',
  why: 'Throttling counts as a try. With fewer, a burst of load sends good messages to the dead letters.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check(model, report) {
    for (const queue of model.ofType('AWS::SQS::Queue')) {
      const count = toNumber(redriveOf(queue)?.maxReceiveCount);
      if (count !== undefined && count < LEAST) {
        report(queue, `maxReceiveCount is ${count}`, `set it to ${LEAST} or more`);
      }
    }
  },
};

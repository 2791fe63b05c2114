import { toNumber } from '../../assembly/value';
import { redriveOf } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { isWithin, type Range } from '../../limits/range';
import { SQS } from '../../limits/sqs';

export const queueLimits: Rule = {
  id: 'resilience-queue-limits',
  area: 'messages',
  severity: 'error',
  title: "A queue's figures are within what SQS accepts",
  why: 'SQS refuses others, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
  check(model, report) {
    for (const queue of model.ofType('AWS::SQS::Queue')) {
      const figures = { ...queue.properties, maxReceiveCount: redriveOf(queue)?.maxReceiveCount };
      for (const [name, range] of Object.entries(LIMITS)) {
        const value = toNumber((figures as Record<string, unknown>)[name]);
        if (value !== undefined && !isWithin(value, range)) {
          report(queue, `${name} is ${value}`, `set it from ${range.least} to ${range.most}`);
        }
      }
    }
  },
};

const LIMITS: Readonly<Record<string, Range>> = {
  MessageRetentionPeriod: SQS.retentionSeconds,
  VisibilityTimeout: SQS.visibilitySeconds,
  DelaySeconds: SQS.delaySeconds,
  ReceiveMessageWaitTimeSeconds: SQS.waitSeconds,
  maxReceiveCount: SQS.receives,
};

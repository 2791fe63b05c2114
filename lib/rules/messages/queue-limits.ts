import { toNumber } from '../../assembly/value';
import { redriveOf } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

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
      for (const [name, { least, most }] of Object.entries(LIMITS)) {
        const value = toNumber((figures as Record<string, unknown>)[name]);
        if (value !== undefined && (value < least || value > most)) {
          report(queue, `${name} is ${value}`, `set it from ${least} to ${most}`);
        }
      }
    }
  },
};

const LIMITS: Readonly<Record<string, { least: number; most: number }>> = {
  MessageRetentionPeriod: { least: 60, most: 1_209_600 },
  VisibilityTimeout: { least: 0, most: 43_200 },
  DelaySeconds: { least: 0, most: 900 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20 },
  maxReceiveCount: { least: 1, most: 1000 },
};

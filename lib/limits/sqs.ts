/** What SQS takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const SQS = {
  retentionSeconds: { least: 60, most: 1_209_600 },
  visibilitySeconds: { least: 0, most: 43_200 },
  delaySeconds: { least: 0, most: 900 },
  waitSeconds: { least: 0, most: 20 },

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
  receives: { least: 1, most: 1000 },

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
  policy: { mostStatements: 20, mostBytes: 8192 },

  /** Where a template says nothing. */
  defaults: { retentionSeconds: 345_600, visibilitySeconds: 30 },
} as const;

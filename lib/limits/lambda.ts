/** What Lambda takes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LAMBDA = {
  timeoutSeconds: { least: 1, most: 900 },
  memoryMegabytes: { least: 128, most: 10_240 },
  ephemeralStorageMegabytes: { least: 512, most: 10_240 },
  environmentBytes: 4096,
  layers: 5,

  /** Concurrent executions in a region of an account that asked for no others. */
  accountConcurrency: 1000,

  /** Where a template says nothing: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
  defaults: { timeoutSeconds: 3, memoryMegabytes: 128 },
} as const;

/** Asynchronous invocation: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const ASYNC_INVOCATION = {
  retries: { least: 0, most: 2 },
  eventAgeSeconds: { least: 60, most: 21_600 },
} as const;

/** Functions that work off a queue: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const QUEUE_MAPPING = {
  /** Messages of one batch; more than `batchWithoutWindow` of a standard queue only, and with a batching window. */
  batchSize: { least: 1, most: 10_000 },
  batchWithoutWindow: 10,
  defaultBatchSize: 10,
  windowSeconds: { least: 0, most: 300 },
  concurrency: { least: 2, most: 1000 },

  /** Throttling counts as a receive, so AWS asks for so many before a message is a dead letter. */
  leastReceives: 5,

  /** AWS asks for a visibility timeout of so many timeouts of the function, and the batching window. */
  visibilityInTimeouts: 6,
} as const;

/**
 * How records of a stream are tried: 3 times more, and for as long as a stream keeps them at least, less an hour for what is
 * under way then: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export const STREAM_MAPPING = { attempts: 3, ageHours: 23 } as const;

import { type Diagnostics } from '../diagnostic';

/** Errors under "Messages" in docs/errors.md. */
export const MESSAGES = {
  DeadLetterRetentionOutOfRange: {
    where: '`DeadLetterQueue`, `DeadLetters.ownQueue`',
    cause: "Beyond SQS's limits.",
    fix: '14 days is the default and the longest.',
    examples: ['the retention is 15 days; SQS keeps messages for 1 minute to 14 days, in whole seconds'],
  },
  DeadLettersUnsupported: {
    where: '`DeadLetters.toQueue`, `QueueConsumer`',
    cause: 'Asynchronous failures cannot go to a FIFO queue, and the messages of a queue only to one of its kind.',
    fix: '`fifo: true` on both or on neither.',
    examples: [
      '"Billing/Letters" is a FIFO queue, and neither functions nor rules nor topics can send their failures to one; use a standard queue',
      '"Billing/Letters" is a standard queue and its source "Billing/Orders" is a FIFO queue, and SQS moves messages between queues of one kind only; make both FIFO, or neither',
    ],
  },
  DeadLettersOfOtherRegion: {
    where: '`DeadLetters.toQueue`, `QueueConsumer`',
    cause:
      'Lambda, EventBridge and SQS reach queues of their own region only, and the other region may be the one that is gone.',
    fix: 'a queue in each regional stack.',
    examples: [
      '"Billing/Far" is in "us-west-2" and the failures happen in "us-east-1"; give each region its own queue',
      '"Billing/Letters" is in region "us-west-2" and its source "Billing/Orders" in "us-east-1", and SQS moves messages within one region and account only; make a dead-letter queue beside the source',
    ],
  },
  DeadLettersOfOtherAccount: {
    where: '`QueueConsumer`',
    cause: 'SQS would refuse the redrive policy.',
    fix: 'a dead-letter queue in the stack of the source.',
    examples: [
      '"Billing/Letters" is in account "444455556666" and its source "Billing/Orders" in "111122223333", and SQS moves messages within one region and account only; make a dead-letter queue beside the source',
    ],
  },

  DeadLettersKeyUnsupported: {
    where: '`DeadLetters.toQueue` of an `ObjectIngest`, or of a `ResilientFunction` with `notify.onFailure`',
    cause: "The policy of that key is AWS's, and names no service that could send.",
    fix: '`QueueEncryption.SQS_MANAGED`, or `encryptionMasterKey` with a key of yours, whose policy is then extended.',
    examples: [
      '"Billing/Letters" is encrypted with the AWS managed key of SQS, which events.amazonaws.com may not use: failures would be lost; encrypt it with QueueEncryption.SQS_MANAGED, or with a key of yours',
    ],
  },
  QueuePolicySizeOutOfRange: {
    where: '`DeadLetterQueue`, at synth',
    cause: 'Topics are one statement together, and so are rules; what you add is one each.',
    fix: 'leave `deadLetters` out, so that the construct has a queue of its own, or make a second shared one.',
    examples: [
      '[QueuePolicySizeOutOfRange] the policy of "Billing/Letters" has 21 statements and SQS takes 20: too many constructs send their failures there; give some of them a queue of their own',
      '[QueuePolicySizeOutOfRange] the policy of "Billing/Letters" has about 9120 bytes and SQS takes 8192: too many constructs send their failures there; give some of them a queue of their own',
    ],
  },
  DeadLetterRetentionTooShort: {
    where: '`QueueConsumer`',
    cause: 'A message that waited for long would be deleted soon after it became a dead letter.',
    fix: '14 days, the default of `DeadLetterQueue`, or a shorter `retention` of the source.',
    examples: [
      'dead letters of "Billing/Orders" are kept for 4 days and its messages for 4 days, and a letter keeps the age that it had as a message; keep letters longer, up to 14 days',
    ],
  },
  DeadLettersConflict: {
    where: '`QueueConsumer`, `queue`',
    fix: 'a `DeadLetterQueue` beside it.',
    examples: [
      '"Billing/Orders" is its own dead-letter queue, so a message that always fails never leaves it; give it another one',
    ],
  },
  QueueVisibilityTooShort: {
    where: '`QueueConsumer`',
    fix: 'leave `visibilityTimeout` out; for a queue that is there already, the value that the message names.',
    examples: [
      'the visibility timeout of "Billing/Orders" is 30 s and the timeout of "Billing/Worker" is 60 s: messages would come back while the function still works on them, and Lambda refuses that; make it 360 s (6 × 60 s)',
    ],
  },
  QueueVisibilityMissing: {
    where: '`QueueConsumer`',
    cause: 'The function is imported, or its timeout is a token.',
    fix: 'as the message says; 95 minutes are enough for every function.',
    examples: [
      'the timeout of "Billing/Imported" is not known here, and the visibility timeout follows from it; give "visibilityTimeout", 6 × that timeout plus the batching window',
    ],
  },
  QueueVisibilityOutOfRange: {
    where: '`QueueConsumer`, `visibilityTimeout`',
    cause: "Beyond SQS's limits.",
    fix: 'leave it out.',
    examples: ['the visibility timeout is 13 hours; SQS allows whole seconds, up to 12 hours'],
  },
  QueueRetentionOutOfRange: {
    where: '`QueueConsumer`, `retention`',
    cause: "Beyond SQS's limits.",
    fix: '4 days are the default; less than the retention of the dead letters.',
    examples: ['the retention is 15 days; SQS keeps messages for 1 minute to 14 days, in whole seconds'],
  },
  QueueRetentionTooShort: {
    where: '`QueueConsumer`',
    cause: 'Attempts are a visibility timeout apart, and a message that fails would be gone before the last of them.',
    fix: 'a longer `retention`, or a shorter timeout of the function.',
    examples: [
      '"Billing/Orders" keeps messages for 5 minutes, and all attempts at one take 5 minutes (5 × 60 s): it would be deleted before it is a dead letter; keep messages longer',
    ],
  },
  MaxReceiveCountOutOfRange: {
    where: '`QueueConsumer`',
    fix: 'leave it out; 5 is the default.',
    examples: [
      'maxReceiveCount of "Billing/Orders" is 0; SQS allows whole numbers from 1 to 1000, and throttling needs 5 or more',
    ],
  },
  QueueOfOtherRegion: {
    where: '`QueueConsumer`',
    cause: 'Lambda reads queues of its own region only.',
    fix: 'queue, function and consumer in one regional stack.',
    examples: [
      'queue "Billing/Orders" is in region "us-east-1" and "Far/Worker" in "us-west-2"; a queue is worked off in its own region and account, so make both in one place',
    ],
  },
  QueueOfOtherAccount: {
    where: '`QueueConsumer`',
    cause: 'The construct writes no policies for another account.',
    fix: 'queue, function and consumer in one regional stack.',
    examples: [
      'queue "Billing/Orders" is in account "444455556666" and "Billing/Worker" in "111122223333"; a queue is worked off in its own region and account, so make both in one place',
    ],
  },

  ConsumerOptionUnused: {
    where: '`QueueConsumer`',
    cause: "The option is the queue's, and the queue is there already.",
    fix: 'as the message says.',
    examples: [
      '"retention" is given with "queue", which decides that itself; set it where "Billing/Jobs" is made, or drop "queue"',
    ],
  },
  BatchSizeOutOfRange: {
    where: '`QueueConsumer`',
    fix: 'a smaller batch, or a window.',
    examples: [
      'batchSize is 11; Lambda takes 1 to 10 messages here, and up to 10000 of a standard queue with a "maxBatchingWindow" of 1 s or more',
    ],
  },
  BatchingWindowOutOfRange: {
    where: '`QueueConsumer`',
    fix: 'as the message says.',
    examples: [
      'maxBatchingWindow is 6 minutes; Lambda allows whole seconds, up to 5 minutes',
      '"maxBatchingWindow" is given, and "Billing/Orders" is FIFO: Lambda gathers messages of standard queues only; leave it out',
    ],
  },
  MaxConcurrencyOutOfRange: {
    where: '`QueueConsumer`, `ObjectIngest`',
    fix: '2 or more; one message at a time is `fifo: true` with a single message group.',
    examples: ['maxConcurrency is 1; Lambda allows whole numbers from 2 to 1000, leave it out for no limit'],
  },
  MaxMessageAgeOutOfRange: {
    where: '`QueueConsumer`',
    fix: 'leave it out, or half the retention at most.',
    examples: [
      'maxMessageAge is 4 days; give more than 0 s, and less than the retention, at whose end the message is gone before anybody is told',
    ],
  },
  IngestTargetMissing: {
    where: '`ObjectIngest`',
    cause: 'It is not told what to do with objects.',
    fix: 'give one of them.',
    examples: [
      'neither "table" nor "function" is given; give "table" to have objects recorded, or "function" to take them in yourself',
    ],
  },
  IngestTargetConflict: {
    where: '`ObjectIngest`',
    cause: 'It is told twice what to do with objects.',
    fix: 'leave one of them out.',
    examples: [
      'both "table" and "function" are given; give "table" to have objects recorded, or "function" to take them in yourself',
    ],
  },
  IngestOptionUnused: {
    where: '`ObjectIngest`',
    cause: "The option is the recorder's, and there is none.",
    fix: 'as the message says.',
    examples: [
      '"maxObjectSize" is given with "function", which decides that itself; drop it, or give "table" in place of "function"',
    ],
  },
  ObjectSizeOutOfRange: {
    where: '`ObjectIngest`',
    cause: 'No object would be recorded, or each.',
    fix: 'a size, or none.',
    examples: ['"maxObjectSize" is 0 bytes; give a whole number above 0, such as Size.mebibytes(10)'],
  },
  RetryForOutOfRange: {
    where: '`ObjectIngest`',
    fix: 'leave it out, or give hours to days.',
    examples: [
      '"retryFor" is 11 days; give more than 0 and up to 10 days: SQS keeps a message for 14 days, and a dead letter needs some of them',
    ],
  },
  BucketEventsMissing: {
    where: '`ObjectIngest`, at synth',
    cause: "The bucket's notifications to EventBridge are off.",
    fix: 'as the message says. An imported bucket is not checked.',
    examples: [
      '[BucketEventsMissing] bucket "Billing/Uploads" sends no events to EventBridge, so nothing would be taken in; give it "eventBridgeEnabled: true", or use a ReplicatedBucket',
    ],
  },
  TriggerSourceMissing: {
    where: '`Trigger`',
    fix: 'name what calls the function.',
    examples: ['"source" is missing, so nothing calls; give one, such as TriggerSource.topic(topic)'],
  },
  TableStreamMissing: {
    where: '`TriggerSource.tableStream`',
    fix: 'a `ReplicatedTable` has a stream.',
    examples: [
      'table "Shop/Orders" has no stream, so its changes call nobody; give it one, such as "stream: StreamViewType.NEW_AND_OLD_IMAGES"',
    ],
  },
  ScheduleStandbyMissing: {
    where: '`TriggerSource.schedule` below a service',
    cause: 'A schedule stands in every region of a service, and each region would run it, every time.',
    fix: '`StandbyRuns.onlyWhereActive()` where a run in one region is right, whichever it is; `StandbyRuns.everywhere()` where each region runs it for itself; `StandbyRuns.never()` where it may wait for the primary.',
    examples: [
      'the schedule stands in us-east-1, us-west-2, and each of them would run it; say so by "standby: StandbyRuns.everywhere()", or give StandbyRuns.onlyWhereActive({ runs })',
    ],
  },
  ScheduleUnsupported: {
    where: '`StandbyRuns.onlyWhereActive`',
    cause: 'A rate begins when its rule was made, so the ticks of two regions have nothing by which they are the same.',
    fix: 'write the rate as a cron: every five minutes is `Schedule.cron({ minute: "0/5" })`.',
    examples: [
      'the schedule is "rate(5 minutes)", which ticks at other times in each region, so that no region knows which ticks another one ran; give a cron, such as Schedule.cron({ minute: \'0/5\' })',
    ],
  },
  TakeOverOutOfRange: {
    where: '`StandbyRuns.onlyWhereActive`',
    fix: 'long enough for replication, and short enough that a tick ends before its like of the next day.',
    examples: ['"takeOverAfter" is 5 s; give whole seconds from 10 to 21599: 4 turns of it have to end within a day'],
  },
  RunsTableMissing: {
    where: '`StandbyRuns.onlyWhereActive`',
    fix: 'an `IdempotencyStore` of the service, by `inRegion(stack)`.',
    examples: ['"runs" is missing, so no region knows what another one ran; give a table'],
  },
  RunsTableUnsupported: {
    where: '`StandbyRuns.onlyWhereActive`',
    cause: 'Each run is noted under one key, and every region has to see the note.',
    fix: 'an `IdempotencyStore` of the service, by `inRegion(stack)`.',
    examples: [
      '"Shop/us-east-1/Orders" is not a region\'s part of a ReplicatedTable whose only key is a text; give `store.inRegion(stack)` of one, such as an IdempotencyStore',
      '"Shop/us-east-1/Runs/Regional" is not in eu-west-1, which would not know what was run; give a table of all regions of the service',
    ],
  },
  RunsTableOfOtherRegion: {
    where: '`StandbyRuns.onlyWhereActive`',
    fix: '`inRegion(stack)` with the stack that the schedule is in.',
    examples: [
      '"Shop/us-east-1/Runs/Regional" is in "us-east-1" and the schedule in "us-west-2", which would not run while "us-east-1" is away; give the part of "us-west-2", with inRegion(stack)',
    ],
  },
} satisfies Diagnostics;

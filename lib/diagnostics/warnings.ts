import { type Warnings } from './diagnostic';

/** What deploys, and is weaker than it looks. `acknowledge` names the construct at which one says that this is right. */
export const WARNINGS = {
  deadLettersNotAllowed: {
    where: '`DeadLetters.toQueue` of an `ObjectIngest`, or of a `ResilientFunction` with `notify.onFailure`',
    fix: 'extend both policies where the queue is made, with a condition on `aws:SourceArn` for the queue, then acknowledge.',
    acknowledge: 'ingest',
    examples: [
      '"Billing/Theirs" or its key is imported, so events.amazonaws.com was not allowed to send to it, and failures are lost until it is; allow sqs:SendMessage in the policy of the queue, and kms:GenerateDataKey and kms:Decrypt in the policy of its key, for the service events.amazonaws.com',
    ],
  },
  standbyColder: {
    where: '`ResilientFunction` with `scaling`',
    cause: 'A failover brings all users at once, to what is ready then.',
    fix: '`StandbyCapacity.same()`.',
    acknowledge: 'fn',
    examples: [
      '"Intake/us-west-2/Api" of the standby has no execution ready, so that all users of a failover wait for cold starts; use StandbyCapacity.same()',
    ],
  },
  expressUndo: {
    where: '`RetryingWorkflow` with `type: StateMachineType.EXPRESS`',
    cause: 'An EXPRESS execution may run twice, both of them to their ends.',
    fix: '`StateMachineType.STANDARD`, which is the default.',
    acknowledge: 'booking',
    examples: [
      '"Shop/Booking" is an EXPRESS workflow, which runs at least once: a step may be done by one run and taken back by another; use StateMachineType.STANDARD',
    ],
  },
  taskWaits: {
    where: '`WorkflowGuard`',
    cause: 'A Task without a timeout waits for a year.',
    fix: '`taskTimeout` of the Task, longer than the longest wait that is still well.',
    acknowledge: 'guard',
    examples: [
      '"Shop/Approve" waits for a job, an answer or a worker, for a year if need be, and nobody but you knows how long is too long; give it a "taskTimeout"',
    ],
  },
  noDomain: {
    where: '`ResilientService`',
    cause: 'There is no failover; clients have to know both addresses.',
    fix: 'give `domain`.',
    acknowledge: 'service',
    examples: [
      'the service has no "domain": both regions answer at their own addresses, and nothing leads clients away from a failed region',
    ],
  },
  primaryAtControlPlane: {
    where: '`ResilientService`',
    cause:
      'The control planes of IAM and Route 53 are in us-east-1. You lose them together with your primary region, when you may want to change something.',
    fix: 'another primary region; us-east-1 may be the standby.',
    acknowledge: 'service',
    examples: [
      'the primary region is "us-east-1", where the control planes of IAM and Route 53 are: while it is away, failing over works and so do code updates of the other region, but no role, health check or record can be made or changed anywhere; choose another primary region',
    ],
  },
  capacityTooSmall: {
    where: '`ResilientService` with `peakRequestsPerSecond`',
    cause:
      'When a region is lost, the others get its requests at once, and what they do not take is refused with 429: the second outage.',
    fix: 'as the message says; see [capacity after a failover](routing.md#capacity-after-a-failover).',
    acknowledge: 'endpoint',
    examples: [
      '"Intake/us-west-2/Endpoint" takes 1000 requests a second, and may get 1500 when another region is lost: 100 % of 1500, because the others share the requests of the lost region by their weights; give a "rateLimit" of 1500 or more, and the account and its functions room for that',
    ],
  },
  capacityUnknown: {
    where: '`ResilientService` in which every region answers',
    cause: 'n regions that share a load have to bear n/(n−1) of their share each when one is lost.',
    fix: '`peakRequestsPerSecond`.',
    acknowledge: 'service',
    examples: [
      'nothing says how many requests the service gets, so nobody has checked that 1 of 2 regions bear them: with a "rateLimit" of 1000 in each they take 1000 a second together; give "peakRequestsPerSecond"',
    ],
  },
  conflictingWrites: {
    where: '`ReplicatedTable` of a service in which several regions answer',
    cause:
      'Of two writes to one item within the second that replication takes, the later one stays and the other is gone, though both were acknowledged: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html.',
    fix: '`conflicts: Conflicts.accepted()` where that is right: items that one region writes, or writes that say the same.',
    acknowledge: 'files',
    examples: [
      'us-east-1, us-west-2 all write the table, and of two writes to one item at a time the later one wins without a word; say "conflicts: Conflicts.accepted()" where that is right, or lead the writes of an item to one region',
    ],
  },
  bucketCopiedOften: {
    where: '`ReplicatedBucket` in more than three regions',
    cause:
      'S3 does not replicate a replica, so each bucket replicates to each of the others, with a price for each copy: https://aws.amazon.com/s3/pricing/.',
    fix: 'buckets in fewer regions, or acknowledge.',
    acknowledge: 'uploads',
    examples: [
      'the buckets are in 4 regions, each replicating to all the others: every object is stored 4 times, and sent 3 times between regions; make it in the regions that need it, in a service or in stacks of their own',
    ],
  },
  optInRegion: {
    where: '`ResilientService`',
    cause: 'Deployment fails in an account that has not opted in.',
    fix: 'opt in once, in the console.',
    acknowledge: 'service',
    examples: ['the account has to opt in to eu-south-1 before anything deploys there'],
  },
  manyResources: {
    where: '`RegionalStack` and every stack with a `ResilientFunction`',
    cause: 'The next features may not fit.',
    fix: 'as for [ResourcesTooMany](#resourcestoomany).',
    acknowledge: 'stack',
    examples: [
      'stack "Intake/us-east-1" has 412 of the 500 resources that CloudFormation takes: Api 300, Ingest 112; plan a second service or stack',
    ],
  },
  failbackAtOnce: {
    where: '`Health.deep`, `failback`',
    cause:
      'A write that relies on what is there, such as `attribute_not_exists`, passes on old data, and the last writer wins.',
    fix: 'leave `failback` out.',
    acknowledge: 'endpoint',
    examples: [
      'a region that comes back serves at once, before the writes of the others have reached "Intake/Files/us-east-1/Regional": what was acknowledged meanwhile is overwritten by writes that do not see it; leave "failback" at Failback.afterCatchUp()',
    ],
  },
  failbackUnheld: {
    where: '`ResilientService`',
    cause: 'Only a deep health route with a replicated table among its `tables` holds a region that comes back.',
    fix: '`Health.deep({ tables: [files.inRegion(stack)] })`.',
    acknowledge: 'service',
    examples: [
      'when "us-east-1" comes back, users return before the writes of the other regions have reached "Intake/Files", and overwrite what was acknowledged meanwhile: no health route waits for them; give Health.deep({ tables: [….inRegion(stack)] })',
    ],
  },
  healthIgnoresHandler: {
    where: '`HttpEndpoint`, `exposeHttp`',
    cause: 'A bad version or a lost right fails every request while the region counts as healthy.',
    fix: "`Health.deep({ routes: ['GET /files/health'] })` with a request that the function answers for anybody.",
    acknowledge: 'endpoint',
    examples: [
      'an error of "Intake/us-east-1/Api" moves no traffic: the health route "/health" does not call it; give Health.deep({ routes: [\'GET /…\'] }) with a request that it answers for anybody, or Health.ownRoute',
    ],
  },
  loneFailoverRecord: {
    where: '`FailoverDomain`',
    fix: 'make the other one.',
    acknowledge: 'domain',
    examples: [
      '"files.example.com" has a PRIMARY record in this app and no other: there is nothing to fail over to; make a FailoverDomain in a second region, or acknowledge this where another app makes it',
    ],
  },
  ttlZero: {
    where: '`FailoverDomain`',
    cause: 'Slower requests and a larger bill for nothing.',
    fix: '`ttl: Duration.seconds(10)`.',
    acknowledge: 'domain',
    examples: [
      'the TTL is 0 s: every request of every client asks DNS first, and many resolvers keep an answer longer all the same; use 10 to 60 s',
    ],
  },
  ttlLong: {
    where: '`FailoverDomain`',
    cause: 'The recovery time grows by as much.',
    fix: '`ttl: Duration.seconds(30)`.',
    acknowledge: 'domain',
    examples: ['the TTL is 300 s: clients go on asking a lost region that long; use 60 s or less'],
  },
  timeoutBehindApi: {
    where: '`HttpEndpoint`, `ResilientService.exposeHttp`',
    cause: 'The same work is done twice, and nobody has its result.',
    fix: 'as the message says.',
    acknowledge: 'endpoint',
    examples: [
      '"Intake/us-east-1/Api" may take 30 s, and an HTTP API waits 30 s at most: the client gets an error while the function goes on, and tries again; give it a timeout of 29 s or less, or answer at once and work asynchronously',
    ],
  },
  functionDisabled: {
    where: '`ResilientFunction`',
    cause: 'A switch to stop a function, often forgotten.',
    fix: 'leave it out.',
    acknowledge: 'handler',
    examples: [
      'reservedConcurrency of "Billing/SendInvoice" is 0: Lambda refuses every invocation; give 1 or more, or leave it out',
    ],
  },
  bundling: {
    where: '`ResilientFunction`',
    cause: "esbuild's own warning about the code, with file and line.",
    fix: 'as esbuild says.',
    acknowledge: 'handler',
    examples: ['▲ [WARNING] Comparison with -0 using the "===" operator will also match 0 [equals-negative-zero]'],
  },
  noDeadLetters: {
    where: '`ResilientFunction`, `ObjectIngest`, `QueueConsumer`',
    cause: 'From `DeadLetters.none()`, or from a queue that is there already.',
    fix: 'leave `deadLetters` out; give the queue a `deadLetterQueue`.',
    acknowledge: 'handler',
    examples: [
      '"Billing/SendInvoice" keeps no dead letters: an event that fails for the last time is lost; use DeadLetters.ownQueue()',
      '"Billing/Orders" has no dead-letter queue: a message that always fails is tried until its retention ends, and then lost; give it one, such as a DeadLetterQueue',
    ],
  },
  ingestLoop: {
    where: '`ObjectIngest`, `function`, at synth',
    cause:
      "Lambda's [loop detection](https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html) sees SQS, SNS and S3 itself.",
    fix: "`prefix: 'in/'`, and write to `out/`.",
    acknowledge: 'ingest',
    examples: [
      '"Billing/Resize" takes in every object of "Billing/Uploads" and may write there: what it writes invokes it again, in each region, and Lambda stops no loop that goes through EventBridge; give "prefix" or "suffix", or let it write elsewhere',
    ],
  },
  retryForShort: {
    where: '`ObjectIngest`, `retryFor`',
    cause: 'The event of October 2025 in us-east-1 took [15 hours](https://aws.amazon.com/message/101925/).',
    fix: 'leave `retryFor` out.',
    acknowledge: 'ingest',
    examples: [
      '"Billing/Ingest" tries an upload for 2 hours, and outages of AWS have lasted 15 hours: good uploads would become dead letters and wait for somebody to redrive them; leave "retryFor" out',
    ],
  },
  redriveUnwatched: {
    where: '`Redrive`',
    fix: 'give the alarm on errors of the function, or on the age of the messages of the queue.',
    acknowledge: 'redrive',
    examples: [
      'no alarm tells that "Billing/Orders" fails, so letters would be moved while it does, and come back; give "pauseOn"',
    ],
  },
  queueUnknown: {
    where: '`QueueConsumer`, `queue`',
    fix: 'look at the queue, then acknowledge.',
    acknowledge: 'consumer',
    examples: [
      '"Billing/Jobs" is imported, so nothing is known of its dead letters, its visibility timeout and its retention; see to it that it has a dead-letter queue with alarms, and a maxReceiveCount of 5 or more',
    ],
  },
  functionWithoutRole: {
    where: '`QueueConsumer`',
    fix: '`Function.fromFunctionAttributes(…, { functionArn, role })`.',
    acknowledge: 'consumer',
    examples: [
      '"Billing/Imported" is imported without its role, so it was not allowed to consume messages of "Billing/Orders/Queue", and without that right Lambda refuses the mapping; import it with its role, or see to it that it has the right',
    ],
  },
  visibilityShort: {
    where: '`QueueConsumer`',
    cause: 'Lambda tries a throttled message again within that time.',
    fix: 'leave `visibilityTimeout` out, or the value that the message names.',
    acknowledge: 'consumer',
    examples: [
      'the visibility timeout of "Billing/Orders" is 59 s: a message that is throttled may become a dead letter although nothing is wrong with it; make it 60 s (6 × 10 s)',
    ],
  },
  fewReceives: {
    where: '`QueueConsumer`',
    fix: 'leave `maxReceiveCount` out.',
    acknowledge: 'consumer',
    examples: [
      'maxReceiveCount of "Billing/Orders" is 2: throttling counts as an attempt, so a burst of load sends good messages to the dead letters; make it 5 or more',
    ],
  },
  wholeBatchFails: {
    where: '`QueueConsumer`',
    cause: 'From `reportBatchItemFailures: false`.',
    fix: 'leave it out: a function that returns nothing needs no change.',
    acknowledge: 'consumer',
    examples: [
      'one message that fails makes its whole batch of "Billing/Orders" fail: the good ones are processed again, and become dead letters with it; leave "reportBatchItemFailures" on',
    ],
  },
  emptyDashboard: {
    where: '`ServiceDashboard`',
    fix: 'alarms in the stack, or no dashboard.',
    acknowledge: 'ServiceDashboard.of(stack)',
    examples: [
      'stack "Intake/us-east-1" has no alarms, so its dashboard shows nothing; leave the dashboard out, or let Alarms.recommended() watch',
    ],
  },
  logPatternOnText: {
    where: '`LogAlarm`',
    cause: 'A pattern in curly brackets matches lines in JSON only.',
    fix: "the function's `loggingFormat` in JSON, or a pattern of words, such as `FilterPattern.anyTerm('ERROR')`.",
    acknowledge: 'alarm',
    examples: [
      '"Shop/Api/Function/Resource" writes text, and the pattern { $.level = "ERROR" } is one for lines in JSON: what the function logs by "console" never matches; leave "loggingFormat" at LoggingFormat.JSON',
    ],
  },
  alarmsWithoutRule: {
    where: '`PrometheusRules`',
    cause:
      'Streams of CloudWatch have sum, count, least and greatest of each minute, and no percentiles; queries have no counterpart.',
    fix: '`latencyStatistic` Average or Maximum; or let CloudWatch watch them.',
    acknowledge: 'rules',
    examples: [
      'no rule of Prometheus says what these alarms look at: ResilienceParts/Slow1; percentiles and queries stay with CloudWatch',
    ],
  },
  noAlarms: {
    where: 'Any construct with `alarms`',
    cause: 'From `Alarms.none()`.',
    fix: 'leave `alarms` out.',
    acknowledge: 'handler',
    examples: [
      '"Billing/SendInvoice" has no alarms: its failures and its silence go unnoticed; use Alarms.recommended()',
    ],
  },
  restoresUntested: {
    where: '`CrossRegionBackup`',
    cause: 'From `RestoreTesting.none()`, or in a region in which AWS Backup has no restore testing.',
    fix: 'leave `restoreTesting` out, or test less often with `RestoreTesting.scheduled`.',
    acknowledge: 'backup',
    examples: ['no backup is ever restored, so nobody knows that one can be; use RestoreTesting.weekly()'],
  },
  vaultNotRetained: {
    where: '`CrossRegionBackup`',
    cause: 'Backups are what is left when all else is gone.',
    fix: 'leave `removalPolicy` out.',
    acknowledge: 'backup',
    examples: [
      'the vaults go when they leave the template, or stop the deletion while a backup is in them; leave "removalPolicy" at RETAIN_ON_UPDATE_OR_DELETE',
    ],
  },
  backedUpDataDestroyed: {
    where: '`CrossRegionBackup`',
    cause:
      'The table or bucket has `RemovalPolicy.DESTROY`, so a renamed construct or a deleted stack is an outage that ends with a restore.',
    fix: 'as the message says.',
    acknowledge: 'backup',
    examples: [
      '"Billing/Files" is backed up, and goes when it leaves the template: until the restore there is nothing; give it RemovalPolicy.RETAIN',
    ],
  },
  nobodySubscribed: {
    where: '`AlarmTopic`',
    cause: 'Alarms go to a topic that nobody reads.',
    fix: "`operators: ['on-call@example.com']` of a service, or as the message says.",
    acknowledge: 'stack',
    examples: [
      'nobody is subscribed to the alarms of stack "Billing": they change colour and wake no one; call AlarmTopic.of(stack).addOperator(\'on-call@example.com\'), or add any other subscription',
    ],
  },
  noReplica: {
    where: '`ReplicatedTable`, in a stack of no service',
    fix: "`replicaRegions: ['eu-central-1']`.",
    acknowledge: 'table',
    examples: ['the table is in "eu-west-1" only, and lost with it; give "replicaRegions"'],
  },
  noDeletionProtection: {
    where: '`ReplicatedTable`',
    cause: 'From `deletionProtection: false`.',
    fix: 'leave it out.',
    acknowledge: 'table',
    examples: ['the table may be deleted by one call, in every region at once; leave "deletionProtection" on'],
  },
  tableNotRetained: {
    where: '`ReplicatedTable`',
    cause: 'A renamed construct or a deleted stack takes the data with it, in every region.',
    fix: 'leave `removalPolicy` out.',
    acknowledge: 'table',
    examples: ['the table and its items go when it leaves the template; leave "removalPolicy" at RETAIN'],
  },
  bucketNotRetained: {
    where: '`ReplicatedBucket`',
    cause: 'As for a table; a bucket that is not empty makes the deletion fail.',
    fix: 'leave `removalPolicy` out.',
    acknowledge: 'bucket',
    examples: ['the buckets go when they leave the template; leave "removalPolicy" at RETAIN_ON_UPDATE_OR_DELETE'],
  },
  noReplication: {
    where: '`ReplicatedBucket`',
    cause: 'From `Replication.none()` and `Replication.stopped()`, or without a second region.',
    fix: 'as the message says.',
    acknowledge: 'bucket',
    examples: [
      'objects stay in the region in which they were written, and are lost with it; use Replication.twoWay(). A bucket that was replicated before keeps its replication, which fails from now on: deploy Replication.stopped() first, or run "aws s3api delete-bucket-replication --bucket <name>" in each region',
      'objects stay in the region in which they were written, and are lost with it; use Replication.twoWay(), or Replication.none() once this was deployed for five minutes',
      'objects stay in the region in which they were written, and are lost with it; give "replicaRegion"',
    ],
  },
  stopAlarmOnSilence: {
    where: '`FaultExperiment`, `stopWhen`',
    cause: 'It counts missing data as breaching, as alarms on silence do.',
    fix: '`[handler.errorsAlarm!]` in place of all alarms of a construct.',
    acknowledge: 'experiment',
    examples: [
      'alarm "Billing/Api/SilenceAlarm" rings while nothing happens, so in a stack that nobody uses the experiment does not begin, or stops at once; give alarms on failures only, such as handler.errorsAlarm',
    ],
  },
  experimentShort: {
    where: '`FaultExperiment`',
    cause:
      'Functions look for faults [once a minute](https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html#understanding-polling); DynamoDB goes on for up to five.',
    fix: 'as the message says.',
    acknowledge: 'experiment',
    examples: [
      'the fault lasts 1 minute and may take 1 minute until it has reached everything, so that the experiment may show nothing; give a longer "duration"',
    ],
  },
  stopAlarmSilent: {
    where: '`FaultExperiment`',
    fix: '`alarm.addAlarmAction(new SnsAction(AlarmTopic.of(stack)))`.',
    acknowledge: 'experiment',
    examples: [
      'alarm "Billing/UserImpact" stops the experiment and tells nobody that users suffered; give it an action',
    ],
  },
} satisfies Warnings;

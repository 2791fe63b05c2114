import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Alarms } from '../observability/alarms';
import { SQS } from '../limits/sqs';
import { OWN_QUEUE, watchDeadLetters } from './dead-letter-alarms';
import {
  checkKept,
  checkLetters,
  checkOutlives,
  LONGEST_RETENTION,
  type SourceQueue,
  warnWithoutLetters,
} from './dead-letter-fit';
import { fail, type Problems } from '../private/errors';
import { duration, validateProps, type PropKinds } from '../private/props';
import { secondsOf } from './queue-settings';
import { DeadLetterQueue } from './dead-letter-queue';

/** How a queue of one's own may differ. */
export interface OwnQueueOptions {
  /**
   * How long a dead letter is kept, 1 minute to 14 days.
   *
   * @default Duration.days(14)
   */
  readonly retention?: Duration;
}

const KNOWN_PROPS: PropKinds<OwnQueueOptions> = { retention: duration };

/** Where the events go that could not be processed. */
export abstract class DeadLetters {
  /**
   * A `DeadLetterQueue` that belongs to the construct alone, with an alarm on the first letter. The alarm on letters that
   * were forgotten is one that several queues of the stack have in common.
   */
  static ownQueue(options: OwnQueueOptions = {}): DeadLetters {
    validateProps('DeadLetters.ownQueue', options, KNOWN_PROPS);
    return new OwnQueue(options);
  }

  /**
   * A queue that several constructs may share, in the same region. It gets alarms unless it is a `DeadLetterQueue`, which
   * has its own.
   *
   * Fails with `DeadLettersUnsupported` for a FIFO queue and with `DeadLettersOfOtherRegion` for a queue of another region. The letters
   * of a queue go to one of the same kind, FIFO or not, in the same region and account, that keeps them longer.
   */
  static toQueue(queue: IQueue): DeadLetters {
    return new GivenQueue(queue);
  }

  /** Nowhere: an event that fails for the last time is lost. Synthesis warns about it. */
  static none(): DeadLetters {
    return new NoDeadLetters();
  }

  /**
   * The queue for a construct; for the messages of a queue, where one is the source.
   *
   * @internal
   */
  abstract _bind(scope: Construct, alarms: Alarms, source?: SourceQueue): IQueue | undefined;

  /**
   * Records why the messages of a queue could not become dead letters here.
   *
   * @internal
   */
  abstract _check(source: SourceQueue, problems: Problems): void;
}

class OwnQueue extends DeadLetters {
  constructor(private readonly options: OwnQueueOptions) {
    super();
  }

  _bind(scope: Construct, alarms: Alarms, source?: SourceQueue): IQueue {
    return new DeadLetterQueue(scope, OWN_QUEUE, {
      ...this.options,
      fifo: source?.fifo,
      alarms: alarms._shared(),
    });
  }

  _check(source: SourceQueue, problems: Problems): void {
    const { retention = LONGEST_RETENTION } = this.options;
    checkKept(retention, problems);
    checkOutlives(source, secondsOf(retention), problems);
  }
}

class GivenQueue extends DeadLetters {
  constructor(private readonly queue: IQueue) {
    super();
  }

  _bind(scope: Construct, alarms: Alarms, source?: SourceQueue): IQueue {
    if (!source) this.validate(scope);
    // The retention of a queue that somebody else made is not known; SQS's default is the shortest usual one.
    if (!(this.queue instanceof DeadLetterQueue)) {
      watchDeadLetters(this.queue, alarms, Duration.seconds(SQS.defaults.retentionSeconds));
    }
    return this.queue;
  }

  _check(source: SourceQueue, problems: Problems): void {
    checkLetters(source, this.queue, problems);
  }

  private validate(scope: Construct): void {
    const path = this.queue.node.path;
    if (this.queue.fifo) {
      fail(
        scope,
        'DeadLettersUnsupported',
        `"${path}" is a FIFO queue, and neither functions nor rules nor topics can send their failures to one; use a standard queue`,
      );
    }
    const [here, there] = [Stack.of(scope).region, this.queue.env.region];
    if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
      fail(
        scope,
        'DeadLettersOfOtherRegion',
        `"${path}" is in "${there}" and the failures happen in "${here}"; give each region its own queue`,
      );
    }
  }
}

class NoDeadLetters extends DeadLetters {
  _bind(scope: Construct, _alarms: Alarms, source?: SourceQueue): undefined {
    if (source) warnWithoutLetters(scope, source.path);
    else warnOfLoss(scope);
    return undefined;
  }

  _check(_source: SourceQueue, _problems: Problems): void {}
}

function warnOfLoss(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:noDeadLetters',
    `"${scope.node.path}" keeps no dead letters: an event that fails for the last time is lost; use DeadLetters.ownQueue()`,
  );
}

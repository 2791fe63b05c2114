import { Annotations } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/** What becomes of two writes to one item of a `ReplicatedTable`, made in two regions within the time of a replication. */
export abstract class Conflicts {
  /**
   * The later write stays, and the other is gone, though both were acknowledged. You know, and it is right: each item is
   * written by one region, or the writes say the same.
   *
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
   */
  static accepted(): Conflicts {
    return new AcceptedConflicts();
  }

  /**
   * The same, where nobody said that it is right.
   *
   * @internal
   */
  static _byDefault(): Conflicts {
    return new UnspokenConflicts();
  }

  /** Whether it was said that a lost write is right. */
  abstract readonly isAccepted: boolean;

  /**
   * Warns where writes may be lost that nobody expects to be.
   *
   * @internal
   */
  abstract _bind(scope: Construct, writers: readonly string[]): void;
}

class AcceptedConflicts extends Conflicts {
  readonly isAccepted = true;

  _bind(): void {
    return;
  }
}

class UnspokenConflicts extends Conflicts {
  readonly isAccepted = false;

  _bind(scope: Construct, writers: readonly string[]): void {
    if (writers.length < 2) return;
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:conflictingWrites',
      `${writers.join(', ')} all write the table, and of two writes to one item at a time the later one wins without a word; ` +
        'say "conflicts: Conflicts.accepted()" where that is right, or lead the writes of an item to one region',
    );
  }
}

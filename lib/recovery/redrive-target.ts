import { type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type ResourceEnvironment } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../function/resilient-function';

/** What the mover needs to know of a target. @internal */
export interface RedriveDestination {
  readonly path: string;
  readonly env: ResourceEnvironment;
  readonly kind: 'function' | 'queue';
  /** ARN of the function, or URL of the queue. */
  readonly address: string;
  readonly fifo: boolean;
  /** Tells that the target fails, where it has such an alarm. */
  readonly alarm?: IAlarm;
  readonly queue?: IQueue;
  readonly grant: (mover: IGrantable) => void;
}

/** Where dead letters go back to. */
export abstract class RedriveTarget {
  /**
   * A function, which is invoked asynchronously with the event of the letter. A `ResilientFunction` is invoked by its live
   * alias, and nothing is moved while its alarm on errors rings.
   */
  static function(target: IFunction): RedriveTarget {
    return new FunctionTarget(target);
  }

  /** A standard queue, which gets the letter as a message. */
  static queue(target: IQueue): RedriveTarget {
    return new QueueTarget(target);
  }

  /** @internal */
  abstract _bind(): RedriveDestination;
}

class FunctionTarget extends RedriveTarget {
  constructor(private readonly target: IFunction) {
    super();
  }

  _bind(): RedriveDestination {
    const { target } = this;
    return {
      path: target.node.path,
      env: target.env,
      kind: 'function',
      address: target.functionArn,
      fifo: false,
      alarm: target instanceof ResilientFunction ? target.errorsAlarm : undefined,
      grant: mover => target.grantInvoke(mover),
    };
  }
}

class QueueTarget extends RedriveTarget {
  constructor(private readonly target: IQueue) {
    super();
  }

  _bind(): RedriveDestination {
    const { target } = this;
    return {
      path: target.node.path,
      env: target.env,
      kind: 'queue',
      address: target.queueUrl,
      fifo: target.fifo,
      queue: target,
      grant: mover => target.grantSendMessages(mover),
    };
  }
}

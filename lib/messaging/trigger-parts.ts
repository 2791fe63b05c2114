import { type IRuleTarget } from 'aws-cdk-lib/aws-events';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';

/** Whom a source calls, and where it keeps what it could not deliver. */
export interface TriggerParts {
  readonly target: IFunction;
  readonly letters?: IQueue;
}

/** How the rule of a schedule is in one region. */
export interface RegionalRule {
  readonly enabled: boolean;
  /** Undefined where it calls the function itself. */
  readonly target?: IRuleTarget;
}

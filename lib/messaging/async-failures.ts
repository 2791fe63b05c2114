import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { ResilientFunction } from '../function/resilient-function';

/** Construct id that CDK gives to the asynchronous configuration of a function. */
const ASYNC_CONFIG = 'EventInvokeConfig';

/**
 * Keeps what a function could not process that Lambda called asynchronously. A `ResilientFunction` does that itself, and one
 * that was configured by its owner keeps what it says.
 */
export function keepAsyncFailures(target: IFunction, letters: IQueue): void {
  if (target instanceof ResilientFunction || target.node.tryFindChild(ASYNC_CONFIG)) return;
  target.configureAsyncInvoke({ onFailure: new SqsDestination(letters) });
}

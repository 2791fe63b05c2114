import { Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULT_TIMEOUT = Duration.seconds(3);

/** How long one attempt of a function may take; nothing where the function is not of this app. */
export function timeoutOf(handler: IFunction): Duration | undefined {
  const behind = 'lambda' in handler ? handler.lambda : handler;
  return behind instanceof Function ? (behind.timeout ?? DEFAULT_TIMEOUT) : undefined;
}

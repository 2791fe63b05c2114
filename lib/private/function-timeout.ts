import { Function, type IFunction } from 'aws-cdk-lib/aws-lambda';

/** Seconds that a function has where nothing is said: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULT_TIMEOUT = 3;

/** Seconds that a function may take; undefined for one that is imported, or whose timeout only the deployment knows. */
export function timeoutOf(target: IFunction): number | undefined {
  // An alias or a version: the timeout is that of the function behind it.
  const behind = 'lambda' in target ? target.lambda : target;
  if (!(behind instanceof Function)) return undefined;
  return behind.timeout?.isUnresolved()
    ? undefined
    : (behind.timeout?.toSeconds({ integral: false }) ?? DEFAULT_TIMEOUT);
}

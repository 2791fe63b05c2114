import { CfnFunction, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import { LAMBDA } from '../limits/lambda';

/** Seconds that a function may take; undefined for one that is imported, or whose timeout only the deployment knows. */
export function timeoutOf(target: IFunction): number | undefined {
  // An alias or a version: the timeout is that of the function behind it.
  const behind = (target as Partial<IVersion>).lambda;
  if (behind && behind !== target) return timeoutOf(behind);
  const made = target.node.defaultChild;
  if (!CfnFunction.isCfnFunction(made)) return undefined;
  const seconds = made.timeout ?? LAMBDA.defaults.timeoutSeconds;
  return Token.isUnresolved(seconds) ? undefined : seconds;
}

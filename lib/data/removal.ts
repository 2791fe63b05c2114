import { RemovalPolicy } from 'aws-cdk-lib/core';

/**
 * What becomes of data when it leaves the template: it stays, but for what a first deployment made and then failed. Kept,
 * that would meet the next attempt with AlreadyExists.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 *
 * @internal
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Whether data stays when it leaves the template. @internal */
export function isKept(policy: RemovalPolicy | undefined): boolean {
  return policy === undefined || policy === KEPT || policy === RemovalPolicy.RETAIN;
}

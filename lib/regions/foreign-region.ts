import { Arn, ArnFormat, Reference, Stack, Token, Tokenization, type IResource } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * The region that a value is read from at deployment, where that is another than a construct's: a reference that would
 * tie the two regions to each other. Plain text ties nothing.
 */
export function foreignRegionOf(scope: IConstruct, value: string): string | undefined {
  const here = Stack.of(scope).region;
  return Tokenization.reverseString(value)
    .tokens.filter(token => Reference.isReference(token))
    .map(reference => Stack.of(reference.target).region)
    .find(there => !Token.isUnresolved(there) && there !== here);
}

/** The region of a resource. One that is imported by its ARN claims the region of the stack that imports it. */
export function regionOfResource(resource: IResource, arn: string): string {
  if (Token.isUnresolved(arn)) return resource.env.region;
  return Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region ?? resource.env.region;
}

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { type Construct } from 'constructs';
import { type Problems } from '../private/errors';

/** ARNs of KMS keys by region. Each region is told the other's, so they are text and not references. */
export type KeyArns = { readonly [region: string]: string };

/** Records regions without a key, and keys that a region cannot use. */
export function checkKeys(arns: KeyArns | undefined, regions: readonly string[], problems: Problems): void {
  if (!arns) return;
  for (const region of regions) {
    if (arns[region] === undefined) {
      problems.add(
        'KeyMissing',
        `"encryptionKeyArns" has no key for "${region}"; give one for each of ${regions.join(', ')}`,
      );
    }
  }
  for (const [region, arn] of Object.entries(arns)) {
    if (!regions.includes(region)) {
      problems.add(
        'KeyUnused',
        `"encryptionKeyArns" has a key for "${region}", and the data is in ${regions.join(', ')}; leave it out`,
      );
    }
    checkKeyOf(region, arn, problems);
  }
}

function checkKeyOf(region: string, arn: string, problems: Problems): void {
  const there = /^arn:[^:]+:kms:([a-z0-9-]+):[^:]+:key\/.+$/.exec(arn)?.[1];
  if (there === undefined) {
    problems.add(
      'KeyArnInvalid',
      `"encryptionKeyArns" has "${arn}" for "${region}", which is no ARN of a KMS key that is known before deployment; ` +
        `give it as plain text, such as "arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`,
    );
  }
  if (there !== undefined && there !== region) {
    problems.add(
      'KeyOfOtherRegion',
      `"encryptionKeyArns" has a key of "${there}" for "${region}", which cannot use it, and would lose it with "${there}"; give a key of "${region}"`,
    );
  }
}

/** The key of a region, for the part of a construct that is in it. */
export function keyIn(part: Construct, arns: KeyArns | undefined, region: string): IKey | undefined {
  if (!arns) return undefined;
  return (part.node.tryFindChild('Key') as IKey | undefined) ?? Key.fromKeyArn(part, 'Key', arns[region]);
}

/** Lets a function read and write what is under a key, if there is one; CDK's own grants name actions by their beginnings. */
export function grantKey(key: IKey | undefined, handler: IFunction, ...further: string[]): void {
  if (!key) return;
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey', ...further];
  handler.addToRolePolicy(new PolicyStatement({ actions, resources: [key.keyArn] }));
}

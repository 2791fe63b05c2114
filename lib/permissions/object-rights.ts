import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { acceptObjectRights } from '../private/accepted-findings';
import { grantKey } from './encryption-keys';

/** Lets a function read, write and delete the objects of a bucket; CDK's `grantReadWrite` would allow `s3:GetBucket*` and more. */
export function grantObjects(bucket: IBucket, handler: IFunction): void {
  const objects = bucket.arnForObjects('*');
  const allow = (resource: string, actions: string[]): void =>
    handler.addToRolePolicy(new PolicyStatement({ resources: [resource], actions }));
  allow(objects, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']);
  // Without it S3 answers "forbidden" in place of "not found" for an object that is not there.
  allow(bucket.bucketArn, ['s3:ListBucket']);
  grantKey(bucket.encryptionKey, handler);
  acceptObjectRights(handler, objects);
}

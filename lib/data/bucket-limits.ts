import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { S3 } from '../limits/s3';
import { type Problems } from '../private/errors';
import { duration, objectWith, oneOf, options, text, validateProps, type PropKinds } from '../private/props';
import { checkKnownRegion, checkOnePartition } from '../regions/known-regions';
import { RegionalScope } from '../regions/regional-scope';
import { type ReplicatedBucketProps } from './replicated-bucket-props';

const KNOWN_PROPS: PropKinds<ReplicatedBucketProps> = {
  replicaRegion: text,
  replication: objectWith('deleteMarkers', 'Replication, such as Replication.twoWay()'),
  noncurrentVersionExpiration: duration,
  encryptionKeyArns: options,
  removalPolicy: oneOf(RemovalPolicy),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** Throws all that is wrong with the props of buckets. */
export function validateBucketProps(scope: IConstruct, props: ReplicatedBucketProps): void {
  validateProps(scope, props, KNOWN_PROPS, problems => {
    if (props.replicaRegion !== undefined && RegionalScope.of(scope) !== undefined) {
      problems.add(
        'ReplicaRegionsConflict',
        '"replicaRegion" is given, and the bucket is below a service, whose regions it has; leave "replicaRegion" out',
      );
    }
    if (Token.isUnresolved(props.replicaRegion)) {
      problems.add(
        'ReplicaRegionUnresolved',
        '"replicaRegion" is only known at deployment (it is a token); give its name as plain text',
      );
    }
    checkExpiration(props, problems);
  });
}

/** Records regions that cannot have a pair of buckets. */
export function checkBuckets(regions: readonly string[], problems: Problems): void {
  const [home, ...others] = regions;
  others.forEach(region => checkKnownRegion(region, problems));
  checkOnePartition(regions, problems);
  if (others.includes(home)) {
    problems.add(
      'ReplicaRegionRepeated',
      `"${home}" is both the bucket's region and its replica's, so one outage takes both; give another "replicaRegion"`,
    );
  }
}

/**
 * Records a name whose beginning S3 does not take; the rest of it is made of what S3 takes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(name: string, problems: Problems): void {
  const prefix = S3.reservedPrefixes.find(each => name.startsWith(each));
  if (prefix !== undefined || !/^[a-z0-9]/.test(name)) {
    problems.add(
      'BucketNameInvalid',
      `the bucket's name would be "${name}", and S3 takes none that begins with ${prefix ? `"${prefix}"` : 'anything but a letter or a digit'}; change the ids on the construct's path`,
    );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html */
function checkExpiration({ noncurrentVersionExpiration: after }: ReplicatedBucketProps, problems: Problems): void {
  if (!after || after.isUnresolved()) return;
  const days = after.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) {
    problems.add(
      'VersionExpirationOutOfRange',
      `"noncurrentVersionExpiration" is ${days} days; S3 counts whole days, one or more`,
    );
  }
}

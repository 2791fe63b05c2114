import { type Diagnostics } from '../diagnostic';

/** Errors under "Data" in docs/errors.md. */
export const DATA = {
  ReplicaRegionsConflict: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause: 'Two sources for one fact.',
    fix: 'leave it out.',
    examples: [
      '"replicaRegions" is given, and the table is below a service, whose regions it has; leave "replicaRegions" out',
      '"replicaRegion" is given, and the bucket is below a service, whose regions it has; leave "replicaRegion" out',
    ],
  },
  ReplicaRegionRepeated: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause: 'The replica would be where the data is already.',
    fix: 'name the other regions only, each once.',
    examples: [
      'replica region "eu-west-1" is also the home region, which has the table already; remove it from "replicaRegions"',
      '"replicaRegions" names a region twice: eu-central-1, eu-central-1; name each once',
      '"eu-west-1" is both the bucket\'s region and its replica\'s, so one outage takes both; give another "replicaRegion"',
    ],
  },
  ReplicaRegionUnresolved: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause: 'Names and alarms are made for known regions.',
    fix: 'plain text, or a context value.',
    examples: [
      'a replica region is only known at deployment (it is a token); give its name as plain text',
      '"replicaRegion" is only known at deployment (it is a token); give its name as plain text',
    ],
  },
  BucketPeerMissing: {
    where: '`ReplicatedBucket`, its metrics of replication',
    fix: '`replicaRegion`, or no such metric.',
    examples: ['the bucket is in "us-east-1" only, so nothing is replicated; give "replicaRegion"'],
  },
  TableNameInvalid: {
    where: '`ReplicatedTable`',
    fix: 'a `tableName` of such characters.',
    examples: [
      'the table\'s name is "T"; DynamoDB takes 3 to 255 letters, digits, "_", "." and "-", give such a "tableName"',
    ],
  },
  BucketNameInvalid: {
    where: '`ReplicatedBucket`',
    fix: 'another id of the bucket, or of what it is in, if that is where the name begins.',
    examples: [
      'the bucket\'s name would be "sthree-up-111122223333-us-east-1", and S3 takes none that begins with "sthree-"; change the ids on the construct\'s path',
    ],
  },
  ReplicaMissing: {
    where: '`ReplicatedTable.inRegion`, `ReplicatedBucket.inRegion`',
    cause: "Something would have to reach the data over a region's border.",
    fix: 'add the region, or use it from a stack of a region that has it.',
    examples: [
      '"Reports" is in "eu-west-1", and the table is in "us-east-1" and "us-west-2"; add "eu-west-1" to the table\'s regions',
      '"eu-west-1" has no bucket; "us-east-1" and "us-west-2" have one',
    ],
  },
  RecoveryPeriodOutOfRange: {
    where: '`ReplicatedTable`',
    cause: 'Beyond the limits of point-in-time recovery.',
    fix: 'a duration between them; keep longer with a `CrossRegionBackup`.',
    examples: ['"recoveryPeriod" is 36 days; DynamoDB keeps whole days, from 1 to 35'],
  },
  RecoveryPeriodUnresolved: {
    where: '`ReplicatedTable`',
    fix: '`Duration.days(35)`, or a context value.',
    examples: [
      '"recoveryPeriod" is only known at deployment (it is a token), and CDK judges it before; give a plain duration',
    ],
  },

  KeyMissing: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause: 'A region would have no key.',
    fix: 'a key in each region, or leave `encryptionKeyArns` out.',
    examples: ['"encryptionKeyArns" has no key for "us-west-2"; give one for each of us-east-1, us-west-2'],
  },
  KeyUnused: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause: 'The data is not in that region.',
    fix: 'as the message says, or add the region.',
    examples: ['"encryptionKeyArns" has a key for "eu-west-1", and the data is in us-east-1, us-west-2; leave it out'],
  },
  KeyArnInvalid: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    cause:
      'An alias, which rights cannot name; or the reference to a key of some stack, which would tie the regions to it.',
    fix: 'deploy the keys on their own, and give their ARNs as text, for example by context.',
    examples: [
      '"encryptionKeyArns" has "alias/data" for "us-west-2", which is no ARN of a KMS key that is known before deployment; give it as plain text, such as "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    ],
  },
  KeyOfOtherRegion: {
    where: '`ReplicatedTable`, `ReplicatedBucket`',
    fix: 'a key of that region. A multi-Region key has an ARN in each.',
    examples: [
      '"encryptionKeyArns" has a key of "us-east-1" for "us-west-2", which cannot use it, and would lose it with "us-east-1"; give a key of "us-west-2"',
    ],
  },
  ReplicationLatencyOutOfRange: {
    where: '`ReplicatedTable`',
    fix: "a latency that would worry you; DynamoDB's usual one is a second.",
    examples: [
      '"replicationLatency" is 0 ms; the alarm would ring for ever or never, give more than 0, such as Duration.minutes(1)',
    ],
  },
  VersionExpirationOutOfRange: {
    where: '`ReplicatedBucket`',
    fix: 'whole days.',
    examples: ['"noncurrentVersionExpiration" is 0.5 days; S3 counts whole days, one or more'],
  },
  FunctionUnsupported: {
    where: '`IdempotencyStore.protect`',
    fix: 'protect the function in the app that makes it. Without Powertools, or by other names, grant it the table of `store.inRegion(stack)`.',
    examples: [
      '"Shop/us-east-1/Api" is imported, so its variable IDEMPOTENCY_TABLE cannot be set here; protect it where it is made',
    ],
  },
} satisfies Diagnostics;

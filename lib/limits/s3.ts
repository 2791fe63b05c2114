/** What S3 takes. */
export const S3 = {
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucketName: { least: 3, most: 63 },
  reservedPrefixes: ['xn--', 'sthree-', 'amzn-s3-demo-'],

  /** Replication Time Control has this threshold and no other: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
  replicationTimeMinutes: 15,

  /** Percent of objects that arrive within it; older copies of the same page say 99.99 (docs/aws-unverified.md). */
  replicationTimeShare: 99.9,
} as const;

import { EAST, WEST, bucket, fn, replication, resource, stack, type Resources } from '../support/templates';

export const both = (west: Record<string, unknown> = {}) => [{ Region: EAST }, { Region: WEST, ...west }];

export const east = { BucketName: 'files-east' };

export const west = { BucketName: 'files-west' };

export const pairOf = (
  eastRule: Record<string, unknown>,
  westRule: Record<string, unknown> = replication('arn:aws:s3:::files-east'),
) => [stack({ Files: bucket({ ...east, ...eastRule }) }), stack({ Files: bucket({ ...west, ...westRule }) }, WEST)];

export const toWest = 'arn:aws:s3:::files-west';

export const open = { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } };

export const website = { ...open, WebsiteConfiguration: { IndexDocument: 'index.html' } };

/** A bucket that is copied to one which does not answer back. */
export const copyFor = (region: string, destination: Record<string, unknown> = {}) => [
  stack({ Files: bucket({ ...east, ...replication('arn:aws:s3:::files-copy', {}, destination) }) }),
  stack({ Copy: bucket({ BucketName: 'files-copy' }) }, region, { id: 'Readers' }),
];

export const cluster = (properties: Record<string, unknown> = {}, attributes = {}) =>
  resource(
    'AWS::RDS::DBCluster',
    { Engine: 'aurora-mysql', DeletionProtection: true, BackupRetentionPeriod: 7, ...properties },
    attributes,
  );

export const instance = (properties: Record<string, unknown> = {}, attributes = {}) =>
  resource(
    'AWS::RDS::DBInstance',
    { Engine: 'postgres', MultiAZ: true, DeletionProtection: true, BackupRetentionPeriod: 7, ...properties },
    attributes,
  );

export const service = (region: string, extra: Resources) => stack({ Fn: fn(), ...extra }, region);

import { Key } from 'aws-cdk-lib/aws-kms';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { DeadLetterQueue, ReplicatedBucket, Replication, VaultLock } from '../../lib';
import { createBackup, createTable, failsOn, type Refused, stack } from './support';

const keyOf = (region: string) => `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const keys = { 'us-east-1': keyOf('us-east-1'), 'us-west-2': keyOf('us-west-2') };
const createBucket = (props: object) =>
  new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-west-2', ...props });

const DATA: Refused[] = [
  [
    'a KMS key of another region for a bucket',
    () => createBucket({ encryptionKeyArns: { ...keys, 'us-west-2': keyOf('us-east-1') } }),
    'KeyOfOtherRegion',
    'has a key of "us-east-1" for "us-west-2"',
  ],
  [
    'a KMS key of another region for a table',
    () =>
      createTable({ replicaRegions: ['us-west-2'], encryptionKeyArns: { ...keys, 'us-east-1': keyOf('us-west-2') } }),
    'KeyOfOtherRegion',
    'give a key of "us-east-1"',
  ],
  [
    'a region without its KMS key',
    () => createBucket({ encryptionKeyArns: { 'us-east-1': keyOf('us-east-1') } }),
    'KeyMissing',
    'has no key for "us-west-2"; give one for each of us-east-1, us-west-2',
  ],
  [
    'a KMS key for a region without the table',
    () => createTable({ encryptionKeyArns: keys }),
    'KeyUnused',
    'and the data is in us-east-1',
  ],
  [
    'a KMS key by its alias',
    () => createBucket({ encryptionKeyArns: { ...keys, 'us-west-2': 'alias/data' } }),
    'KeyArnInvalid',
    '"alias/data" for "us-west-2"',
  ],
  [
    'a KMS key that a stack makes',
    () => createBucket({ encryptionKeyArns: { ...keys, 'us-west-2': new Key(stack('us-west-2'), 'Key').keyArn } }),
    'KeyArnInvalid',
    'known before deployment',
  ],
  [
    'a KMS key for dead letters',
    () => new DeadLetterQueue(stack(), 'Letters', { encryptionMasterKey: keyOf('us-west-2') } as object),
    'PropUnknown',
    'no prop "encryptionMasterKey"',
  ],
  [
    '0 days to a point in time',
    () => createTable({ recoveryPeriod: Duration.days(0) }),
    'RecoveryPeriodOutOfRange',
    '0',
  ],
  [
    '36 days to a point in time',
    () => createTable({ recoveryPeriod: Duration.days(36) }),
    'RecoveryPeriodOutOfRange',
    '36 days',
  ],
  [
    'one fixed bucket name for two regions',
    () => new ReplicatedBucket(stack(), 'Uploads', { bucketName: 'uploads' } as object),
    'PropUnknown',
    'no prop "bucketName"',
  ],
  [
    'replication to itself',
    () => new ReplicatedBucket(stack(), 'Uploads', { replicaRegion: 'us-east-1' }),
    'ReplicaRegionRepeated',
    'one outage takes both',
  ],
  ['RTC without metrics', () => Replication.twoWay({ metrics: false } as object), 'PropUnknown', 'no prop "metrics"'],
  [
    'a replica in the home region',
    () => createTable({ replicaRegions: ['us-east-1'] }),
    'ReplicaRegionRepeated',
    'remove it from "replicaRegions"',
  ],
];

const days = Duration.days;
const BACKUPS: Refused[] = [
  [
    'a continuous backup over 35 days',
    () => createBackup({ continuous: true, deleteAfter: days(36), resources: [new Bucket(stack(), 'Uploads')] }),
    'ContinuousBackupConflict',
    '"deleteAfter" is 36 days, and continuous backups go back 35 days at most',
  ],
  [
    'a continuous backup in cold storage',
    () =>
      createBackup({
        continuous: true,
        moveToColdStorageAfter: days(1),
        deleteAfter: days(91),
        resources: [new Bucket(stack(), 'Uploads')],
      }),
    'ContinuousBackupConflict',
    'stay in warm storage',
  ],
  [
    'a continuous backup of tables only',
    () => createBackup({ continuous: true }),
    'ContinuousBackupUnused',
    'no resource is a bucket',
  ],
  [
    'a lifecycle shorter than the lock',
    () => createBackup({ vaultLock: VaultLock.governance({ minRetention: days(90) }) }),
    'BackupRetentionOutOfRange',
    '"deleteAfter" is 35 days and the lock of the vaults allows 90 to any number of',
  ],
  [
    'a lifecycle longer than the lock',
    () =>
      createBackup({
        deleteAfter: days(366),
        vaultLock: VaultLock.compliance({ minRetention: days(7), maxRetention: days(365), changeableFor: days(3) }),
      }),
    'BackupRetentionOutOfRange',
    '"deleteAfter" is 366 days and the lock of the vaults allows 7 to 365',
  ],
  ...[0, 0.5, NaN, 36_501].map((least): Refused => [
    `a lock of ${least} days`,
    () => VaultLock.governance({ minRetention: days(least) }),
    'VaultLockPeriodOutOfRange',
    `"minRetention" is ${least} days`,
  ]),
  [
    'a lock whose limits contradict each other',
    () => VaultLock.governance({ minRetention: days(7), maxRetention: days(7) }),
    'VaultLockPeriodOutOfRange',
    'here 8 to 36500',
  ],
  [
    'a lock that is final after two days',
    () => VaultLock.compliance({ minRetention: days(7), changeableFor: days(2) }),
    'VaultLockPeriodOutOfRange',
    'here 3 to 36500',
  ],
  [
    'a compliance lock that does not say when it is final',
    () => VaultLock.compliance({ minRetention: days(7) } as never),
    'VaultLockPeriodMissing',
    '"changeableFor" is missing',
  ],
  [
    'cold storage under 90 days',
    () => createBackup({ moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(60) }),
    'ColdStorageTooShort',
    '"deleteAfter" of 120 days or more',
  ],
  [
    'a copy to the same region',
    () => createBackup({ copyToRegion: 'us-east-1' }),
    'CopyRegionRepeated',
    'lost with it',
  ],
  [
    'a bad cron',
    () => createBackup({ schedule: Schedule.expression('cron(0 3 * *)') }),
    'BackupScheduleInvalid',
    '"cron(0 3 * *)"',
  ],
];

failsOn('data', DATA);
failsOn('backup', BACKUPS);

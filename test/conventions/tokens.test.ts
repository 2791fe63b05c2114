import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Duration, Lazy, Size, Token } from 'aws-cdk-lib/core';
import {
  Alarms,
  DeadLetterQueue,
  DeadLetters,
  Failover,
  Fault,
  ReplicatedBucket,
  ReplicatedTable,
  ResilientFunction,
  RestoreTesting,
  VaultLock,
} from '../../lib';
import { failureOf } from '../support/failure';
import {
  CODE,
  consumer,
  createBackup,
  createFunction,
  createTable,
  DOMAIN,
  endpoint,
  experiment,
  failoverDomain,
  KEY,
  pattern,
  service,
  stack,
} from './support';

describe('values that are known at deployment only', () => {
  const text = Lazy.string({ produce: () => 'x' });
  const number = Token.asNumber({ Ref: 'Given' });
  const seconds = Duration.seconds(Lazy.number({ produce: () => 5 }));

  test.each<[string, () => unknown]>([
    ['limits of an endpoint', () => endpoint(stack(), { rateLimit: number, burstLimit: number })],
    ['a failover name', () => failoverDomain(stack(), { domain: { name: text, zoneName: text, hostedZoneId: text } })],
    ['the retention of dead letters', () => new DeadLetterQueue(stack(), 'Letters', { retention: seconds })],
    [
      'the figures of a consumer',
      () =>
        consumer({
          visibilityTimeout: seconds,
          retention: seconds,
          maxReceiveCount: number,
          batchSize: number,
          maxBatchingWindow: seconds,
          maxConcurrency: number,
          maxMessageAge: seconds,
          deadLetters: DeadLetters.ownQueue({ retention: seconds }),
        }),
    ],
    ['the times of a backup', () => createBackup({ vaultName: text, deleteAfter: Duration.days(number) })],
    ['the numbers of alarms', () => Alarms.recommended({ failures: number, evaluationPeriods: number })],
    ['a name of a table', () => new ReplicatedTable(stack(), 'Files', { partitionKey: KEY, tableName: text })],
    ['a log retention', () => createFunction({ logRetention: number, reservedConcurrency: number })],
    [
      'the size of an object',
      () => pattern({ uploads: { maxObjectSize: Size.bytes(number) }, table: { partitionKey: KEY } }),
    ],
    [
      'the expiration of versions',
      () => new ReplicatedBucket(stack(), 'Uploads', { noncurrentVersionExpiration: Duration.days(number) }),
    ],
    ['times of a table', () => createTable({ replicationLatency: Duration.millis(number) })],
    [
      'a vault lock',
      () =>
        createBackup({
          vaultLock: VaultLock.compliance({
            minRetention: Duration.days(number),
            maxRetention: Duration.days(number),
            changeableFor: Duration.days(number),
          }),
        }),
    ],
    ['a hosted zone', () => failoverDomain(stack(), { domain: { name: DOMAIN.name, zone: zoneOf(text) } })],
    [
      'a certificate',
      () => failoverDomain(stack(), { certificate: Certificate.fromCertificateArn(stack(), 'Certificate', text) }),
    ],
    ['the windows of restore tests', () => RestoreTesting.scheduled({ selectionWindowDays: number })],
    ['the account of a service', () => service({ account: text })],
    ['the share of a fault', () => experiment({}, { percentage: number })],
    ['the length of an experiment', () => experiment({ duration: Duration.minutes(number) })],
    [
      'the delay and the time-out of a fault',
      () => {
        const api = new ResilientFunction(stack(), 'Api', { ...CODE, timeout: seconds });
        Fault.delayInvocations({ functions: [api], delay: Duration.hours(0.2) });
        Fault.delayInvocations({ functions: [api], delay: Duration.millis(number) });
      },
    ],
  ])('are let through: %s', (_, make) => {
    expect(make).not.toThrow();
  });

  const zoneOf = (hostedZoneId: string) =>
    HostedZone.fromHostedZoneAttributes(stack(), 'Zone', { hostedZoneId, zoneName: 'example.com' });

  test('fail where they are judged before deployment', () => {
    expect(failureOf(() => service({ objectives: { rto: seconds } })).codes).toEqual(['ObjectiveUnresolved']);
    expect(failureOf(() => Failover.activePassive({ clientTimeout: seconds })).codes).toEqual(['TimingUnresolved']);
    expect(failureOf(() => createTable({ recoveryPeriod: seconds })).codes).toEqual(['RecoveryPeriodUnresolved']);
  });
});

import {
  DeleteBucketReplicationCommand,
  GetBucketReplicationCommand,
  type PutBucketReplicationCommand,
  type PutBucketReplicationCommandInput,
  type ReplicationConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { endReplication, isAsDesired, keepReplication } from '../../lib/runtime/replication-keeper';

const configuration = (): ReplicationConfiguration => ({
  Role: 'arn:aws:iam::111111111111:role/replication',
  Rules: [
    {
      ID: 'TwoWay',
      Priority: 1,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: { Bucket: 'arn:aws:s3:::uploads-us-west-2' },
    },
  ],
});
const desired = (): PutBucketReplicationCommandInput => ({
  Bucket: 'uploads-us-east-1',
  ReplicationConfiguration: configuration(),
});
const error = (name: string, message = '') => Object.assign(new Error(message), { name });

/** An S3 that holds a configuration, or fails. */
function s3With(answers: { get?: ReplicationConfiguration | Error; put?: Error }) {
  const puts: PutBucketReplicationCommandInput[] = [];
  const deleted: (string | undefined)[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof GetBucketReplicationCommand) {
      const { get = error('ReplicationConfigurationNotFoundError') } = answers;
      if (get instanceof Error) throw get;
      return { ReplicationConfiguration: get };
    }
    if (command instanceof DeleteBucketReplicationCommand) return void deleted.push(command.input.Bucket);
    if (answers.put) throw answers.put;
    puts.push((command as PutBucketReplicationCommand).input);
    return {};
  };
  return { puts, deleted, client: { send } as unknown as S3Client };
}

test('a bucket without replication gets it', async () => {
  const { client, puts } = s3With({});
  expect(await keepReplication(desired(), client)).toBe('changed');
  expect(puts).toEqual([desired()]);
});

test('a bucket that has it is left alone', async () => {
  const { client, puts } = s3With({ get: configuration() });
  expect(await keepReplication(desired(), client)).toBe('unchanged');
  expect(puts).toEqual([]);
});

test('what is to end is taken off, once', async () => {
  const ending = { Bucket: 'uploads-us-east-1', EndedRules: ['TwoWay'] };
  const replicated = s3With({ get: configuration() });
  expect(await endReplication(ending, replicated.client)).toBe('changed');
  expect(replicated.deleted).toEqual(['uploads-us-east-1']);

  const bare = s3With({});
  expect(await endReplication(ending, bare.client)).toBe('unchanged');
  expect(bare.deleted).toEqual([]);
});

test('a replication of somebody else is not taken off', async () => {
  const theirs = configuration();
  theirs.Rules!.push({ ...theirs.Rules![0], ID: 'Archive', Priority: 2 });
  const { client, deleted } = s3With({ get: theirs });
  expect(await endReplication({ Bucket: 'uploads-us-east-1', EndedRules: ['TwoWay'] }, client)).toBe('unchanged');
  expect(deleted).toEqual([]);
});

test('what somebody changed by hand is corrected', async () => {
  const changed = configuration();
  changed.Rules![0].Status = 'Disabled';
  const { client, puts } = s3With({ get: changed });
  expect(await keepReplication(desired(), client)).toBe('changed');
  expect(puts).toEqual([desired()]);
});

test('a key that is not desired any more is taken away', async () => {
  const changed = configuration();
  changed.Rules![0].Destination!.EncryptionConfiguration = { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:1:key/old' };
  const { client, puts } = s3With({ get: changed });
  expect(await keepReplication(desired(), client)).toBe('changed');
  expect(puts).toEqual([desired()]);
});

test.each(['Destination bucket must exist.', 'Destination bucket must have versioning enabled.'])(
  'waits while S3 says "%s"',
  async message => {
    const { client } = s3With({ put: error('InvalidRequest', message) });
    expect(await keepReplication(desired(), client)).toBe('pending');
  },
);

test.each([
  ['what cannot be written', { put: error('AccessDenied', 'not authorized to perform iam:PassRole') }, 'PassRole'],
  ['what cannot be read', { get: error('AccessDenied', 'not authorized to read') }, 'not authorized to read'],
  ['a request that S3 does not take', { put: error('InvalidRequest', 'Priority must be unique') }, 'unique'],
])('fails on %s', async (_, answers, message) => {
  await expect(keepReplication(desired(), s3With(answers).client)).rejects.toThrow(message);
});

describe('a configuration is as desired', () => {
  test('when S3 leaves empty text out', () => {
    expect(
      isAsDesired(configuration(), { ...configuration(), Rules: [{ ...configuration().Rules![0], Filter: {} }] }),
    ).toBe(true);
  });

  test('when S3 adds defaults of its own', () => {
    expect(isAsDesired({ a: 1 }, { a: 1, b: 2 })).toBe(true);
  });

  test('but not with one more rule', () => {
    const [rule] = configuration().Rules!;
    expect(isAsDesired(configuration(), { ...configuration(), Rules: [rule, { ...rule, ID: 'Theirs' }] })).toBe(false);
  });

  test('but not with a prefix where none was desired', () => {
    expect(isAsDesired({ Filter: { Prefix: '' } }, { Filter: { Prefix: 'logs/' } })).toBe(false);
  });

  test('but not with a part of it missing', () => {
    expect(isAsDesired({ Metrics: { Status: 'Enabled' } }, {})).toBe(false);
    expect(isAsDesired(configuration(), undefined)).toBe(false);
  });
});

describe('several regions', () => {
  const three = (): PutBucketReplicationCommandInput => {
    const [rule] = configuration().Rules!;
    const further = {
      ...rule,
      ID: 'To-eu-west-1',
      Priority: 2,
      Destination: { Bucket: 'arn:aws:s3:::uploads-eu-west-1' },
    };
    return { ...desired(), ReplicationConfiguration: { ...configuration(), Rules: [rule, further] } };
  };

  /** An S3 in which some buckets are not there, that keeps what is put. */
  function s3Without(missing: string[]) {
    let kept: ReplicationConfiguration | undefined;
    const puts: string[][] = [];
    const send = async (command: unknown): Promise<unknown> => {
      if (command instanceof GetBucketReplicationCommand) {
        if (kept === undefined) throw error('ReplicationConfigurationNotFoundError');
        return { ReplicationConfiguration: kept };
      }
      const { ReplicationConfiguration: put } = (command as PutBucketReplicationCommand).input;
      const buckets = put!.Rules!.map(rule => rule.Destination!.Bucket!.split(':::')[1]);
      if (buckets.some(bucket => missing.includes(bucket))) {
        throw error('InvalidRequest', 'Destination bucket must exist.');
      }
      kept = put;
      puts.push(buckets);
      return {};
    };
    return { puts, client: { send } as unknown as S3Client };
  }

  test('a bucket that is not there yet keeps no other from being replicated to', async () => {
    const missing = ['uploads-us-west-2'];
    const { client, puts } = s3Without(missing);
    expect(await keepReplication(three(), client)).toBe('pending');
    expect(puts).toEqual([['uploads-eu-west-1']]);

    expect(await keepReplication(three(), client)).toBe('pending');
    expect(puts).toHaveLength(1);

    missing.pop();
    expect(await keepReplication(three(), client)).toBe('changed');
    expect(puts[1]).toEqual(['uploads-us-west-2', 'uploads-eu-west-1']);
  });

  test('while none is there, nothing is put', async () => {
    const { client, puts } = s3Without(['uploads-us-west-2', 'uploads-eu-west-1']);
    expect(await keepReplication(three(), client)).toBe('pending');
    expect(puts).toEqual([]);
  });
});

import { type ReplicationRule } from '@aws-sdk/client-s3';
import { destinationsOf, needsTags, switchedOff } from '../../replication/replication-rules.js';

const rule = (more: Partial<ReplicationRule> = {}): ReplicationRule => ({
  Status: 'Enabled',
  Filter: {},
  Destination: { Bucket: 'arn:aws:s3:::copy' },
  ...more,
});
const object = { key: 'in/a.txt', isDeleteMarker: false, tags: [] };
const marker = { ...object, isDeleteMarker: true };
const targets = (candidate: typeof object, ...rules: ReplicationRule[]): string[] =>
  destinationsOf(candidate, rules).map(it => it.bucket);

test('an enabled rule without a filter covers every object', () => {
  expect(targets(object, rule())).toEqual(['copy']);
});

test('a disabled rule covers none', () => {
  expect(targets(object, rule({ Status: 'Disabled' }))).toEqual([]);
});

test.each([
  ['in the filter', { Filter: { Prefix: 'out/' } }],
  ['in the filter, with tags', { Filter: { And: { Prefix: 'out/' } } }],
  ['of the first schema', { Filter: undefined, Prefix: 'out/' }],
])('a prefix %s leaves other keys out', (_, more) => {
  expect(targets(object, rule(more))).toEqual([]);
  expect(targets({ ...object, key: 'out/a.txt' }, rule(more))).toEqual(['copy']);
});

test('a rule by tags covers objects that have all of them', () => {
  const tagged = rule({
    Filter: {
      And: {
        Tags: [
          { Key: 'keep', Value: 'yes' },
          { Key: 'team', Value: 'a' },
        ],
      },
    },
  });

  expect(needsTags([tagged])).toBe(true);
  expect(destinationsOf({ ...object, tags: [{ Key: 'keep', Value: 'yes' }] }, [tagged])).toEqual([]);
  expect(destinationsOf({ ...object, tags: tagged.Filter!.And!.Tags! }, [tagged])).toHaveLength(1);
});

test.each([
  ['a rule that enables them', { DeleteMarkerReplication: { Status: 'Enabled' } }, ['copy']],
  ['a rule that disables them', { DeleteMarkerReplication: { Status: 'Disabled' } }, []],
  ['a rule that does not mention them', {}, []],
  ['a rule of the first schema', { Filter: undefined, Prefix: '' }, ['copy']],
] as const)('delete markers follow %s', (_, more, expected) => {
  expect(targets(marker, rule(more))).toEqual(expected);
});

test('for one destination the rule of the highest priority counts', () => {
  const found = destinationsOf(object, [
    rule({ Priority: 1, Destination: { Bucket: 'arn:aws:s3:::copy', StorageClass: 'GLACIER' } }),
    rule({ ID: 'newer', Priority: 2, Destination: { Bucket: 'arn:aws:s3:::copy', StorageClass: 'STANDARD_IA' } }),
  ]);

  expect(found).toEqual([{ bucket: 'copy', rule: 'newer', storageClass: 'STANDARD_IA' }]);
});

test('several destinations all get a copy', () => {
  expect(targets(object, rule(), rule({ Destination: { Bucket: 'arn:aws:s3:::other' } }))).toEqual(['copy', 'other']);
});

describe('a rule that is switched off', () => {
  const off = rule({ ID: 'off', Status: 'Disabled' });

  test('is told of, because nothing of it is copied', () => {
    expect(switchedOff([off, rule({ Destination: { Bucket: 'arn:aws:s3:::other' } })])).toEqual([off]);
  });

  test('is none where another rule goes to the same destination', () => {
    expect(switchedOff([off, rule()])).toEqual([]);
  });
});

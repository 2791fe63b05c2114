import * as fc from 'fast-check';
import {
  type BatchContext,
  type Failure,
  type Message,
  recordBatch,
  RejectedObjectError,
} from '../../../lib/runtime/ingest/record-batch';

let warned: jest.SpyInstance;
beforeEach(() => void (warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined)));
afterEach(() => jest.restoreAllMocks());

const named = (name: string): Error => Object.assign(new Error(name), { name });

function message(key: string, receives = 1, body = JSON.stringify({ key })): Message {
  return {
    messageId: key,
    receiptHandle: `handle-${key}`,
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
  };
}

/** A recorder that fails on some events, and what it did. */
function given(failures: Record<string, Error> = {}, change: Partial<BatchContext> = {}) {
  const recorded: string[] = [];
  const told: Failure[] = [];
  const postponed: string[] = [];
  const context: BatchContext = {
    process: async event => {
      const { key } = event as { key: string };
      if (failures[key]) throw failures[key];
      recorded.push(key);
    },
    tell: async failure => void told.push(failure),
    postpone: async messages => void postponed.push(...messages.map(({ messageId }) => messageId)),
    ...change,
  };
  return { context, recorded, told, postponed };
}

test('what is recorded does not come again', async () => {
  const { context, recorded } = given();
  await expect(recordBatch([message('a'), message('b')], context)).resolves.toEqual({ batchItemFailures: [] });
  expect(recorded).toEqual(['a', 'b']);
});

test('what fails comes again alone, later, and nobody is told', async () => {
  const { context, recorded, told, postponed } = given({ b: named('TimeoutError') });
  const result = await recordBatch([message('a'), message('b', 50), message('c')], context);
  expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
  expect({ recorded, told, postponed }).toEqual({ recorded: ['a', 'c'], told: [], postponed: ['b'] });
});

test.each([
  'ResourceNotFoundException',
  'AccessDeniedException',
  'ThrottlingException',
  'InternalServerError',
  'TimeoutError',
  'Error',
])('%s is no reason to put an object aside, however often it is met', async name => {
  const { context, told, postponed } = given({ a: named(name) });
  await expect(recordBatch([message('a', 99), message('b')], context)).resolves.toMatchObject({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect({ told, postponed }).toEqual({ told: [], postponed: ['a'] });
});

test('fails when nothing of the batch succeeded, so that an alarm counts it, and lets it wait all the same', async () => {
  const { context, postponed } = given({ a: named('TimeoutError'), b: named('TimeoutError') });
  await expect(recordBatch([message('a'), message('b')], context)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(postponed).toEqual(['a', 'b']);
});

test('an object that is rejected is told of once, and is done with', async () => {
  const error = new RejectedObjectError('too large');
  const { context, told, postponed } = given({ a: error });
  await expect(recordBatch([message('a')], context)).resolves.toEqual({ batchItemFailures: [] });
  expect(told).toEqual([{ event: { key: 'a' }, error, attempts: 1 }]);
  expect(postponed).toEqual([]);
});

test('a request that is refused as such is put aside after five attempts, and not before', async () => {
  const { context, told } = given({ a: named('ValidationException') });
  await expect(recordBatch([message('a', 4), message('b')], context)).resolves.toMatchObject({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect(told).toEqual([]);
  await expect(recordBatch([message('a', 5)], context)).resolves.toEqual({ batchItemFailures: [] });
  expect(told).toMatchObject([{ event: { key: 'a' }, attempts: 5 }]);
});

test('what is no event is kept as it is', async () => {
  const process = jest.fn(async () => Promise.reject(named('UnreadableEventError')));
  const { context, told } = given({}, { process });
  await recordBatch([message('a', 1, 'not { JSON')], context);
  expect(told).toMatchObject([{ event: 'not { JSON', error: { name: 'UnreadableEventError' } }]);
});

test('fails when a letter cannot be written: the message stays', async () => {
  const { context, postponed } = given(
    { a: new RejectedObjectError('too large') },
    { tell: () => Promise.reject(named('QueueDoesNotExist')) },
  );
  await expect(recordBatch([message('a')], context)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  expect(postponed).toEqual(['a']);
});

test('a message that cannot be postponed comes again all the same', async () => {
  const { context } = given({ a: named('TimeoutError') }, { postpone: () => Promise.reject(named('TimeoutError')) });
  await expect(recordBatch([message('a'), message('b')], context)).resolves.toMatchObject({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('could not be postponed'), expect.any(Error));
});

test('whatever fails, each message is recorded, told of, or comes again: exactly one of them', async () => {
  const outcomes = fc.constantFrom('well', 'TimeoutError', 'ValidationException', 'RejectedObjectError');
  const messages = fc.array(fc.record({ outcome: outcomes, receives: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(messages, async specs => {
      const failures = Object.fromEntries(
        specs.flatMap(({ outcome }, i) => (outcome === 'well' ? [] : [[`k${i}`, named(outcome)]])),
      );
      const { context, recorded, told, postponed } = given(failures);
      const ids = specs.map((_, i) => `k${i}`);
      const batch = specs.map(({ receives }, i) => message(`k${i}`, receives));
      const again = await recordBatch(batch, context).then(
        result => result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
        () => ids,
      );
      const kept = told.map(({ event }) => (event as { key: string }).key);
      expect([...recorded, ...kept, ...again].sort()).toEqual([...ids].sort());
      expect([...postponed].sort()).toEqual([...again].sort());
    }),
  );
});

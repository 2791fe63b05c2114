import {
  type AttributeValue,
  type DynamoDBClient,
  type GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { createHealthRoute } from '../../../lib/runtime/health';
import { Heartbeat, readHeartbeatTable } from '../../../lib/runtime/health/heartbeat';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LIMITS = { awayMillis: 30 * SECOND, freshMillis: 15 * SECOND, longestHoldMillis: 30 * MINUTE };
const [EAST, WEST] = ['us-east-1', 'us-west-2'];
const TABLE = readHeartbeatTable({
  name: 'files',
  keys: { [EAST]: { key: { S: EAST } }, [WEST]: { key: { S: WEST } } },
});

type Item = Record<string, AttributeValue>;

/** A replica of the table, which does to an item what an update says. */
class Replica {
  readonly items = new Map<string, Item>();
  refuses = false;

  readonly send = jest.fn(async (command: GetItemCommand | UpdateItemCommand) => {
    if (this.refuses) throw Object.assign(new Error('?'), { name: 'AccessDeniedException' });
    const id = command.input.Key!.key.S!;
    if (!(command instanceof UpdateItemCommand)) return { Item: this.items.get(id) };
    const { UpdateExpression = '', ExpressionAttributeValues = {} } = command.input;
    const [set, remove] = UpdateExpression.replace('SET ', '').split(' REMOVE ');
    const changed = set.split(', ').map(part => part.split(' = '));
    const item = {
      ...this.items.get(id),
      ...Object.fromEntries(changed.map(([n, v]) => [n, ExpressionAttributeValues[v]])),
    };
    if (remove !== undefined) delete item[remove];
    this.items.set(id, item);
    return {};
  });

  beat(region: string): Heartbeat {
    return new Heartbeat(this as unknown as DynamoDBClient, TABLE, region, LIMITS, () => now);
  }
}

let now: number;
let replica: Replica;
let fails: boolean;
let ask: () => Promise<{ statusCode: number; body: string }>;

beforeEach(() => {
  now = 1_800_000_000_000;
  replica = new Replica();
  fails = false;
  const check = { ask: async () => (fails ? Promise.reject(new Error('down')) : undefined) };
  ask = createHealthRoute({ checks: { check }, heartbeats: { files: replica.beat(EAST) }, cacheMillis: 0 });
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const theirs = () => replica.beat(WEST).beat(true, { held: false }, new AbortController().signal);
/** Asks every five seconds for some time, and gives the last status. */
async function during(millis: number, alsoThere = false): Promise<number> {
  let status = 0;
  for (const end = now + millis; now < end; now += 5 * SECOND) {
    if (alsoThere) await theirs();
    status = (await ask()).statusCode;
  }
  return status;
}

test('a first deployment is well, before any heartbeat is there', async () => {
  expect((await ask()).statusCode).toBe(200);
  expect([...replica.items.keys()]).toEqual([EAST]);
});

test('a region that comes back is out until a heartbeat of the other has arrived, and well from then on', async () => {
  expect(await during(MINUTE, true)).toBe(200);
  now += 10 * MINUTE;

  expect(await during(6 * MINUTE)).toBe(503);
  expect(JSON.parse((await ask()).body).checks).toContain('CatchingUp');
  expect(await during(5 * SECOND, true)).toBe(200);
  // The other one may go now: whoever serves is not held.
  expect(await during(30 * MINUTE)).toBe(200);
});

test('a peer that is gone holds it for the longest time and no longer', async () => {
  await during(MINUTE, true);
  now += 10 * MINUTE;

  expect(await during(29 * MINUTE)).toBe(503);
  expect(await during(2 * MINUTE)).toBe(200);
});

test('a region that answered and was unwell comes back as one that was silent', async () => {
  await during(MINUTE, true);
  fails = true;
  expect(await during(2 * MINUTE)).toBe(503);
  fails = false;

  expect(await during(5 * SECOND)).toBe(503);
  expect(await during(5 * SECOND, true)).toBe(200);
});

test('a short absence is no way back: Route 53 has not left the region', async () => {
  await during(MINUTE, true);
  now += 20 * SECOND;

  expect(await during(5 * SECOND)).toBe(200);
});

test('fails where the heartbeat cannot be written: no other write could be', async () => {
  replica.refuses = true;
  const response = await ask();

  expect(response.statusCode).toBe(503);
  expect(JSON.parse(response.body).checks).toEqual(['ok', 'AccessDeniedException']);
});

test('a binary key is what its text in base64 says', () => {
  const B = Buffer.from('east').toString('base64') as unknown as Uint8Array;
  const { keys } = readHeartbeatTable({ name: 'files', keys: { [EAST]: { key: { B } } } });

  expect(Buffer.from(keys[EAST].key.B!).toString()).toBe('east');
});

test('the age of the other heartbeat is told each time that it is read', async () => {
  const tellAge = jest.fn();
  const route = createHealthRoute({
    checks: {},
    heartbeats: { files: replica.beat(EAST) },
    cacheMillis: 0,
    tellAge,
    now: () => now,
  });
  await route();
  expect(tellAge).not.toHaveBeenCalled();

  replica.items.set(WEST, { heartbeatAt: { N: String(now - 3 * MINUTE) } });
  await route();
  expect(tellAge.mock.calls).toEqual([[3 * MINUTE, now]]);
});

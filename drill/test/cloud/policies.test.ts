import { createServer, type Server } from 'node:http';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client, HeadBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import { OWN_AGENT } from '../../cloud/requests.js';
import { Router } from '../../cloud/router.js';

const EAST = 'us-east-1';
const WEST = 'us-west-2';
const EDGE = '127.0.104.1';
const ITEM = { TableName: 'notes', Key: { id: { S: '1' } } };

let emulator: Server;
let router: Router;
let arrived: string[];
let draws: number[];

beforeEach(async () => {
  arrived = [];
  draws = [];
  emulator = createServer((request, response) => {
    arrived.push(String(request.headers['x-amz-target'] ?? request.url));
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(request.method === 'HEAD' ? undefined : '{}');
  });
  await new Promise<void>(resolve => emulator.listen(0, '127.0.0.1', resolve));
  const { port: upstreamPort } = emulator.address() as { port: number };
  const regions = [
    { name: EAST, address: EDGE, upstreamPort },
    { name: WEST, address: '127.0.105.1', upstreamPort },
  ];
  router = new Router(regions, undefined, () => draws.shift() ?? 0);
  await router.listen();
});

afterEach(async () => {
  await router.close();
  emulator.closeAllConnections();
  emulator.close();
});

function settings(region: string) {
  const endpoint = `http://127.0.0.1:${router.port}`;
  return { region, endpoint, maxAttempts: 1, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
}

const get = (region = EAST) => new DynamoDBClient(settings(region)).send(new GetItemCommand(ITEM));
const put = () =>
  new DynamoDBClient(settings(EAST)).send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: '1' } } }));
const edge = () => fetch(`http://${EDGE}:${router.port}/notes`);

const UNAVAILABLE = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const;

describe('a policy holds', () => {
  it('for its service alone: calls of others, other regions and the edge pass', async () => {
    router.impair(EAST, { service: 'dynamodb', effect: { kind: 'refuse' } });

    await expect(get()).rejects.toThrow(/hang up|ECONNRESET/);
    await expect(get(WEST)).resolves.toBeDefined();
    expect((await edge()).status).toBe(200);
    expect(arrived).toEqual(['DynamoDB_20120810.GetItem', '/notes']);
  });

  it('for its operation alone', async () => {
    router.impair(EAST, { service: 'dynamodb', operation: 'PutItem', effect: UNAVAILABLE });

    await expect(put()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(get()).resolves.toBeDefined();
  });

  it('for its share of the requests, each drawn by itself', async () => {
    router.impair(EAST, { service: 'dynamodb', share: 0.5, effect: UNAVAILABLE });
    draws = [0.49, 0.5, 0.2, 0.99];

    const outcomes: string[] = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(
        await get().then(
          () => 'answered',
          (error: Error) => error.name,
        ),
      );
    }

    expect(outcomes).toEqual(['ServiceUnavailable', 'answered', 'ServiceUnavailable', 'answered']);
  });

  it('for the edge, as execute-api', async () => {
    router.impair(EAST, { service: 'execute-api', effect: UNAVAILABLE });

    expect((await edge()).status).toBe(503);
    await expect(get()).resolves.toBeDefined();
  });

  it('for everything, without a service', async () => {
    router.impair(EAST, { effect: UNAVAILABLE });

    expect((await edge()).status).toBe(503);
    await expect(get()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  it('until it is ended, and another that is like it goes on', async () => {
    const policy = { service: 'dynamodb', effect: UNAVAILABLE };
    const [endFirst, endSecond] = [router.impair(EAST, policy), router.impair(EAST, policy)];

    endFirst();
    await expect(get()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    endSecond();
    await expect(get()).resolves.toBeDefined();
  });
});

describe('the AWS SDK reads an error of', () => {
  const throttle = { effect: { kind: 'error', status: 400, code: 'ThrottlingException' } } as const;

  it('a JSON service', async () => {
    router.impair(EAST, throttle);
    await expect(get()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
  });

  it('S3, of a HEAD too', async () => {
    router.impair(EAST, { effect: { kind: 'error', status: 503, code: 'SlowDown' } });
    const s3 = new S3Client(settings(EAST));

    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'SlowDown' });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'files' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
  });

  it('a query service', async () => {
    router.impair(EAST, throttle);
    const publish = new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:111111111111:news', Message: 'x' });
    await expect(new SNSClient(settings(EAST)).send(publish)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

describe('a request', () => {
  it('hangs, and is cut when the policy ends, without ever arriving', async () => {
    const taken = new Promise<void>(resolve => {
      draws = Object.assign([], {
        shift: () => {
          resolve();
          return 0;
        },
      });
    });
    const end = router.impair(EAST, { service: 'dynamodb', share: 1, effect: { kind: 'hang' } });
    const call = get();
    await taken;
    const moment = new Promise(resolve => setTimeout(resolve, 100, 'nothing'));
    await expect(Promise.race([call, moment])).resolves.toBe('nothing');

    end();

    await expect(call).rejects.toThrow(/hang up|ECONNRESET/);
    expect(arrived).toEqual([]);
  });

  it('is passed on late', async () => {
    router.impair(EAST, { effect: { kind: 'delay', millis: 150 } });
    const began = performance.now();

    expect((await edge()).status).toBe(200);

    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
  });

  it('opens no connection to the emulator when its client gives up before', async () => {
    const connected = jest.fn();
    emulator.on('connection', connected);
    router.impair(EAST, { effect: { kind: 'delay', millis: 100 } });

    await expect(fetch(`http://${EDGE}:${router.port}/notes`, { signal: AbortSignal.timeout(20) })).rejects.toThrow();
    await new Promise(resolve => setTimeout(resolve, 200));

    expect(connected).not.toHaveBeenCalled();
  });
});

test('fails with RegionUnknown for a region that is not there', () => {
  expect(() => router.impair('us-eats-1', { effect: { kind: 'hang' } })).toThrow('[RegionUnknown]');
});

it("lets the drill's own calls pass", async () => {
  router.impair(EAST, { effect: { kind: 'refuse' } });
  const own = new DynamoDBClient({ ...settings(EAST), customUserAgent: OWN_AGENT });

  await expect(own.send(new GetItemCommand(ITEM))).resolves.toBeDefined();
  await expect(get()).rejects.toThrow();
});

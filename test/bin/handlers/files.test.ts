import { createServer, type Server } from 'http';
import { type AddressInfo } from 'net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';

const before = { ...process.env };
let silent: Server;

beforeAll(async () => {
  await new Promise<void>(resolve => (silent = createServer(() => {}).listen(0, '127.0.0.1', resolve)));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});

afterAll(() => {
  process.env = before;
  silent.closeAllConnections();
  silent.close();
});

test('a table that accepts and never answers is given up before the client has gone', async () => {
  const { files } = await import('../../../bin/handlers/files');
  const command = new GetCommand({ TableName: 'files', Key: { key: 'a' } });
  await expect(files.send(command)).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 2 } });
}, 20_000);

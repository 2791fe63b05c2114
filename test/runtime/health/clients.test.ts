import { createServer, type Server } from 'http';
import { type AddressInfo, type Socket } from 'net';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { createClients } from '../../../lib/runtime/health/clients';

let server: Server;
let connections: Socket[];
const before = { ...process.env };

beforeEach(async () => {
  connections = [];
  server = createServer((_, response) => response.end('{}')).on('connection', socket => connections.push(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
});
afterEach(async () => {
  process.env = before;
  for (const socket of connections) socket.destroy();
  await new Promise(resolve => server.close(resolve));
});

test('each request makes a connection of its own: one that is kept works on when nobody can make a new one', async () => {
  const { lambda } = createClients();
  for (let request = 0; request < 3; request++) await lambda.send(new InvokeCommand({ FunctionName: 'api' }));

  expect(connections).toHaveLength(3);
});

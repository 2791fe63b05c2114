import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { callEmulator } from '../../cloud/emulator-calls.js';

test.each([
  ['resolves to what the emulator of a region answers', 200, '{"alarms":[]}', { alarms: [] }],
  ['fails where the emulator cannot answer, and says what it said', 500, 'no such file', undefined],
])('%s', async (_what, status, body, answer) => {
  const server = createServer((_request, response) => response.writeHead(status, { connection: 'close' }).end(body));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = callEmulator({ endpoint }, 'us-west-2', '/_drill/alarms');

  if (answer !== undefined) await expect(call).resolves.toEqual(answer);
  else {
    await expect(call).rejects.toMatchObject({
      code: 'EmulatorCallFailed',
      message: '[EmulatorCallFailed] the emulator of us-west-2 answered /_drill/alarms with 500: no such file',
    });
  }
  server.close();
});

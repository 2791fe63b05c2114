import { createServer, type RequestListener, type Server } from 'http';
import { type AddressInfo } from 'net';
import { describeDeployed } from '../../drill/cloud/deployed.js';
import { type App, type DeployedApp, type GlobalTableSpec } from '../../drill/assembly/model.js';
import { RegionalClients } from '../../drill/cloud/regional-clients.js';
import { createReplicas } from '../../drill/replication/replica-tables.js';
import { type Cloud } from '../../drill/cloud/cloud.js';
import { Audit } from '../../drill/measure/audit.js';
import { tableNamed } from '../../drill/scenario/resource-reference.js';
import { type Workload } from '../../drill/scenario/spec.js';

const NOTHING: DeployedApp = {
  healthChecks: [],
  records: [],
  globalTables: [],
  buckets: [],
  deadLetterQueues: [],
  schedules: [],
};

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A local cloud whose every address answers alike. */
async function cloudThatAnswers(answer: RequestListener): Promise<Cloud> {
  const listening = (server = createServer(answer));
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const region = { name: 'us-east-1', address: '127.0.0.1' };
  return {
    regions: [region],
    account: '111122223333',
    endpoint: `http://127.0.0.1:${port}`,
    edgePort: port,
  } as unknown as Cloud;
}

const refuse =
  (type: string): RequestListener =>
  (_, response) => {
    response.writeHead(400, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-errortype': type,
      connection: 'close',
    });
    response.end(JSON.stringify({ __type: type, message: 'no' }));
  };

const table = (path: string): GlobalTableSpec => ({
  path,
  homeRegion: 'us-east-1',
  tableName: path.replaceAll('/', '-'),
  replicaRegions: ['us-east-1', 'us-west-2'],
});

test('fails on a stack that the deployment did not make', async () => {
  const cloud = await cloudThatAnswers(refuse('ValidationError'));
  const stack = { id: 'Intake', stackName: 'Intake', region: 'us-east-1', template: { Resources: {} } };

  await expect(describeDeployed(cloud, { stacks: [stack] } as unknown as App)).rejects.toMatchObject({
    code: 'StackMissing',
    message: '[StackMissing] the stack "Intake" was not found in us-east-1',
  });
});

test('fails on a global table that the deployment did not make', async () => {
  const clients = new RegionalClients(await cloudThatAnswers(refuse('ResourceNotFoundException')));

  await expect(createReplicas(table('Intake/Files'), clients)).rejects.toMatchObject({
    code: 'TableMissing',
    message: expect.stringContaining('region us-east-1 has no table "Intake-Files"') as string,
  });
  clients.destroy();
});

test('fails where the app does not say whether it has a write', async () => {
  const cloud = await cloudThatAnswers((_, response) => response.writeHead(429, { connection: 'close' }).end());
  const workload = { writes: { hostname: 'files.example.com', readPath: '/files/{{id}}' } } as Workload;
  const audit = new Audit({ cloud, workload, deployed: NOTHING });

  await expect(
    audit.presentWrites('us-east-1', [{ id: 'a1', region: null, sentAt: 0, ackedAt: 0 }]),
  ).rejects.toMatchObject({
    code: 'AuditFailed',
    message: expect.stringContaining('GET /files/a1 gave 429 5 times') as string,
  });
  audit.close();
});

test('fails on a part of a path that several tables have', () => {
  const deployed = { ...NOTHING, globalTables: [table('Intake/Files/Table'), table('Intake/Users/Table')] };

  expect(() => tableNamed('Table', deployed)).toThrow(
    /\[TableAmbiguous\] "Table" could be any of Intake\/Files\/Table, Intake\/Users\/Table; give more/,
  );
});

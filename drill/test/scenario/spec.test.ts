import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployedApp } from '../../assembly/model.js';
import { loadWorkload, type Workload } from '../../scenario/spec.js';
import { check, failoverPair } from '../route53/samples.js';

const APP: DeployedApp = {
  healthChecks: [check({ id: 'east', resourcePath: '/healthz' }), check({ id: 'west', resourcePath: '/healthz' })],
  records: failoverPair(),
  globalTables: [
    {
      path: 'FileIntake/us-east-1/Files/Resource',
      homeRegion: 'us-east-1',
      tableName: 'FileIntake-Files',
      replicaRegions: ['us-east-1', 'us-west-2'],
    },
  ],
  buckets: ['us-east-1', 'us-west-2'].flatMap(region => [
    { region, path: `FileIntake/${region}/Uploads/Resource`, name: `uploads-${region}` },
    { region, path: `FileIntake/${region}/UploadsLog/Resource`, name: `log-${region}` },
  ]),
  deadLetterQueues: [],
  schedules: [],
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'workload-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function load(content: unknown, app: DeployedApp = APP): Promise<Workload> {
  const file = join(directory, 'workload.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadWorkload(file, app);
}

describe('without a file', () => {
  test('clients get the path of the health check, and write items of their own into each global table', async () => {
    const workload = await loadWorkload(undefined, APP);

    expect(workload.reads).toEqual([{ hostname: 'api.example.com', method: 'GET', path: '/healthz' }]);
    expect(workload.dataProbes).toEqual(APP.globalTables);
    expect(workload).toMatchObject({ hostname: 'api.example.com', requestsPerSecond: 2, clients: 4 });
    expect(workload).toMatchObject({ clientTimeoutSeconds: 5 });
  });

  test.each([
    ['/prod/healthz', 'prod', '', '/healthz'],
    ['/prod', 'prod', '', '/'],
    ['/prod/healthz', 'prod', 'v1', '/v1/healthz'],
    ['/production/healthz', 'prod', '', '/production/healthz'],
    ['/healthz', '$default', '', '/healthz'],
  ])(
    'the path %s of an API with stage %s below "%s" is %s under its domain',
    async (path, stage, basePath, expected) => {
      const healthChecks = APP.healthChecks.map(each => ({ ...each, resourcePath: path }));
      const domainMappings = [{ domain: 'api.example.com', stage, basePath }];

      const workload = await loadWorkload(undefined, { ...APP, healthChecks, domainMappings });

      expect(workload.reads.map(read => read.path)).toEqual([expected]);
    },
  );

  test("clients get the open routes of the domain's API too, which may answer 4xx to a path that the drill made up", async () => {
    const domainMappings = [{ api: 'http', domain: 'api.example.com', stage: '$default', basePath: 'v1' }];
    const routes = [
      { api: 'http', key: 'GET /files/{key}', isOpen: true },
      { api: 'http', key: 'ANY /{proxy+}', isOpen: true },
      { api: 'http', key: '$default', isOpen: true },
      { api: 'http', key: 'POST /files', isOpen: true },
      { api: 'http', key: 'GET /closed', isOpen: false },
      { api: 'other', key: 'GET /other', isOpen: true },
    ];

    const workload = await loadWorkload(undefined, { ...APP, domainMappings, routes });

    expect(workload.reads.map(({ path, acceptsClientErrors = false }) => [path, acceptsClientErrors])).toEqual([
      ['/healthz', false],
      ['/v1/files/drill', true],
      ['/v1/drill', true],
      ['/v1/', true],
    ]);
  });

  test('an app without records gets data probes only', async () => {
    const workload = await loadWorkload(undefined, { ...APP, records: [] });

    expect(workload).toMatchObject({ hostname: undefined, reads: [], dataProbes: APP.globalTables });
  });
});

describe('a file', () => {
  test('names buckets and tables by an id on their path', async () => {
    const { uploads } = await load({
      uploads: { bucket: 'Uploads', key: '{{id}}', recordedIn: { table: 'Files', keyAttribute: 'key' } },
    });

    expect([...uploads!.buckets]).toEqual([
      ['us-east-1', 'uploads-us-east-1'],
      ['us-west-2', 'uploads-us-west-2'],
    ]);
    expect(uploads).toMatchObject({ perSecond: 0.2, object: { key: '{{id}}', body: '' } });
    expect(uploads!.recordedIn).toEqual({ table: APP.globalTables[0], keyAttribute: 'key' });
  });

  test('lets a poisoned object differ in what it says', async () => {
    const { uploads } = await load({
      uploads: { bucket: 'Uploads', key: 'in/{{id}}', body: 'text', poison: { everyNth: 3, bodyBytes: 10 } },
    });

    expect(uploads!.poison).toEqual({ everyNth: 3, key: 'in/{{id}}', body: { bytes: 10 } });
  });

  test('with requests of its own gets no data probes', async () => {
    const workload = await load({
      writes: { method: 'POST', path: '/files', body: '{{id}}', readPath: '/files/{{id}}' },
    });

    expect(workload.dataProbes).toEqual([]);
    expect(workload.writes).toMatchObject({ hostname: 'api.example.com', headers: {}, readPath: '/files/{{id}}' });
  });
});

describe('fails', () => {
  test.each([
    ['with what is no JSON', '{', 'WorkloadUnreadable', /cannot be read as JSON/],
    ['with what is no object', [], 'WorkloadInvalid', /must be an object/],
    [
      'with a mistyped member',
      { raeds: { path: '/' } },
      'WorkloadInvalid',
      /no member "raeds"; did you mean "reads"\?/,
    ],
    ['with a rate of 0', { requestsPerSecond: 0 }, 'WorkloadInvalid', /requestsPerSecond must be a number above 0/],
    ['with half a client', { clients: 0.5 }, 'WorkloadInvalid', /clients must be a whole number above 0/],
    ['without a read path', { writes: { method: 'POST', path: '/{{id}}' } }, 'WorkloadInvalid', /needs "readPath"/],
    [
      'with writes that cannot be told apart',
      { writes: { method: 'POST', path: '/files', readPath: '/files/{{id}}' } },
      'WorkloadInvalid',
      /must contain {{id}} in "path" or in "body"/,
    ],
    [
      'with writes to the same keys that nobody could tell apart',
      {
        writes: {
          ...{ method: 'POST', path: '/files', readPath: '/files/{{id}}', body: '{{id}}' },
          again: { everyNth: 2, refusedWith: 409 },
        },
      },
      'WorkloadInvalid',
      /needs {{content}} in "body"/,
    ],
    [
      'with two bodies',
      { uploads: { bucket: 'Uploads', key: '{{id}}', body: 'a', bodyBytes: 1 } },
      'WorkloadInvalid',
      /both "body" and "bodyBytes"/,
    ],
    [
      'with a mistyped bucket',
      { uploads: { bucket: 'Upload5', key: '{{id}}' } },
      'BucketUnknown',
      /did you mean "Uploads"/,
    ],
    [
      'with a bucket that could be two',
      { uploads: { bucket: 'Upload', key: '{{id}}' } },
      'BucketAmbiguous',
      /could be any/,
    ],
    [
      'with a mistyped table',
      { uploads: { bucket: 'Uploads', key: '{{id}}', recordedIn: { table: 'Fles', keyAttribute: 'key' } } },
      'TableUnknown',
      /did you mean "Files"/,
    ],
    ['with a foreign host name', { hostname: 'other.example.com' }, 'HostnameUnknown', /its names are api.example.com/],
  ])('%s', async (_, content, code, text) => {
    const loading = load(content);

    await expect(loading).rejects.toThrow(text);
    await expect(loading).rejects.toMatchObject({ code });
  });

  test('with a file that does not exist', async () => {
    await expect(loadWorkload(join(directory, 'nothing.json'), APP)).rejects.toMatchObject({
      code: 'WorkloadUnreadable',
    });
  });

  test('with every problem at once', async () => {
    const loading = load({ clients: 0, reads: { path: 'health' } });

    await expect(loading).rejects.toThrow(/clients must be[^]*reads.path must begin with "\/"/);
  });

  test('with requests for an app that has no name to send them to', async () => {
    const loading = load({ reads: { path: '/' } }, { ...APP, records: [] });

    await expect(loading).rejects.toMatchObject({ code: 'HostnameMissing' });
  });
});

import {
  GetAliasCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Behaviour } from '../claim';
import { type World } from '../world';

const ALIAS = 'live';
const HEALTH = '/health';

/** What the reference app does for its users; the drill measures the same. */
export const BEHAVIOURS: readonly Behaviour[] = [
  {
    id: 'requests',
    what: 'A write is acknowledged, read in its region, and read in the other one after replication',
    calls: [],
    expected: '201, 200, 200',
    local: '201, 200, 200',
    async observe(world) {
      const [here, there] = world.regions;
      const written = await world.ask(here, { method: 'POST', path: '/files', json: { key: 'verify-request' } });
      const read = await status(world, here, '/files/verify-request');
      return [written.status, read, await untilFound(world, there, 'verify-request', 60)].join(', ');
    },
  },
  {
    id: 'health-route',
    what: 'The health route answers in both regions, and a path that no route has is refused by the app',
    calls: [],
    expected: '200, 200, 404',
    local: '200, 200, 404',
    async observe(world) {
      const [here, there] = world.regions;
      const asked = [status(world, here, HEALTH), status(world, there, HEALTH), status(world, here, '/nobody')];
      return (await Promise.all(asked)).join(', ');
    },
  },
  {
    id: 'upload',
    what: 'An uploaded object is recorded, and the record is read in both regions',
    calls: ['s3:PutObject'],
    expected: '200, 200',
    local: '200, 200',
    async observe(world) {
      const [here, there] = world.regions;
      const Bucket = await world.resource(here, 'AWS::S3::Bucket', 'Uploads');
      await world.client(S3Client).send(new PutObjectCommand({ Bucket, Key: 'verify-upload', Body: 'probe' }));
      const first = await untilFound(world, here, 'verify-upload', 120);
      return [first, await untilFound(world, there, 'verify-upload', 60)].join(', ');
    },
  },
  {
    id: 'bad-version',
    what: 'A version whose code does not load answers 500, and the health route 503 with it; the alias taken back ends it',
    calls: ['lambda:UpdateFunctionConfiguration', 'lambda:PublishVersion', 'lambda:GetAlias', 'lambda:UpdateAlias'],
    expected: '500, 503, 404',
    local: '502, 503, 404',
    async observe(world) {
      const [here] = world.regions;
      const client = world.client(LambdaClient);
      const FunctionName = await world.resource(here, 'AWS::Lambda::Function', 'Api');
      const alias = { FunctionName, Name: ALIAS };
      const { FunctionVersion: good } = await client.send(new GetAliasCommand(alias));
      await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: 'nowhere.handler' }));
      await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 60, minDelay: 1 }, { FunctionName });
      const { Version: bad } = await client.send(new PublishVersionCommand({ FunctionName }));
      await client.send(new UpdateAliasCommand({ ...alias, FunctionVersion: bad }));
      const broken = await untilStatus(world, '/files/nobody', 500);
      // The health route gives its last answer again for some seconds.
      const ill = await untilStatus(world, HEALTH, 503);
      await client.send(new UpdateAliasCommand({ ...alias, FunctionVersion: good }));
      return [broken, ill, await untilStatus(world, '/files/nobody', 404)].join(', ');
    },
  },
];

async function status(world: World, region: string, path: string): Promise<number> {
  return (await world.ask(region, { path })).status;
}

async function untilFound(world: World, region: string, key: string, seconds: number): Promise<number> {
  const found = await world.arrives(seconds, async () => {
    const answer = await status(world, region, `/files/${key}`);
    return answer === 200 ? answer : undefined;
  });
  return found ?? 404;
}

/** The status once it is as wanted, or what it is in the end: a new version takes a moment to be everywhere. */
async function untilStatus(world: World, path: string, wanted: number): Promise<number> {
  let last = 0;
  await world.arrives(60, async () => {
    last = await status(world, world.regions[0], path);
    return last === wanted ? true : undefined;
  });
  return last;
}

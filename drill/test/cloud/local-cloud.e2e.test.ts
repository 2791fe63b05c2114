import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { adaptAssembly } from '../../assembly/adapt.js';
import { describeDeployed } from '../../cloud/deployed.js';
import { type App, type DeployedApp } from '../../assembly/model.js';
import { readApp } from '../../assembly/read.js';
import { census } from './census.js';
import { deployApp } from '../../cloud/deploy.js';
import { prepareEnvironment, supportedTypes } from '../../cloud/environment.js';
import { clientConfig } from '../../cloud/aws-environment.js';
import { type LocalCloud, startCloud } from '../../cloud/local-cloud.js';

const FIXTURE = join(__dirname, '..', 'fixtures', 'two-regions', 'app.mjs');
const MINUTES = 60_000;
/** An archive with a class in it that is none. */
const NOT_A_JAR =
  'UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAJAAAAQXBwLmNsYXNzeFBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAAJAAAAAAAAAAAAAACAAQAAAABBcHAuY2xhc3NQSwUGAAAAAAEAAQA3AAAAKAAAAAAA';

interface Answer {
  readonly status?: number;
  readonly body: { region: string; path: string; tables: string[] };
}

describe('a local cloud of two regions with an app deployed by the CDK CLI', () => {
  let workDir: string;
  let app: App;
  let cloud: LocalCloud;
  let deployed: DeployedApp;
  let pids: number[];
  let kept: string[];

  beforeAll(async () => {
    workDir = mkdtempSync(join(tmpdir(), 'drill-test-'));
    const onProgress = (): void => undefined;
    const { python } = await prepareEnvironment({ onProgress });
    app = await readApp(`${process.execPath} ${FIXTURE}`, { workDir, onProgress });
    cloud = await startCloud({ python, regions: app.regions, account: app.account, workDir, speed: 1, onProgress });
    pids = cloud.pids;
    const { directory } = adaptAssembly(app, await supportedTypes(python), join(workDir, 'assembly'));
    await deployApp(cloud, app, directory, { onProgress });
    deployed = await describeDeployed(cloud, app);
    await cloud.keep();
    kept = await censusOfAll();
  }, 5 * MINUTES);

  async function censusOfAll(): Promise<string[]> {
    return (await Promise.all(cloud.regions.map(({ name }) => census(cloud, name)))).flat();
  }

  afterAll(() => cloud?.stop());

  /** Asks a region's edge for its API's host, the way a client does that got the edge's address from DNS. */
  function ask(region: string, path: string, signal?: AbortSignal): Promise<Answer> {
    const address = cloud.regions.find(each => each.name === region)?.address;
    const host = deployed.healthChecks.find(check => check.fqdn?.includes(region))?.fqdn;
    return new Promise((resolve, reject) => {
      const call = request(
        { host: address, port: cloud.edgePort, path, headers: { host }, signal, agent: false },
        response => {
          let text = '';
          response.on('data', chunk => (text += chunk));
          response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
        },
      );
      call.on('error', reject);
      call.end();
    });
  }

  function statusOf(address: string, path: string, host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const call = request({ host: address, port: cloud.edgePort, path, headers: { host }, agent: false }, response => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end();
    });
  }

  async function invoke(name: string): Promise<{ FunctionError?: string; payload: Record<string, unknown> }> {
    const client = new LambdaClient(clientConfig(cloud, 'us-east-1'));
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: name }));
    client.destroy();
    return { FunctionError, payload: JSON.parse(Buffer.from(Payload!).toString()) as Record<string, unknown> };
  }

  async function receiveFrom(region: string): Promise<Message[]> {
    const queue = deployed.deadLetterQueues.find(each => each.region === region);
    const client = new SQSClient(clientConfig(cloud, region));
    const answer = await client.send(new ReceiveMessageCommand({ QueueUrl: queue?.url, WaitTimeSeconds: 20 }));
    return answer.Messages ?? [];
  }

  it('answers from the region whose edge is asked, with the data of that region', async () => {
    const east = await ask('us-east-1', '/notes');
    const west = await ask('us-west-2', '/notes');

    expect(east).toEqual({ status: 200, body: { region: 'us-east-1', path: '/notes', tables: ['notes'] } });
    expect(west).toEqual({ status: 200, body: { region: 'us-west-2', path: '/notes', tables: [] } });
  });

  it("lets the app answer on a path that is also one of the emulator's own", async () => {
    expect((await ask('us-east-1', '/health')).body.path).toBe('/health');
  });

  it("answers 403 on a host that is nobody's, also on a path that is one of the emulator's own", async () => {
    const [{ address }] = cloud.regions;

    for (const path of ['/health', '/anything', '/_ministack/health']) {
      expect(await statusOf(address, path, 'nobody.example.com')).toBe(403);
      expect(await statusOf(address, path, address)).toBe(403);
    }
  });

  it('gives an error, and no answer of its own, for a function that cannot run', async () => {
    const client = new LambdaClient(clientConfig(cloud, 'us-east-1'));
    const Role = `arn:aws:iam::${app.account}:role/any`;
    const code = { Code: { ZipFile: Buffer.from(NOT_A_JAR, 'base64') }, Handler: 'App', Runtime: 'java21' as const };
    await client.send(new CreateFunctionCommand({ FunctionName: 'compiled', Role, ...code }));
    client.destroy();

    const { FunctionError, payload } = await invoke('compiled');

    expect(FunctionError).toBe('Unhandled');
    expect(payload).toMatchObject({
      errorType: 'Runtime.Unsupported',
      errorMessage: expect.stringContaining('java21'),
    });
  });

  it('names the client of the AWS SDK that a function does not find', async () => {
    const { FunctionError, payload } = await invoke('clientless');

    expect(FunctionError).toBe('Unhandled');
    expect(payload.errorMessage).toContain('npm install --save-dev @aws-sdk/client-ec2');
  });

  it(
    "takes an event that keeps failing to the destination of the alias that was invoked, after the alias's retries, for which a hastened region does not wait",
    async () => {
      cloud.hasten('us-west-2');
      const bucket = deployed.buckets.find(each => each.region === 'us-west-2')?.name;
      const s3 = new S3Client(clientConfig(cloud, 'us-west-2'));

      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'poison.txt', Body: 'x' }));

      const [message] = await receiveFrom('us-west-2');
      const record = JSON.parse(message.Body as string);
      expect(record.requestContext).toMatchObject({ condition: 'RetriesExhausted', approximateInvokeCount: 2 });
      expect(record.requestContext.functionArn).toMatch(/:live$/);
      expect(record.requestPayload.detail.object.key).toBe('poison.txt');
      expect(record.responsePayload.errorMessage).toBe('no event is ever good enough');
    },
    MINUTES,
  );

  it(
    'goes on in one region while the other is frozen, and finds its data again when it returns',
    async () => {
      await cloud.freeze('us-east-1');
      const hanging = ask('us-east-1', '/notes', AbortSignal.timeout(1000));
      const west = await ask('us-west-2', '/notes');

      expect(west.status).toBe(200);
      await expect(hanging).rejects.toThrow(/abort/i);

      await cloud.thaw('us-east-1');
      expect((await ask('us-east-1', '/notes')).body.tables).toEqual(['notes']);
    },
    MINUTES,
  );

  it('has by now more than the deployment left', async () => {
    const here = await censusOfAll();

    expect(here).not.toEqual(kept);
    expect(here).toContainEqual(expect.stringMatching(/^object .*poison.txt/));
    expect(here).toContainEqual(expect.stringMatching(/^queue .*Failures.*: 0 messages, 1 taken/));
    expect(here).toContainEqual(expect.stringMatching(/^function .*:function:compiled /));
  });

  it('refuses connections to a region that was killed, and does not take that for a failure of its own', async () => {
    await cloud.kill('us-west-2');

    await expect(ask('us-west-2', '/notes')).rejects.toThrow(/ECONNRESET|hang up/);
    expect(cloud.failed.aborted).toBe(false);
  });

  it('says so when a region ends although nobody asked it to', async () => {
    process.kill(pids[0], 'SIGKILL');
    await new Promise(resolve => cloud.failed.addEventListener('abort', resolve));

    expect(cloud.failed.reason).toMatchObject({
      code: 'EmulatorFailed',
      message: expect.stringContaining('us-east-1'),
    });
  });

  it(
    'begins anew with what was kept, whatever has become of its regions',
    async () => {
      await cloud.rewind(1);
      pids = cloud.pids;

      expect(await censusOfAll()).toEqual(kept);
      expect(cloud.failed.aborted).toBe(false);
      const east = await ask('us-east-1', '/notes');
      const west = await ask('us-west-2', '/notes');
      expect(east).toEqual({ status: 200, body: { region: 'us-east-1', path: '/notes', tables: ['notes'] } });
      expect(west).toEqual({ status: 200, body: { region: 'us-west-2', path: '/notes', tables: [] } });
    },
    MINUTES,
  );

  it('leaves no process and no file behind', async () => {
    expect(running(pids)).not.toEqual([]);

    await cloud.stop();

    expect(running(pids)).toEqual([]);
    expect(existsSync(workDir)).toBe(false);
  });
});

/** The functions of a region are in its emulator's process group. A dead one stays listed until init takes note. */
function running(groups: number[]): string[] {
  const processes = execFileSync('ps', ['-eo', 'pgid=,stat=,args=']).toString().split('\n');
  return processes.filter(line => {
    const [group, state] = line.trim().split(/\s+/);
    return groups.includes(Number(group)) && !state.startsWith('Z');
  });
}

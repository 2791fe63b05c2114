import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadOptions, readApp } from '../../assembly/read.js';
import { EAST, type StackFixture, WEST, writeAssembly } from './assemblies.js';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 50));
}

describe('readApp', () => {
  let workDir: string;
  let options: ReadOptions;

  beforeEach(() => {
    workDir = mkdtempSync(join(tmpdir(), 'read-'));
    options = { workDir, onProgress: () => undefined };
  });
  afterEach(() => rmSync(workDir, { recursive: true }));

  const read = (stacks: StackFixture[], more: Partial<ReadOptions> = {}) =>
    readApp(writeAssembly(join(workDir, 'app'), stacks), { ...options, ...more });

  const record = (failover: string) => ({
    Record: { Type: 'AWS::Route53::RecordSet', Properties: { Failover: failover } },
  });
  const stack = (id: string, environment: string, template = {}): StackFixture => ({ id, environment, template });

  it('lists the stacks with their templates', async () => {
    const app = await read([
      stack('East', EAST, { Resources: { Q: { Type: 'AWS::SQS::Queue' } } }),
      stack('West', WEST),
    ]);

    expect(app.account).toBe('111111111111');
    expect(app.stacks).toMatchObject([
      {
        id: 'East',
        stackName: 'East',
        region: 'us-east-1',
        template: { Resources: { Q: { Type: 'AWS::SQS::Queue' } } },
      },
      { id: 'West', region: 'us-west-2', template: { Resources: {} } },
    ]);
  });

  it('lists the stacks of stages too', async () => {
    const directory = writeAssembly(join(workDir, 'app'), [stack('East', EAST)], ['assembly-Prod']);
    writeAssembly(join(directory, 'assembly-Prod'), [stack('ProdWest', WEST)]);

    const app = await readApp(directory, options);

    expect(app.stacks.map(each => each.id)).toEqual(['East', 'ProdWest']);
  });

  it('puts the region of the PRIMARY failover record first', async () => {
    const app = await read([
      stack('East', EAST, { Resources: record('SECONDARY') }),
      stack('West', WEST, { Resources: record('PRIMARY') }),
    ]);

    expect(app.regions).toEqual(['us-west-2', 'us-east-1']);
  });

  it('puts the home of a global table first where no record says more', async () => {
    const table = { Resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } } };

    expect((await read([stack('East', EAST), stack('West', WEST, table)])).regions[0]).toBe('us-west-2');
  });

  it('keeps the order of the manifest otherwise', async () => {
    expect((await read([stack('West', WEST), stack('East', EAST)])).regions).toEqual(['us-west-2', 'us-east-1']);
  });

  it('takes the strictest of the declared objectives, and the ones given before those', async () => {
    const declared = [
      stack('East', EAST, { Metadata: { RecoveryObjectives: { rtoSeconds: 300, rpoSeconds: 60 } } }),
      stack('West', WEST, { Metadata: { RecoveryObjectives: { rtoSeconds: 120 } } }),
    ];

    expect((await read(declared)).objectives).toEqual({ rtoSeconds: 120, rpoSeconds: 60 });
    expect((await read(declared, { objectives: { rpoSeconds: 5 } })).objectives).toEqual({
      rtoSeconds: 120,
      rpoSeconds: 5,
    });
  });

  it('takes the account of the AWS examples where the app leaves it open', async () => {
    const app = await read([
      stack('East', 'aws://unknown-account/us-east-1'),
      stack('West', 'aws://unknown-account/us-west-2'),
    ]);

    expect(app.account).toBe('123456789012');
  });

  it('fails with AssemblyMissing where there is no assembly, and says what to give instead', async () => {
    await expect(readApp(workDir, options)).rejects.toMatchObject({
      code: 'AssemblyNotFound',
      message: expect.stringContaining('cdk.out'),
    });
    await expect(readApp('no-such-dir', options)).rejects.toMatchObject({
      code: 'AssemblyNotFound',
      message: expect.stringContaining('no-such-dir'),
    });
  });

  it("fails with SynthFailed and the app's own words", async () => {
    const command = `node -e "throw new Error('the app is broken')"`;

    await expect(readApp(command, options)).rejects.toMatchObject({
      code: 'SynthFailed',
      message: expect.stringContaining('the app is broken'),
    });
  }, 30_000);

  it('fails with SynthFailed when the app does not end in time', async () => {
    const app = 'node -e "setInterval(() => 1, 1000)"';

    await expect(readApp(app, { ...options, synthSeconds: 0.5 })).rejects.toMatchObject({
      code: 'SynthFailed',
      message: expect.stringContaining('did not synthesize within 0.5 s'),
    });
  }, 30_000);

  it("ends a synthesis, the app's own processes too, when the drill is told to stop", async () => {
    const file = join(workDir, 'pid');
    const app = `node -e "require('fs').writeFileSync('${file}', String(process.pid)); setInterval(() => 1, 1000)"`;
    const stop = new AbortController();
    const reading = readApp(app, { ...options, signal: stop.signal });
    await until(() => existsSync(file));
    stop.abort(new Error('Ctrl-C'));

    await expect(reading).rejects.toThrow('Ctrl-C');
    const pid = Number(readFileSync(file, 'utf8'));
    await until(() => !existsSync(`/proc/${pid}/exe`));
  }, 30_000);

  it('keeps credentials, profile and endpoint of the caller from the app', async () => {
    const file = join(workDir, 'environment.json');
    const command = `node -e "require('fs').writeFileSync('${file}', JSON.stringify(process.env)); process.exit(1)"`;
    const given = {
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_PROFILE: 'work',
      AWS_REGION: 'eu-west-1',
    };
    const before = { ...process.env };
    Object.assign(process.env, given);
    try {
      await expect(readApp(command, options)).rejects.toMatchObject({ code: 'SynthFailed' });
    } finally {
      process.env = before;
    }

    const seen = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;
    expect(seen).not.toHaveProperty('AWS_ACCESS_KEY_ID');
    expect(seen).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
    expect(seen).not.toHaveProperty('AWS_PROFILE');
    expect(seen).toMatchObject({ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:9', PATH: before.PATH });
  }, 30_000);

  it('says where looked-up values have to come from, and looks up nothing', async () => {
    const app = join(workDir, 'lookup.cjs');
    const core = require.resolve('aws-cdk-lib/core');
    const ec2 = require.resolve('aws-cdk-lib/aws-ec2');
    const env = `{ account: '111111111111', region: 'us-east-1' }`;
    writeFileSync(
      app,
      `const { App, Stack } = require('${core}'); const { Vpc } = require('${ec2}'); const app = new App();
       Vpc.fromLookup(new Stack(app, 'East', { env: ${env} }), 'Vpc', { isDefault: true }); app.synth();`,
    );

    await expect(readApp(`node ${app}`, options)).rejects.toMatchObject({
      code: 'SynthFailed',
      message: expect.stringContaining('cdk.context.json'),
    });
  }, 60_000);

  describe('fails with AssemblyUnreadable and names the file', () => {
    const unreadable = (message: string): object => ({
      code: 'AssemblyUnreadable',
      message: expect.stringContaining(message),
    });
    const directory = (): string => writeAssembly(join(workDir, 'app'), [stack('East', EAST), stack('West', WEST)]);

    it.each(['{"artifacts":', '[]', 'null'])('where the manifest is %s', async content => {
      writeFileSync(join(directory(), 'manifest.json'), content);

      await expect(readApp(join(workDir, 'app'), options)).rejects.toMatchObject(unreadable('manifest.json'));
    });

    it('where a template is missing', async () => {
      rmSync(join(directory(), 'West.template.json'));

      await expect(readApp(join(workDir, 'app'), options)).rejects.toMatchObject(
        unreadable('West.template.json" is missing'),
      );
    });

    it('where a template is cut off', async () => {
      writeFileSync(join(directory(), 'East.template.json'), '{"Resources": {');

      await expect(readApp(join(workDir, 'app'), options)).rejects.toMatchObject(unreadable('East.template.json'));
    });

    it('where the manifest does not say what a stack needs', async () => {
      const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'East.template.json' } };
      writeFileSync(join(directory(), 'manifest.json'), JSON.stringify({ artifacts: { East: artifact } }));

      await expect(readApp(join(workDir, 'app'), options)).rejects.toMatchObject(
        unreadable('the artifact "East" has no "environment"'),
      );
    });
  });

  it('fails with SecondRegionMissing and names the region', async () => {
    await expect(read([stack('East', EAST)])).rejects.toMatchObject({
      code: 'SecondRegionMissing',
      message: expect.stringContaining('us-east-1'),
    });
    await expect(read([])).rejects.toMatchObject({
      code: 'SecondRegionMissing',
      message: expect.stringContaining('no stack'),
    });
  });

  it('fails with StackRegionMissing and names the environment-agnostic stacks', async () => {
    await expect(
      read([stack('East', EAST), stack('Any', 'aws://unknown-account/unknown-region')]),
    ).rejects.toMatchObject({
      code: 'StackRegionMissing',
      message: expect.stringMatching(/Any.*env: \{ region/),
    });
  });

  it('fails with RoutingUnsupported where an answer depends on where each client is, and names the records', async () => {
    const near = { Type: 'AWS::Route53::RecordSet', Properties: { GeoProximityLocation: { AWSRegion: 'us-east-1' } } };
    const group = { Type: 'AWS::Route53::RecordSetGroup', Properties: { RecordSets: [{ CidrRoutingConfig: {} }] } };

    await expect(
      read([stack('East', EAST, { Resources: { Near: near } }), stack('West', WEST, { Resources: { Group: group } })]),
    ).rejects.toMatchObject({
      code: 'RoutingUnsupported',
      message: expect.stringMatching(/East\/Near by the distance.*West\/Group by the client's IP address/),
    });
  });

  it('fails with SeveralAccounts and names them', async () => {
    await expect(read([stack('East', EAST), stack('West', 'aws://222222222222/us-west-2')])).rejects.toMatchObject({
      code: 'AccountsTooMany',
      message: expect.stringMatching(/111111111111, 222222222222/),
    });
  });
});

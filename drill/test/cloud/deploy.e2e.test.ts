import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { App as CdkApp, CfnResource, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib/core';
import { manifestStacks } from '../../assembly/manifest.js';
import { type App } from '../../assembly/model.js';
import { readApp } from '../../assembly/read.js';
import { deployApp } from '../../cloud/deploy.js';
import { prepareEnvironment } from '../../cloud/environment.js';
import { clientConfig } from '../../cloud/aws-environment.js';
import { type LocalCloud, startCloud } from '../../cloud/local-cloud.js';
import { EAST, WEST, writeAssembly } from '../assembly/assemblies.js';

describe('deployApp', () => {
  let app: App;
  let cloud: LocalCloud;

  beforeAll(async () => {
    const workDir = mkdtempSync(join(tmpdir(), 'deploy-'));
    const onProgress = (): void => undefined;
    const broken = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: 'nobody', Qualifier: 'live' },
    };
    const source = writeAssembly(join(workDir, 'app'), [
      { id: 'East', published: false, environment: EAST, template: { Resources: { Broken: broken } } },
      {
        id: 'West',
        published: false,
        environment: WEST,
        template: { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } },
      },
    ]);
    app = await readApp(source, { workDir, onProgress });
    const { python } = await prepareEnvironment({ onProgress });
    cloud = await startCloud({ python, regions: app.regions, account: app.account, workDir, speed: 1, onProgress });
  }, 300_000);

  afterAll(() => cloud?.stop());

  it('ends at once, with its reason, when the drill is told to stop', async () => {
    const controller = new AbortController();
    const reason = new Error('Ctrl-C');
    const onProgress = (): void => void setTimeout(() => controller.abort(reason), 200);

    await expect(deployApp(cloud, app, app.directory, { onProgress, signal: controller.signal })).rejects.toBe(reason);
  }, 60_000);

  it('fails with DeployFailed, and names the resource and what was wrong with it', async () => {
    await expect(deployApp(cloud, app, app.directory, { onProgress: () => undefined })).rejects.toMatchObject({
      code: 'DeployFailed',
      message: expect.stringMatching(/Broken.*Lambda function not found: nobody/s),
    });
  }, 60_000);

  it("makes what the app's own bootstrap would have made, and deploys with it", async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'own-bootstrap-'));
    const role = (name: string): string => `arn:aws:iam::${app.account}:role/platform/${name}`;
    const synthesizer = new DefaultStackSynthesizer({
      fileAssetsBucketName: 'platform-assets-${AWS::Region}',
      fileAssetPublishingRoleArn: role('publisher'),
      deployRoleArn: role('deployer'),
      cloudFormationExecutionRole: role('executor'),
      bootstrapStackVersionSsmParameter: '/platform/bootstrap',
    });
    const own = new CdkApp({ outdir });
    const env = { account: app.account, region: 'us-west-2' };
    new CfnResource(new Stack(own, 'Own', { env, synthesizer }), 'Queue', { type: 'AWS::SQS::Queue' });
    own.synth();

    const deployed = { ...app, directory: outdir, regions: ['us-west-2'], stacks: manifestStacks(outdir) };
    await deployApp(cloud, deployed, outdir, { onProgress: () => undefined });

    const client = new CloudFormationClient(clientConfig(cloud, 'us-west-2'));
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'Own' }));
    client.destroy();
    rmSync(outdir, { recursive: true });
    expect(Stacks?.map(stack => stack.StackStatus)).toEqual(['CREATE_COMPLETE']);
  }, 120_000);
});

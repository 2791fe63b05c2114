import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App } from '../../assembly/model.js';
import { readApp } from '../../assembly/read.js';
import { deployApp } from '../../cloud/deploy.js';
import { prepareEnvironment } from '../../cloud/environment.js';
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
});

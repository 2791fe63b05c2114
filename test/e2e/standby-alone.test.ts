import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { readApp } from '../../drill/assembly/read.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { synthReferenceApp } from '../support/drill';

const onProgress = (): void => undefined;

let work: string;
let cloud: LocalCloud | undefined;

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'standby-'))));

afterAll(async () => {
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** Takes everything of a region's stacks out of an assembly, as if nobody had ever written them. */
function removeRegion(directory: string, region: string): void {
  const file = path.join(directory, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    if (!artifact.environment?.endsWith(region)) continue;
    rmSync(path.join(directory, artifact.properties!.templateFile!));
    delete manifest.artifacts[id];
    delete manifest.artifacts[`${id}.assets`];
  }
  writeFileSync(file, JSON.stringify(manifest));
}

interface Manifest {
  readonly artifacts: Record<
    string,
    { readonly environment?: string; readonly properties?: { templateFile?: string } }
  >;
}

test(
  "the standby deploys without the primary's template, while the primary region is gone",
  async () => {
    await synthReferenceApp(path.join(work, 'cdk.out'));
    const whole = await readApp(path.join(work, 'cdk.out'), { workDir: work, onProgress });
    const { python } = await prepareEnvironment({ onProgress });
    const { directory } = adaptAssembly(whole, await supportedTypes(python), path.join(work, 'adapted'));
    removeRegion(directory, 'us-east-1');
    cloud = await startCloud({
      python,
      regions: whole.regions,
      account: whole.account,
      workDir: mkdtempSync(path.join(work, 'cloud-')),
      speed: 10,
      onProgress,
    });
    await cloud.kill('us-east-1');

    const standby = {
      ...whole,
      regions: ['us-west-2'],
      stacks: whole.stacks.filter(stack => stack.region === 'us-west-2'),
    };
    await deployApp(cloud, standby, directory, { onProgress });

    const client = new CloudFormationClient(clientConfig(cloud, 'us-west-2'));
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'FileIntake-us-west-2' }));
    client.destroy();
    expect(Stacks?.map(stack => stack.StackStatus)).toEqual(['CREATE_COMPLETE']);
  },
  5 * 60_000,
);

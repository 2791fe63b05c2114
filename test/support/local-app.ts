import { mkdtempSync } from 'fs';
import * as path from 'path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { manifestStacks } from '../../drill/assembly/manifest.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { type CloudOptions, startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';

export const REGION = 'us-east-1';
export const ACCOUNT = '123456789012';

/** A stack that runs in a local cloud of one region. */
export interface LocalApp {
  readonly cloud: LocalCloud;
  readonly outputs: Readonly<Record<string, string>>;
}

const onProgress = (): void => undefined;

/** Deploys the one stack of an app with the real CLI, to a cloud that is the caller's to stop. */
export async function deployLocally(
  work: string,
  stackName: string,
  synth: (outdir: string) => void,
  options: { readonly speed: number; readonly iam?: CloudOptions['iam'] },
): Promise<LocalApp> {
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  const cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, onProgress, ...options });
  try {
    await deployTo(cloud, work, synth);
    return { cloud, outputs: await outputsOf(cloud, stackName) };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

/** Deploys an app of one region with the real CLI, over what is there. */
export async function deployTo(cloud: LocalCloud, work: string, synth: (outdir: string) => void): Promise<void> {
  const own = mkdtempSync(path.join(work, 'app-'));
  const directory = path.join(own, 'cdk.out');
  synth(directory);
  const app = { directory, account: ACCOUNT, regions: [REGION], stacks: manifestStacks(directory), objectives: {} };
  const { python } = await prepareEnvironment({ onProgress });
  const adapted = adaptAssembly(app, await supportedTypes(python), path.join(own, 'adapted'));
  await deployApp(cloud, app, adapted.directory, { onProgress });
}

async function outputsOf(cloud: LocalCloud, StackName: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  client.destroy();
  return Object.fromEntries(Stacks![0].Outputs!.map(output => [output.OutputKey, output.OutputValue!]));
}

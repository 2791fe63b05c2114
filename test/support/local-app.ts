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
  const directory = path.join(work, 'cdk.out');
  synth(directory);
  const app = { directory, account: ACCOUNT, regions: [REGION], stacks: manifestStacks(directory), objectives: {} };
  const { python } = await prepareEnvironment({ onProgress });
  const adapted = adaptAssembly(app, await supportedTypes(python), path.join(work, 'adapted'));
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  const cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, onProgress, ...options });
  try {
    await deployApp(cloud, app, adapted.directory, { onProgress });
    return { cloud, outputs: await outputsOf(cloud, stackName) };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

async function outputsOf(cloud: LocalCloud, StackName: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  client.destroy();
  return Object.fromEntries(Stacks![0].Outputs!.map(output => [output.OutputKey, output.OutputValue!]));
}

import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { cdk } from './command';
import { type Answer, type Call, type Target } from './target';

/** As the AWS SDK finds credentials; `AWS_ENDPOINT_URL` is followed as by every AWS tool. */
export async function awsTarget(regions: readonly [string, string]): Promise<Target> {
  const sts = new STSClient({ region: regions[0] });
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  for (const region of regions) await validateBootstrap(region);
  return new AwsTarget(regions, Account!);
}

async function validateBootstrap(region: string): Promise<void> {
  const ssm = new SSMClient({ region });
  try {
    await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }));
  } catch (error) {
    if ((error as Error).name !== 'ParameterNotFound') throw error;
    throw new Error(`${region} is not bootstrapped: npx cdk bootstrap aws://<account>/${region}`, { cause: error });
  } finally {
    ssm.destroy();
  }
}

class AwsTarget implements Target {
  readonly name = 'AWS';
  readonly mostPatienceSeconds = Number.POSITIVE_INFINITY;

  constructor(
    readonly regions: readonly [string, string],
    readonly account: string,
  ) {}

  clientConfig(region: string): object {
    return { region };
  }

  async ask(region: string, apiId: string, { method = 'GET', path, json }: Call): Promise<Answer> {
    const answer = await fetch(`https://${apiId}.execute-api.${region}.amazonaws.com${path}`, {
      method,
      body: json && JSON.stringify(json),
      headers: json && { 'content-type': 'application/json' },
    });
    return { status: answer.status, body: await answer.text() };
  }

  deploy(assembly: string, signal: AbortSignal): Promise<void> {
    return cdk(['deploy', '**', '--app', assembly, '--require-approval', 'never', '--concurrency', '4'], signal);
  }

  destroy(assembly: string): Promise<void> {
    return cdk(['destroy', '**', '--app', assembly, '--force']);
  }

  async close(): Promise<void> {}
}

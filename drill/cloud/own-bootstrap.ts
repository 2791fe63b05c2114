import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { type BootstrapNeeds } from '../assembly/bootstrap.js';
import { DrillError } from '../support/errors.js';
import { clientConfig } from './aws-environment.js';
import { type Cloud } from './cloud.js';

const STACK = 'CDKToolkit-of-the-app';
const PATIENCE_SECONDS = 60;
/** Higher than any that a synthesizer asks for. */
const VERSION = '999';

type Resource = [type: string, properties: object];

/**
 * Makes in a region what somebody's own bootstrap would have made there.
 *
 * @throws DrillError `DeployFailed`.
 */
export async function provide(cloud: Cloud, needs: BootstrapNeeds): Promise<void> {
  const client = new CloudFormationClient(clientConfig(cloud, needs.region));
  try {
    const command = new CreateStackCommand({
      StackName: STACK,
      TemplateBody: JSON.stringify(bootstrapTemplate(needs)),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    await client.send(command);
    await waitUntilStackCreateComplete({ client, maxWaitTime: PATIENCE_SECONDS, minDelay: 1 }, { StackName: STACK });
  } catch (cause) {
    const what = [...needs.buckets, ...needs.roles, ...needs.parameters].join(', ');
    const message = `the app's own bootstrap resources (${what}) could not be made in ${needs.region}: ${(cause as Error).message}`;
    throw new DrillError('DeployFailed', message, { cause });
  } finally {
    client.destroy();
  }
}

/** A template with everything that is needed. */
export function bootstrapTemplate({ buckets, roles, parameters }: BootstrapNeeds): object {
  const resources: Resource[] = [
    ...buckets.map((BucketName): Resource => ['AWS::S3::Bucket', { BucketName }]),
    ...roles.map((arn): Resource => ['AWS::IAM::Role', roleProperties(arn)]),
    ...parameters.map((Name): Resource => ['AWS::SSM::Parameter', { Name, Type: 'String', Value: VERSION }]),
  ];
  const entries = resources.map(([Type, Properties], i) => [`Resource${i}`, { Type, Properties }]);
  return { Resources: Object.fromEntries(entries) };
}

/** As the roles of `cdk bootstrap` have it here: whoever is of the account may assume it, and it may do everything. */
function roleProperties(arn: string): object {
  const [, account, path, RoleName] = /^arn:[^:]*:iam::([^:]*):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const Principal = { AWS: account, Service: 'cloudformation.amazonaws.com' };
  return {
    RoleName,
    Path: path,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }],
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  };
}

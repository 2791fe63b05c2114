import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type App, DefaultStackSynthesizer, type Stack } from 'aws-cdk-lib/core';
import { prepareEnvironment } from '../../../cloud/environment.js';
import { clientConfig } from '../../../cloud/aws-environment.js';
import { type IamMode, type RegionDecisions } from '../../../cloud/decisions.js';
import { type LocalCloud, startCloud } from '../../../cloud/local-cloud.js';

export const ACCOUNT = '123456789012';
export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

const ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' };
const TEMPLATES = 'templates';
const POLL_MILLIS = 100;

export type Statement = Readonly<Record<string, unknown>>;

/** What a client of the AWS SDK takes. */
export interface Connection {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly forcePathStyle: boolean;
  readonly maxAttempts: number;
  readonly disableHostPrefix: boolean;
}

export interface RoleOptions {
  readonly boundary?: readonly Statement[];
  readonly managed?: readonly string[];
  readonly path?: string;
  readonly trust?: readonly Statement[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A local cloud of two regions that judges calls, with roles to call it under. */
export class Lab {
  static async start(iam: IamMode = 'enforce'): Promise<Lab> {
    const onProgress = (): void => undefined;
    const { python } = await prepareEnvironment({ onProgress });
    const workDir = mkdtempSync(join(tmpdir(), 'iam-'));
    return new Lab(
      await startCloud({ python, regions: [EAST, WEST], account: ACCOUNT, workDir, speed: 1, iam, onProgress }),
    );
  }

  private roles = 0;

  private constructor(readonly cloud: LocalCloud) {}

  /** As the drill itself: judged by nobody. */
  root(region = EAST): Connection {
    // The endpoint is an address: nothing can go in front of it.
    return { ...clientConfig(this.cloud, region), maxAttempts: 1, disableHostPrefix: true };
  }

  /** A session of a role that exists already. */
  async assume(roleArn: string, region = EAST): Promise<Connection> {
    const sts = new STSClient(this.root());
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' }));
    sts.destroy();
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = Credentials ?? {};
    return { ...this.root(region), credentials: { accessKeyId, secretAccessKey, sessionToken: SessionToken } };
  }

  /** A new role, made in us-east-1, with a policy of these statements. */
  async role(statements: readonly Statement[], options: RoleOptions = {}): Promise<string> {
    const name = `role-${++this.roles}`;
    const { path = '/', boundary, managed = [], trust = [ROOT], tags = {} } = options;
    await this.iam('CreateRole', {
      RoleName: name,
      Path: path,
      AssumeRolePolicyDocument: document(trust),
      ...(boundary === undefined ? {} : { PermissionsBoundary: await this.policy(`${name}-boundary`, boundary) }),
      ...Object.fromEntries(
        Object.entries(tags).flatMap(([key, value], i) => [
          [`Tags.member.${i + 1}.Key`, key],
          [`Tags.member.${i + 1}.Value`, value],
        ]),
      ),
    });
    if (statements.length > 0) {
      const inline = { RoleName: name, PolicyName: 'inline', PolicyDocument: document(statements) };
      await this.iam('PutRolePolicy', inline);
    }
    for (const arn of managed) await this.iam('AttachRolePolicy', { RoleName: name, PolicyArn: arn });
    return `arn:aws:iam::${ACCOUNT}:role${path}${name}`;
  }

  /** A customer-managed policy; resolves to its ARN. */
  async policy(name: string, statements: readonly Statement[]): Promise<string> {
    await this.iam('CreatePolicy', { PolicyName: name, PolicyDocument: document(statements) });
    return `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  }

  /** Deploys a stack without assets; resolves to its outputs. */
  async deploy(app: App, stack: Stack): Promise<Map<string, string>> {
    const cloudFormation = new CloudFormationClient(this.root(stack.region));
    const { template } = app.synth().getStackByName(stack.stackName);
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: stack.stackName,
        TemplateURL: await this.upload(`${stack.stackName}.json`, JSON.stringify(template)),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    for (;;) {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack.stackName }));
      const { StackStatus: status, Outputs = [] } = Stacks![0];
      if (status === 'CREATE_COMPLETE') {
        cloudFormation.destroy();
        return new Map(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
      }
      if (status !== 'CREATE_IN_PROGRESS') {
        throw new Error(`${stack.stackName}: ${status}: ${await failureOf(cloudFormation, stack.stackName)}`);
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MILLIS));
    }
  }

  /** A template may be longer in a bucket than in a request. */
  private async upload(Key: string, Body: string): Promise<string> {
    const s3 = new S3Client(this.root());
    await s3.send(new CreateBucketCommand({ Bucket: TEMPLATES }));
    await s3.send(new PutObjectCommand({ Bucket: TEMPLATES, Key, Body }));
    s3.destroy();
    return `${this.cloud.endpoint}/${TEMPLATES}/${Key}`;
  }

  decisions(): Promise<RegionDecisions[]> {
    return this.cloud.decisions();
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** IAM by its query API: the drill has no client of it. */
  async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const answer = await fetch(this.cloud.endpoint, {
      method: 'POST',
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${EAST}/iam/aws4_request` },
      body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${text}`);
    return text;
  }
}

async function failureOf(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.find(event => event.ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason;
}

/** For stacks that the CDK CLI does not deploy. */
export function withoutBootstrap(): DefaultStackSynthesizer {
  return new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
}

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[],
  more: Statement = {},
): Statement {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(
  action: string | readonly string[],
  resource: string | readonly string[],
  more: Statement = {},
): Statement {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

/** Every name under which services refuse for want of a right. */
const REFUSALS = /^(AccessDenied(Exception)?|AuthorizationError(Exception)?|NotAuthorized|403|Forbidden)$/;

/** `allowed`, `refused`, or the error that the call met after it was let in. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    // A HEAD has no body to tell the name of the error.
    if (REFUSALS.test(name) || (name === 'Unknown' && $metadata?.httpStatusCode === 403)) return 'refused';
    return `${name}: ${message}`;
  }
}

function document(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand, DeleteEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Check } from '../claim';
import { type World } from '../world';

export const anyMethodArn: Check = {
  calls: [],
  expected: 'GET 200, POST 500',
  local: 'GET 200, POST 200',
  async observe(world) {
    const [region] = world.regions;
    const api = await world.probe('AnyApi');
    const status = async (method: 'GET' | 'POST') => (await world.askApi(region, api, { method, path: '/any' })).status;
    await world.arrives(30, async () => ((await status('GET')) === 200 ? true : undefined));
    return `GET ${await status('GET')}, POST ${await status('POST')}`;
  },
};

export const ruleWithoutRight: Check = {
  calls: ['events:PutEvents', 'sqs:ReceiveMessage'],
  expected: 'a dead letter',
  local: 'delivered',
  async observe(world) {
    const Entries = [{ Source: world.prefix, DetailType: 'Probe', Detail: '{}' }];
    await world.client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
    const [closed, letters] = await Promise.all(['ClosedQueue', 'RuleLetters'].map(name => world.probe(name)));
    const found = await world.arrives(180, async () => {
      if (await hasMessage(world, letters)) return 'a dead letter';
      return (await hasMessage(world, closed)) ? 'delivered' : undefined;
    });
    return found ?? 'dropped';
  },
};

async function hasMessage(world: World, QueueUrl: string): Promise<boolean> {
  const { Messages = [] } = await world.client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages.length > 0;
}

export const mappingWithoutRight: Check = {
  calls: ['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping'],
  expected: 'refused',
  local: 'created',
  async observe(world) {
    const client = world.client(LambdaClient);
    const [FunctionName, EventSourceArn] = await Promise.all([world.probe('Rightless'), world.probe('RightlessQueue')]);
    try {
      const { UUID } = await client.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }));
      await client.send(new DeleteEventSourceMappingCommand({ UUID }));
      return 'created';
    } catch (error) {
      if ((error as Error).name !== 'InvalidParameterValueException') throw error;
      return 'refused';
    }
  },
};

export const parametersByPath: Check = {
  calls: ['sts:AssumeRole', 'ssm:GetParametersByPath'],
  expected: 'allowed by the path, refused below it',
  local: 'allowed by the path, allowed below it',
  async observe(world) {
    const outcome = async (role: string): Promise<string> => {
      try {
        const client = await assumed(world, await world.probe(role));
        await client.send(new GetParametersByPathCommand({ Path: `/${world.prefix}/probe` }));
        return 'allowed';
      } catch (error) {
        if ((error as Error).name !== 'AccessDeniedException') throw error;
        return 'refused';
      }
    };
    return `${await outcome('PathReader')} by the path, ${await outcome('BelowReader')} below it`;
  },
};

async function assumed(world: World, RoleArn: string): Promise<SSMClient> {
  const { Credentials } = await world
    .client(STSClient)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'verify' }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials!;
  return world.client(SSMClient, world.regions[0], { credentials: { accessKeyId, secretAccessKey, sessionToken } });
}

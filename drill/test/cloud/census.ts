import { CloudWatchClient, paginateDescribeAlarms, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListObjectsV2, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../../cloud/aws-environment.js';
import { type Cloud } from '../../cloud/cloud.js';

/** What a region has, by AWS's own interfaces: one line for each thing, and how much is in it. */
export async function census(cloud: Cloud, region: string): Promise<string[]> {
  const config = clientConfig(cloud, region);
  const looks = [tables, objects, messages, functions, alarms, metrics, logEvents];
  const lines = await Promise.all(looks.map(look => look(config)));
  return lines.flat().sort();
}

type Config = ReturnType<typeof clientConfig>;

async function tables(config: Config): Promise<string[]> {
  const client = new DynamoDBClient(config);
  const lines: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames) {
      let items = 0;
      for await (const { Count = 0 } of paginateScan({ client }, { TableName })) items += Count;
      lines.push(`table ${TableName}: ${items} items`);
    }
  }
  client.destroy();
  return lines;
}

async function objects(config: Config): Promise<string[]> {
  const client = new S3Client(config);
  const lines: string[] = [];
  for (const { Name: Bucket } of (await client.send(new ListBucketsCommand())).Buckets ?? []) {
    lines.push(`bucket ${Bucket}`);
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
      lines.push(...Contents.map(({ Key, ETag }) => `object ${Bucket}/${Key} ${ETag}`));
    }
  }
  client.destroy();
  return lines;
}

async function messages(config: Config): Promise<string[]> {
  const client = new SQSClient(config);
  const lines: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) {
    for (const QueueUrl of QueueUrls) {
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } = Attributes!;
      lines.push(`queue ${QueueUrl}: ${waiting} messages, ${taken} taken`);
    }
  }
  client.destroy();
  return lines;
}

async function functions(config: Config): Promise<string[]> {
  const client = new LambdaClient(config);
  const lines: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, { FunctionVersion: 'ALL' })) {
    lines.push(...Functions.map(({ FunctionArn, CodeSha256 }) => `function ${FunctionArn} ${CodeSha256}`));
  }
  client.destroy();
  return lines;
}

async function alarms(config: Config): Promise<string[]> {
  const client = new CloudWatchClient(config);
  const lines: string[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
    lines.push(...MetricAlarms.map(({ AlarmName, StateValue }) => `alarm ${AlarmName}: ${StateValue}`));
  }
  client.destroy();
  return lines;
}

async function metrics(config: Config): Promise<string[]> {
  const client = new CloudWatchClient(config);
  const lines: string[] = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, {})) {
    lines.push(...Metrics.map(metric => `metric ${JSON.stringify(metric)}`));
  }
  client.destroy();
  return lines;
}

async function logEvents(config: Config): Promise<string[]> {
  const client = new CloudWatchLogsClient(config);
  const lines: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName }));
      lines.push(`log group ${logGroupName}: ${events.length} events`);
    }
  }
  client.destroy();
  return lines;
}

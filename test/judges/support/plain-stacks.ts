import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import type { AppProps } from 'aws-cdk-lib/core';
import {
  AlarmTopic,
  CrossRegionBackup,
  DeadLetterQueue,
  FailoverDomain,
  FailoverRole,
  Health,
  HttpEndpoint,
  ObjectIngest,
  ReplicatedBucket,
  ReplicatedTable,
  ResilientFunction,
} from '../../../lib';

const HOME = 'us-east-1';
const OTHER = 'us-west-2';

/** An app of plain stacks, each with one construct of the library and only what that construct cannot do without. */
export function plainStacks(props?: AppProps): App {
  const app = new App(props);
  const alone = (id: string, build: (stack: Stack) => unknown, region = HOME): void => {
    const stack = new Stack(app, id, { env: { region } });
    build(stack);
    AlarmTopic.of(stack).addOperator('on-call@example.com');
  };
  const inBoth = (id: string, build: (stack: Stack, isHome: boolean) => unknown): void => {
    alone(`${id}-home`, stack => build(stack, true));
    alone(`${id}-other`, stack => build(stack, false), OTHER);
  };
  alone('Function', someFunction);
  alone('DeadLetterQueue', stack => new DeadLetterQueue(stack, 'Letters'));
  alone('Table', stack => replicatedTable(stack, 'Items'));
  inBoth('Bucket', (stack, isHome) => bucketOf(stack, 'Documents', isHome ? OTHER : HOME));
  alone('Ingest', ingest);
  alone('Backup', backup);
  alone('Endpoint', stack => endpoint(stack, 'Answers'));
  inBoth('Domain', (stack, isHome) => domain(stack, isHome, 'files.example.com'));
  inBoth('Apex', (stack, isHome) => domain(stack, isHome, 'example.com'));
  return app;
}

function someFunction(stack: Stack): ResilientFunction {
  return new ResilientFunction(stack, 'Function', {
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 204 });'),
    handler: 'index.handler',
  });
}

function replicatedTable(stack: Stack, id: string): ReplicatedTable {
  return new ReplicatedTable(stack, id, {
    partitionKey: { name: 'key', type: AttributeType.STRING },
    replicaRegions: [OTHER],
  });
}

function tableOf(stack: Stack, id: string): ITableV2 {
  return replicatedTable(stack, id).inRegion(stack);
}

function bucketOf(stack: Stack, id: string, replicaRegion = OTHER) {
  return new ReplicatedBucket(stack, id, { replicaRegion }).inRegion(stack);
}

function ingest(stack: Stack): void {
  new ObjectIngest(stack, 'Ingest', {
    bucket: bucketOf(stack, 'Incoming'),
    table: tableOf(stack, 'Records'),
    onFailure: someFunction(stack),
  });
}

function backup(stack: Stack): void {
  new CrossRegionBackup(stack, 'Backup', {
    resources: [tableOf(stack, 'Accounts'), bucketOf(stack, 'Statements')],
    copyToRegion: OTHER,
  });
}

function endpoint(stack: Stack, tableId: string): HttpEndpoint {
  const health = Health.deep({ tables: [tableOf(stack, tableId)] });
  return new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack), routes: ['GET /files/{key}'], health });
}

function domain(stack: Stack, isHome: boolean, domainName: string): void {
  new FailoverDomain(stack, 'Domain', {
    endpoint: new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) }),
    domainName,
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    zoneName: 'example.com',
    role: isHome ? FailoverRole.PRIMARY : FailoverRole.SECONDARY,
  });
}

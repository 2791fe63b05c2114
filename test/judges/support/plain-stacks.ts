import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
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

/** An app of plain stacks, each with one construct of the library and only what that construct cannot do without. */
export function plainStacks(props?: AppProps): App {
  const app = new App(props);
  const alone = (name: string, build: (stack: Stack) => void): void => {
    const stack = new Stack(app, name, { env: { region: 'us-east-1' } });
    build(stack);
    AlarmTopic.of(stack).addOperator('on-call@example.com');
  };
  alone('AloneFunction', stack => void someFunction(stack));
  alone('AloneDeadLetterQueue', stack => void new DeadLetterQueue(stack, 'Letters'));
  alone('AloneTable', stack => void someTable(stack));
  alone('AloneBucket', stack => void someBucket(stack));
  alone('AloneIngest', stack => {
    new ObjectIngest(stack, 'Ingest', {
      bucket: someBucket(stack),
      table: someTable(stack),
      onFailure: someFunction(stack),
    });
  });
  alone('AloneBackup', stack => {
    new CrossRegionBackup(stack, 'Backup', {
      resources: [someTable(stack), someBucket(stack)],
      copyToRegion: 'us-west-2',
    });
  });
  alone('AloneEndpoint', stack => void someEndpoint(stack));
  alone('AloneDomain', stack => {
    new FailoverDomain(stack, 'Domain', {
      endpoint: someEndpoint(stack),
      domainName: 'files.example.com',
      hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      zoneName: 'example.com',
      role: FailoverRole.PRIMARY,
    });
  });
  alone('AloneApexDomain', stack => {
    new FailoverDomain(stack, 'Domain', {
      endpoint: someEndpoint(stack),
      domainName: 'example.com',
      hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      zoneName: 'example.com',
      role: FailoverRole.PRIMARY,
    });
  });
  return app;
}

function someFunction(stack: Stack): ResilientFunction {
  return new ResilientFunction(stack, 'Function', {
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 204 });'),
    handler: 'index.handler',
    timeout: Duration.seconds(5),
  });
}

function someTable(stack: Stack): ReplicatedTable['table'] {
  const replicaRegions = ['us-west-2'];
  return new ReplicatedTable(stack, 'Table', {
    partitionKey: { name: 'key', type: AttributeType.STRING },
    timeToLiveAttribute: 'expires',
    replicaRegions,
  }).table;
}

function someBucket(stack: Stack) {
  return new ReplicatedBucket(stack, 'Bucket', { replicaRegion: 'us-west-2' }).inRegion(stack);
}

function someEndpoint(stack: Stack): HttpEndpoint {
  return new HttpEndpoint(stack, 'Endpoint', {
    handler: someFunction(stack),
    routes: ['GET /files/{key}'],
    health: Health.deep({ tables: [someTable(stack)] }),
  });
}

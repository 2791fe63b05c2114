import { AttributeType, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import {
  CrossRegionBackup,
  FailoverDomain,
  FailoverRole,
  Fault,
  FaultExperiment,
  HttpEndpoint,
  MultiRegionFunction,
  ObjectIngest,
  QueueConsumer,
  Regions,
  ReplicatedTable,
  ResilientFunction,
  ResilientService,
} from '../../lib';
import { failureOf } from '../support/failure';
import { someFunction } from '../support/two-regions';

export const REGIONS = Regions.activePassive('us-east-1', 'us-west-2');
export const DOMAIN = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
export const KEY: Attribute = { name: 'key', type: AttributeType.STRING };
export const CODE = { code: Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler' };

/** A mistake, what it is called, and part of what is said about it. */
export type Refused = [mistake: string, make: () => unknown, code: string, fragment: string];

/** What deploys and is weaker than it looks, and the warning's id without its prefix. */
export type Weaker = [weakness: string, make: () => IConstruct, id: string];

/** An ordinary stack of an app of its own. */
export function stack(region = 'us-east-1'): Stack {
  return new Stack(new App(), 'Plain', { env: { account: '111122223333', region } });
}

/** A service in an app of its own; props as JavaScript may give them. */
export function service(props: object = {}): ResilientService {
  return new ResilientService(new App(), 'Intake', { regions: REGIONS, ...props });
}

/** An endpoint in a stack. */
export function endpoint(scope: Stack, props: object = {}): HttpEndpoint {
  return new HttpEndpoint(scope, 'Endpoint', { handler: someFunction(scope), ...props });
}

/** One region's part of a failover name, with its endpoint. */
export function failoverDomain(scope: Stack, props: object = {}): FailoverDomain {
  return new FailoverDomain(scope, 'Domain', {
    endpoint: endpoint(scope),
    domain: DOMAIN,
    role: FailoverRole.PRIMARY,
    ...props,
  });
}

/** An experiment on a function, stopped by the alarms of an endpoint; props as JavaScript may give them. */
export function experiment(props: object = {}, fault: object = {}, scope = stack()): FaultExperiment {
  const functions = [new ResilientFunction(scope, 'Api', CODE)];
  return new FaultExperiment(scope, 'Failing', {
    fault: Fault.failInvocations({ functions, ...fault }),
    duration: Duration.minutes(10),
    stopWhen: endpoint(scope).alarms,
    ...props,
  });
}

/** A consumer in a stack of its own; props as JavaScript may give them. */
export function consumer(props: object): QueueConsumer {
  const scope = stack();
  return new QueueConsumer(scope, 'Orders', { function: someFunction(scope), ...props });
}

/** Ids of the warnings at a construct and below, after validation. */
export function warningsOf(construct: IConstruct): string[] {
  for (const node of construct.node.findAll()) node.node.validate();
  return construct.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => /\[ack: cdk-resilient-serverless:(\w+)\]/.exec(String(data))?.[1] ?? '');
}

/** What validation says of a construct and all below it, as synthesis would. */
export function refusalsOf(construct: IConstruct): string[] {
  return construct.node.findAll().flatMap(({ node }) => node.validate());
}

/** A function; props as JavaScript may give them. */
export function createFunction(props: object, scope = stack()): ResilientFunction {
  return new ResilientFunction(scope, 'Api', { ...CODE, ...props });
}

/** A table in a stack that belongs to no service. */
export function createTable(props: object, scope = stack()): ReplicatedTable {
  return new ReplicatedTable(scope, 'Files', { partitionKey: KEY, ...props });
}

/** Backups of a table, copied to another region. */
export function createBackup(props: object, scope = stack()): CrossRegionBackup {
  const resources = [createTable({}, scope)];
  return new CrossRegionBackup(scope, 'Backup', { resources, copyToRegion: 'us-west-2', ...props });
}

/** Tests that each mistake of a group fails, alone and in the words expected. */
export function failsOn(group: string, mistakes: readonly Refused[]): void {
  describe(group, () => {
    test.each(mistakes)('fails on %s', (_, make, code, fragment) => {
      const failure = failureOf(make);

      expect(failure.codes).toEqual([code]);
      expect(failure.message).toContain(fragment);
    });
  });
}

/** A function in two regions; props as JavaScript may give them. */
export function pattern(props: object): MultiRegionFunction {
  return new MultiRegionFunction(new App(), 'Hello', { regions: REGIONS, function: CODE, ...props });
}

/** An ingest by a function of its own; props as JavaScript may give them. */
export function ingest(props: object): ObjectIngest {
  const scope = stack();
  return new ObjectIngest(scope, 'Ingest', {
    bucket: new Bucket(scope, 'Uploads', { eventBridgeEnabled: true }),
    function: someFunction(scope),
    ...props,
  });
}

/** Tests that each weakness of a group is told. */
export function warnsOf(weaknesses: readonly Weaker[]): void {
  test.each(weaknesses)('warns of %s', (_, make, id) => {
    expect(warningsOf(make())).toContain(id);
  });
}

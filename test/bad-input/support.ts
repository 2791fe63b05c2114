import { AttributeType, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import {
  Fault,
  FaultExperiment,
  FailoverDomain,
  FailoverRole,
  HttpEndpoint,
  Regions,
  ResilientFunction,
  ResilientService,
} from '../../lib';
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
    domainName: DOMAIN.name,
    hostedZoneId: DOMAIN.hostedZoneId,
    zoneName: DOMAIN.zoneName,
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

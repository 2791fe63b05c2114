import { readFileSync } from 'fs';
import { join } from 'path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import {
  Failover,
  FailoverDomain,
  FailoverRole,
  HttpEndpoint,
  Regions,
  ResilientFunction,
  ResilientService,
  Routing,
  type ActiveActiveOptions,
  type ResilientServiceProps,
} from '../../lib';
import { readAssembly } from '../../lib/assembly/assembly';
import { findingsOf } from '../rules/support/synthesized';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { plainStack, someFunction } from '../support/two-regions';

const domain = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
const code = Code.fromInline('exports.handler = async () => ({ statusCode: 200 });');
const two = ['us-east-2', 'us-west-2'];
const three = [...two, 'eu-west-1'];

function exposed(regions: Regions, props: Omit<ResilientServiceProps, 'regions'> = {}): ResilientService {
  const service = new ResilientService(new App(), 'Intake', { regions, domain, ...props });
  for (const region of service.regionalStacks) service.exposeHttp(region, someFunction(region));
  return service;
}

/** The records of a region, without what they lead to. */
function recordsOf(stack: Stack): Record<string, unknown>[] {
  const records = Object.values(Template.fromStack(stack).findResources('AWS::Route53::RecordSet'));
  return records.map(({ Properties: all }) => {
    const { Name, Type, Weight, Region, Failover: role, SetIdentifier } = all as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries({ Name, Type, Weight, Region, Failover: role, SetIdentifier }).filter(
        ([, value]) => value !== undefined,
      ),
    );
  });
}

function recordOf(template: Template, role: string): { Name: string; AliasTarget?: { DNSName: string } } {
  const [record] = Object.values(template.findResources('AWS::Route53::RecordSet', { Properties: { Failover: role } }));
  return (record as { Properties: { Name: string; AliasTarget?: { DNSName: string } } }).Properties;
}

describe('active/active', () => {
  test('by default every region has a record of the same weight, with a health check of its own', () => {
    const service = exposed(Regions.activeActive(...two));
    for (const stack of service.regionalStacks) {
      const template = Template.fromStack(stack);
      template.hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'files.example.com.',
        Type: 'CNAME',
        TTL: '30',
        Weight: 100,
        Failover: Match.absent(),
        SetIdentifier: stack.region,
        HealthCheckId: { Ref: Match.stringLikeRegexp('^DomainHealthCheck') },
        ResourceRecords: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^DomainCustomDomain'), 'RegionalDomainName'] }],
      });
      template.resourceCountIs('AWS::Route53::RecordSet', 1);
      template.resourceCountIs('AWS::Route53::HealthCheck', 1);
    }
  });

  test('weights are those that were given', () => {
    const failover = Failover.activeActive({ routing: Routing.weighted({ 'us-east-2': 70, 'us-west-2': 30 }) });
    const service = exposed(Regions.activeActive(...two), { failover });
    expect(service.regionalStacks.flatMap(recordsOf).map(({ Weight }) => Weight)).toEqual([70, 30]);
  });

  test('by latency each record is for its own region', () => {
    const failover = Failover.activeActive({ routing: Routing.latency(), ttl: Duration.seconds(20) });
    const service = exposed(Regions.activeActive(...three), { failover });
    for (const stack of service.regionalStacks) {
      Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', {
        Region: stack.region,
        SetIdentifier: stack.region,
        TTL: '20',
        HealthCheckId: Match.anyValue(),
      });
    }
  });

  test('at the apex of the zone the records are aliases that evaluate their target', () => {
    const service = exposed(Regions.activeActive(...two), { domain: { ...domain, name: 'example.com' } });
    for (const stack of service.regionalStacks) {
      Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', {
        Type: 'A',
        Weight: 100,
        AliasTarget: { EvaluateTargetHealth: true },
        HealthCheckId: Match.anyValue(),
      });
    }
  });

  test('a weight of 0 is that of a standby, which tells of users and does not wait for them', () => {
    const failover = Failover.of({ routing: Routing.weighted({ 'us-east-2': 1, 'us-west-2': 0 }) });
    const { primary, standby } = exposed(Regions.activePassive('us-east-2', 'us-west-2'), { failover });
    expect([primary, standby].flatMap(recordsOf).map(({ Weight }) => Weight)).toEqual([1, 0]);
    const described = (stack: Stack, text: string) =>
      Object.keys(
        Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', {
          Properties: { AlarmDescription: Match.stringLikeRegexp(text) },
        }),
      ).length;
    expect([described(primary, '^No request of a user'), described(standby, '^No request of a user')]).toEqual([1, 0]);
    expect([described(primary, '^Users have come'), described(standby, '^Users have come')]).toEqual([0, 1]);
  });

  test('silence is watched in every region, and no region tells that it has taken over', () => {
    const service = exposed(Regions.activeActive(...three));
    for (const stack of service.regionalStacks) {
      const descriptions = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
        alarm => (alarm as { Properties: { AlarmDescription: string } }).Properties.AlarmDescription,
      );
      expect(descriptions.filter(text => text.startsWith('No request of a user'))).toHaveLength(1);
      expect(descriptions.filter(text => text.startsWith('Users have come'))).toEqual([]);
    }
  });

  test('no region refers to another', () => {
    const service = exposed(Regions.activeActive(...three));
    assertRegionIndependence((service.node.root as App).synth());
  });

  test('an ordinary stack has its record by the weights alone', () => {
    const stack = plainStack('us-west-2');
    const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
    const failover = Failover.activeActive({ routing: Routing.weighted({ 'us-east-2': 9, 'us-west-2': 1 }) });
    const made = new FailoverDomain(stack, 'Domain', { endpoint, domain, failover });
    expect(recordsOf(stack)).toEqual([
      { Name: 'files.example.com.', Type: 'CNAME', Weight: 1, SetIdentifier: 'us-west-2' },
    ]);
    expect(made.role).toBeUndefined();
  });

  test('a record that is alone in its app is warned of', () => {
    const stack = plainStack('us-west-2');
    const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
    const failover = Failover.activeActive({ routing: Routing.latency() });
    new FailoverDomain(stack, 'Domain', { endpoint, domain, failover });
    const messages = (stack.node.root as App).synth().stacks.flatMap(({ messages: all }) => all);
    expect(messages.map(({ entry }) => String(entry.data)).join()).toContain(
      'has a latency record in this app and no other',
    );
  });

  test('the recovery time is that of the health check and the TTL, whichever region is lost', () => {
    const { timing } = Failover.activeActive({ routing: Routing.latency(), ttl: Duration.seconds(10) });
    expect(timing.formula).toBe('3 × (10 s + 6 s) + 10 s + 10 s + 5 s = 73 s');
  });

  test('what is suggested for an objective leads clients as before', () => {
    const failover = Failover.activeActive({ routing: Routing.latency({ ttl: Duration.seconds(60) }) });
    const suggested = failover.suggestFor(Duration.seconds(100))!;
    expect(suggested.timing.rtoSeconds).toBeLessThanOrEqual(100);
    const service = exposed(Regions.activeActive(...two), { failover: suggested });
    expect(service.regionalStacks.flatMap(recordsOf).map(({ Region }) => Region)).toEqual(two);
  });
});

describe('more than two regions that take over from one another', () => {
  const inThree = (name = domain.name) =>
    exposed(Regions.activePassive(three[0], ...three.slice(1)), { domain: { ...domain, name } });

  test('the first has the PRIMARY, and each further level is a name of its own', () => {
    expect(inThree().regionalStacks.map(recordsOf)).toEqual([
      [{ Name: 'files.example.com.', Type: 'CNAME', Failover: 'PRIMARY', SetIdentifier: 'us-east-2' }],
      [
        { Name: '_2.files.example.com.', Type: 'CNAME', Failover: 'PRIMARY', SetIdentifier: 'us-west-2' },
        { Name: 'files.example.com.', Type: 'CNAME', Failover: 'SECONDARY', SetIdentifier: 'us-west-2' },
      ],
      [{ Name: '_2.files.example.com.', Type: 'CNAME', Failover: 'SECONDARY', SetIdentifier: 'eu-west-1' }],
    ]);
  });

  test('the SECONDARY leads to the inner name, follows its health, and is made after it', () => {
    const [, second] = inThree().regionalStacks;
    Template.fromStack(second).hasResource('AWS::Route53::RecordSet', {
      Properties: {
        Name: 'files.example.com.',
        Failover: 'SECONDARY',
        HealthCheckId: Match.absent(),
        TTL: Match.absent(),
        AliasTarget: {
          DNSName: '_2.files.example.com.',
          EvaluateTargetHealth: true,
          HostedZoneId: domain.hostedZoneId,
        },
      },
      DependsOn: [Match.stringLikeRegexp('^DomainInnerRecord')],
    });
  });

  test('each record that leads to a region has its health check', () => {
    for (const stack of inThree().regionalStacks) {
      Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', {
        HealthCheckId: { Ref: Match.stringLikeRegexp('^DomainHealthCheck') },
        ResourceRecords: Match.anyValue(),
      });
      Template.fromStack(stack).resourceCountIs('AWS::Route53::HealthCheck', 1);
    }
  });

  test('at the apex the inner names are aliases too: an alias has the type of what it leads to', () => {
    const types = inThree('example.com')
      .regionalStacks.flatMap(recordsOf)
      .map(({ Name, Type }) => `${String(Name)} ${String(Type)}`);
    expect(types).toEqual(['example.com. A', '_2.example.com. A', 'example.com. A', '_2.example.com. A']);
  });

  test('a fourth region is one level more', () => {
    const service = exposed(Regions.activePassive('us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'));
    const [, , third, fourth] = service.regionalStacks.map(stack => Template.fromStack(stack));
    expect(recordOf(third, 'SECONDARY').AliasTarget!.DNSName).toBe('_3.files.example.com.');
    expect(recordOf(third, 'PRIMARY').Name).toBe('_3.files.example.com.');
    expect(recordOf(fourth, 'SECONDARY').Name).toBe('_3.files.example.com.');
  });

  test('no region refers to another', () => {
    assertRegionIndependence((inThree().node.root as App).synth());
  });

  test('the second region keeps the record that it had before there was a third', () => {
    const idOf = (service: ResilientService) =>
      Object.keys(
        Template.fromStack(service.regionalStacks[1]).findResources('AWS::Route53::RecordSet', {
          Properties: { Name: 'files.example.com.' },
        }),
      );
    expect(idOf(inThree())).toEqual(idOf(exposed(Regions.activePassive(three[0], three[1]))));
  });

  test('ordinary stacks are told the regions', () => {
    const app = new App();
    const regions = Regions.activePassive(three[0], ...three.slice(1));
    const stacks = three.map(region => new Stack(app, region, { env: { region } }));
    const domains = stacks.map(stack => {
      const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
      return new FailoverDomain(stack, 'Domain', { endpoint, domain, regions });
    });
    expect(domains.map(({ role }) => role)).toEqual(['PRIMARY', 'SECONDARY', 'SECONDARY']);
    expect(stacks.map(stack => recordsOf(stack).length)).toEqual([1, 2, 1]);
  });
});

describe('what judges see', () => {
  const zero = Failover.of({ routing: Routing.weighted({ 'us-east-2': 1, 'us-west-2': 0 }) });
  const latency = Failover.activeActive({ routing: Routing.latency() });

  test.each<[string, Regions, Failover | undefined, string[], string[]]>([
    ['weights', Regions.activeActive(...three), undefined, three, []],
    ['latency', Regions.activeActive(...three), latency, three, []],
    ['a tree', Regions.activePassive(three[0], ...three.slice(1)), undefined, [three[0]], three.slice(1)],
    ['a weight of 0', Regions.activePassive(two[0], two[1]), zero, [two[0]], [two[1]]],
  ])('no rule finds anything in %s, and the report has a bound for each region that answers', (_what, ...given) => {
    const [regions, failover, answering, standing] = given;
    const app = new App();
    const operators = ['operator@example.com'];
    const service = new ResilientService(app, 'Intake', {
      regions,
      failover,
      domain,
      operators,
      account: '111122223333',
    });
    for (const region of service.regionalStacks) {
      service.exposeHttp(region, new ResilientFunction(region, 'Api', { code, handler: 'index.handler' }));
    }
    const { directory } = app.synth();
    expect(findingsOf(readAssembly(directory))).toEqual([]);

    const report = readFileSync(join(directory, 'resilience-report.json'), 'utf8');
    const [{ sides, rto }] = (JSON.parse(report) as { services: ReportedService[] }).services;
    expect(rto.value).toBe(98);
    const bounds = sides.map(side => [side.region, side.recovery?.value ?? (side.role === 'PRIMARY' ? 98 : undefined)]);
    expect(bounds).toEqual([...answering.map(region => [region, 98]), ...standing.map(region => [region, undefined])]);
  });
});

interface ReportedService {
  readonly sides: {
    readonly region: string;
    readonly role: string | null;
    readonly recovery?: { readonly value: number };
  }[];
  readonly rto: { readonly value: number };
}

describe('refused', () => {
  const active = Regions.activeActive(...two);
  const passive = Regions.activePassive('us-east-2', 'us-west-2');
  const weighted = (weights: Record<string, number>) => Failover.of({ routing: Routing.weighted(weights) });

  test.each<[string, () => unknown, string, string]>([
    ['a weight above 255', () => Routing.weighted({ 'us-east-2': 256 }), 'WeightOutOfRange', '"us-east-2" is 256'],
    ['a negative weight', () => Routing.weighted({ 'us-east-2': -1 }), 'WeightOutOfRange', 'from 0 to 255'],
    ['half a weight', () => Routing.weighted({ 'us-east-2': 0.5 }), 'WeightOutOfRange', 'is 0.5'],
    [
      'weights that are all 0',
      () => Routing.weighted({ 'us-east-2': 0, 'us-west-2': 0 }),
      'WeightOutOfRange',
      'each of them as often',
    ],
    ['no weights at all', () => Routing.weighted({}), 'WeightOutOfRange', 'above 0'],
    [
      'a weight of a region that the service has not',
      () => exposed(active, { failover: weighted({ 'us-east-2': 1, 'us-west-2': 1, 'eu-west-1': 1 }) }),
      'WeightRegionUnknown',
      '"eu-west-1" has a weight',
    ],
    [
      'a region without a weight',
      () => exposed(active, { failover: weighted({ 'us-east-2': 1 }) }),
      'WeightMissing',
      '"us-west-2" has no weight',
    ],
    [
      'a weight of 0 that is not said to be a standby',
      () => exposed(active, { failover: weighted({ 'us-east-2': 1, 'us-west-2': 0 }) }),
      'WeightConflict',
      'Regions.activePassive(…)',
    ],
    [
      'a standby with a weight',
      () => exposed(passive, { failover: weighted({ 'us-east-2': 70, 'us-west-2': 30 }) }),
      'WeightConflict',
      'said to stand by',
    ],
    [
      'a standby behind latency',
      () => exposed(passive, { failover: Failover.activeActive({ routing: Routing.latency() }) }),
      'RegionsUnsupported',
      '"us-west-2" stands by',
    ],
    [
      'active regions behind failover records',
      () => exposed(active, { failover: Failover.activePassive() }),
      'RegionsUnsupported',
      'give Failover.activeActive(…)',
    ],
    [
      'failover records as active/active',
      () => Failover.activeActive({ routing: Routing.failover() }),
      'RoutingUnsupported',
      'Routing.weighted()',
    ],
    [
      'a TTL of half a second',
      () => Failover.activeActive({ ttl: Duration.millis(500) }),
      'TtlOutOfRange',
      'whole seconds',
    ],
    [
      'a misspelt option',
      () => Failover.activeActive({ rooting: Routing.latency() } as ActiveActiveOptions),
      'PropUnknown',
      '"rooting"',
    ],
    [
      'an objective that is out of reach',
      () => exposed(active, { objectives: { rto: Duration.seconds(60) } }),
      'RtoTooShort',
      '93 s',
    ],
  ])('fails on %s', (_what, make, code, fragment) => {
    const failure = failureOf(make);
    expect(failure.codes).toEqual([code]);
    expect(failure.message).toContain(fragment);
  });

  const endpointIn = (stack: Stack) => new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
  const alone = (props: object, stack = plainStack()) =>
    new FailoverDomain(stack, 'Domain', { endpoint: endpointIn(stack), domain, ...props });

  test.each<[string, () => unknown, string, string]>([
    [
      'a role beside weights',
      () => alone({ role: FailoverRole.PRIMARY, failover: Failover.activeActive() }),
      'FailoverRoleUnused',
      'weighted',
    ],
    ['failover records without a role', () => alone({}), 'FailoverRoleInvalid', 'FailoverRole.PRIMARY'],
    [
      'a role that the regions contradict',
      () =>
        alone({ role: FailoverRole.PRIMARY, regions: Regions.activePassive('us-east-2', 'us-west-2', 'eu-west-1') }),
      'FailoverRoleConflict',
      'is SECONDARY',
    ],
    [
      'a stack that is in none of the regions',
      () => alone({ regions: Regions.activePassive('us-east-2', 'us-west-2') }),
      'RegionUnknown',
      '"eu-west-1" is none of the regions',
    ],
    [
      'weights without the own region',
      () => alone({ failover: Failover.activeActive({ routing: Routing.weighted({ 'us-east-2': 1 }) }) }),
      'WeightMissing',
      '"eu-west-1" has no weight',
    ],
    [
      'two routings under one name',
      () => {
        const app = new App();
        const [here, there] = two.map(region => new Stack(app, region, { env: { region } }));
        alone({ failover: Failover.activeActive() }, here);
        alone({ failover: Failover.activeActive({ routing: Routing.latency() }) }, there);
      },
      'RoutingConflict',
      'would be chosen by latency, and that of "us-east-2/Domain" is weighted',
    ],
    [
      'regions below a service',
      () => {
        const service = new ResilientService(new App(), 'Intake', { regions: active });
        alone({ regions: active }, service.primary);
      },
      'FailoverRegionsConflict',
      'leave "regions" out',
    ],
  ])('fails on %s', (_what, make, code, fragment) => {
    const failure = failureOf(make);
    expect(failure.codes).toEqual([code]);
    expect(failure.message).toContain(fragment);
  });
});

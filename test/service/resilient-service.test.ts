import { App, Duration, Stack, Stage } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  AlarmTopics,
  Failback,
  Failover,
  Health,
  HttpEndpoint,
  RegionIndependence,
  Regions,
  ReplicatedTable,
  ResilientService,
  type ExposeHttpOptions,
  type IRegionalEndpoint,
  type NameTarget,
  type RegionalStack,
  type ResilientServiceProps,
} from '../../lib';
import { failureOf } from '../support/failure';

const domain = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
const regions = Regions.activePassive('us-east-1', 'us-west-2');

function newService(props: Omit<ResilientServiceProps, 'regions'> = {}, app = new App()): ResilientService {
  return new ResilientService(app, 'Intake', { regions, ...props });
}

function newFunction(stack: RegionalStack): Function {
  return new Function(stack, 'Handler', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
  });
}

/** An endpoint that is no HTTP API. */
class LoadBalancer extends Construct implements IRegionalEndpoint {
  readonly healthPath = '/ready';
  readonly regionalDomainName = `${Stack.of(this).region}.balancer.example.com`;

  metricHealthRequests(): Metric {
    return new Metric({ namespace: 'AWS/ApplicationELB', metricName: 'RequestCount' });
  }

  attachName(): NameTarget {
    return { dnsName: this.regionalDomainName, hostedZoneId: 'Z0000000000000000000' };
  }
}

function exposeEverywhere(service: ResilientService): ResilientService {
  for (const region of service.regionalStacks) service.exposeHttp(region, newFunction(region));
  return service;
}

describe('regional stacks', () => {
  test('there is one for each region, named after the service and the region', () => {
    const service = newService();

    expect(service.regionalStacks.map(stack => [stack.region, stack.stackName, stack.isPrimary])).toEqual([
      ['us-east-1', 'Intake-us-east-1', true],
      ['us-west-2', 'Intake-us-west-2', false],
    ]);
  });

  test('they carry the declared objectives for the drill', () => {
    const service = newService({ objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) } });

    for (const stack of service.regionalStacks) {
      expect(Template.fromStack(stack).toJSON()).toMatchObject({
        Metadata: { RecoveryObjectives: { rtoSeconds: 120, rpoSeconds: 900, clientTimeoutSeconds: 5 } },
      });
    }
  });

  test('none of them refers to or depends on another', () => {
    const app = new App();
    exposeEverywhere(newService({ domain }, app));

    expect(RegionIndependence.check(app.synth())).toEqual([]);
  });

  test('they share a zone that is imported, and have a certificate each', () => {
    const app = new App();
    const zone = HostedZone.fromHostedZoneAttributes(new Stack(app, 'Names'), 'Zone', domain);
    const service = newService({ domain: { name: domain.name, zone } }, app);
    for (const region of service.regionalStacks) {
      const certificate = new Certificate(region, 'Certificate', { domainName: domain.name });
      service.exposeHttp(region, newFunction(region), { certificate });
    }

    expect(RegionIndependence.check(app.synth())).toEqual([]);
    for (const stack of service.regionalStacks) {
      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::CertificateManager::Certificate', 1);
      template.hasResourceProperties('AWS::Route53::RecordSet', { HostedZoneId: domain.hostedZoneId });
    }
  });

  test('a service in a stage has its stacks in the stage', () => {
    const app = new App();
    const service = new ResilientService(new Stage(app, 'Prod'), 'Intake', { regions });

    expect(service.primary.stackName).toBe('Prod-Intake-us-east-1');
  });
});

describe('three regions', () => {
  const three = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;

  function serviceIn(given: Regions, props: Omit<ResilientServiceProps, 'regions'> = {}): ResilientService {
    return exposeEverywhere(new ResilientService(new App(), 'Intake', { regions: given, ...props }));
  }

  test('without a domain each has its stack and its endpoint, and each standby stands by', () => {
    const service = serviceIn(Regions.activePassive(...three));

    expect(service.regionalStacks.map(stack => [stack.region, stack.role])).toEqual([
      ['us-east-1', 'PRIMARY'],
      ['us-west-2', 'STANDBY'],
      ['eu-west-1', 'STANDBY'],
    ]);
    expect(service.standbys).toEqual(service.regionalStacks.slice(1));
    expect(service.standby).toBe(service.regionalStacks[1]);
    for (const stack of service.regionalStacks) Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 1);
  });

  test.each([
    ['active/passive', Regions.activePassive(...three), [1, 0, 0]],
    ['active/active', Regions.activeActive(...three), [1, 1, 1]],
  ])('silence is watched where %s expects traffic', (_kind, given, alarms) => {
    const service = serviceIn(given);

    const silence = { ComparisonOperator: 'LessThanThreshold', Metrics: Match.anyValue() };
    service.regionalStacks.forEach((stack, index) => {
      Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', silence, alarms[index]);
    });
  });

  test('fails with NoStandby where every region answers and the standby is asked for', () => {
    expect(() => serviceIn(Regions.activeActive(...three)).standby).toThrow(/\[StandbyMissing\]/);
  });
});

describe('exposing HTTP', () => {
  test('with a domain, the primary gets the PRIMARY record and the standby the SECONDARY one, each with its health check', () => {
    const service = exposeEverywhere(newService({ domain }));

    for (const [stack, role] of [
      [service.primary, 'PRIMARY'],
      [service.standby, 'SECONDARY'],
    ] as const) {
      Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'files.example.com.',
        Failover: role,
        SetIdentifier: stack.region,
        HealthCheckId: Match.anyValue(),
      });
    }
  });

  test('without a domain, every region has its endpoint and the app warns what is weaker', () => {
    const service = exposeEverywhere(newService());

    for (const stack of service.regionalStacks) {
      Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 1);
      Template.fromStack(stack).resourceCountIs('AWS::Route53::RecordSet', 0);
    }
    expect(service.node.metadata.map(entry => entry.data as string).join()).toContain('nothing leads clients away');
  });

  test('an endpoint that is made elsewhere is put behind the domain', () => {
    const service = newService({ domain });
    const domains = service.regionalStacks.map(stack =>
      service.expose(stack, new HttpEndpoint(stack, 'Mine', { handler: newFunction(stack), routes: ['GET /a'] })),
    );

    expect(domains.map(made => made?.role)).toEqual(['PRIMARY', 'SECONDARY']);
    Template.fromStack(service.standby).hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: {
        FullyQualifiedDomainName: {
          'Fn::Join': ['', [{ Ref: Match.stringLikeRegexp('^MineApi') }, Match.anyValue(), Match.anyValue()]],
        },
      },
    });
  });

  test('an endpoint of another kind is put behind the domain by what it tells of itself', () => {
    const service = newService({ domain });
    for (const stack of service.regionalStacks) service.expose(stack, new LoadBalancer(stack, 'LoadBalancer'));

    const template = Template.fromStack(service.primary);
    template.hasResourceProperties('AWS::Route53::RecordSet', { ResourceRecords: ['us-east-1.balancer.example.com'] });
    template.hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { FullyQualifiedDomainName: 'us-east-1.balancer.example.com', ResourcePath: '/ready' },
    });
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
  });

  test('without a domain an exposed endpoint has no record', () => {
    const service = newService();

    expect(service.expose(service.primary, new LoadBalancer(service.primary, 'LoadBalancer'))).toBeUndefined();
  });

  test('the options of the endpoint are handed on', () => {
    const service = newService();
    for (const stack of service.regionalStacks) {
      service.exposeHttp(stack, newFunction(stack), { routes: ['GET /a'], rateLimit: 7 });
    }

    const template = Template.fromStack(service.primary);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /a' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { DefaultRouteSettings: { ThrottlingRateLimit: 7 } });
  });

  test('the endpoint of a region can be asked for', () => {
    const service = exposeEverywhere(newService());

    expect(service.endpointInRegion(service.primary)?.healthPath).toBe('/health');
  });
});

test('each region tells once of all that is wrong there, and of what is found by its own topic', () => {
  const service = newService();
  exposeEverywhere(service);
  const topics = service.regionalStacks.map(stack => {
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 1);
    template.resourceCountIs('AWS::SNS::Topic', 1);
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', { AlarmActions: [{ Ref: topic }] });
    return topic;
  });
  expect(topics).toHaveLength(2);
});

test('a service may leave each alarm to tell by itself', () => {
  const service = newService({ serviceAlarm: false });
  const [stack] = service.regionalStacks;
  exposeEverywhere(service);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [Match.anyValue()] });
});

test('topics that are there take the place of its own', () => {
  const arn = (region: string) => `arn:aws:sns:${region}:111122223333:on-call`;
  const alarmTopics = AlarmTopics.existing({ 'us-east-1': arn('us-east-1'), 'us-west-2': arn('us-west-2') });
  const service = newService({ alarmTopics });
  exposeEverywhere(service);
  for (const stack of service.regionalStacks) {
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', { AlarmActions: [arn(stack.region)] });
  }
});

test('fails on operators beside topics that are there', () => {
  const alarmTopics = AlarmTopics.existing({ 'us-east-1': 'arn:aws:sns:us-east-1:111122223333:on-call' });
  const failure = failureOf(() => newService({ alarmTopics, operators: ['ops@example.com'] }));
  expect(failure.codes).toEqual(['AlarmTopicConflict']);
});

test('operators are subscribed to the alarms of every region', () => {
  const service = newService({ operators: ['ops@example.com'] });

  for (const stack of service.regionalStacks) {
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
  }
});

test('an opt-in region is warned of', () => {
  const app = new App();
  const service = new ResilientService(app, 'Intake', { regions: Regions.activePassive('eu-central-1', 'eu-south-1') });

  expect(service.node.metadata.map(entry => entry.data as string).join()).toContain('opt in to eu-south-1');
});

describe('bad input', () => {
  test('fails where the failover cannot meet the declared RTO, and shows the arithmetic', () => {
    const slow = Failover.activePassive({ interval: Duration.seconds(30), failureThreshold: 3 });

    expect(() => newService({ domain, failover: slow, objectives: { rto: Duration.seconds(60) } })).toThrow(
      expect.objectContaining({
        code: 'RtoTooShort',
        message: expect.stringContaining('3 × (30 s + 6 s)') as string,
      }),
    );
  });

  test('fails where the health route goes on with an answer for longer than the declared RTO leaves', () => {
    const service = newService({ domain, objectives: { rto: Duration.seconds(93) } });
    const handler = newFunction(service.primary);
    const health = Health.deep({ cacheFor: Duration.seconds(30) });

    expect(() => service.exposeHttp(service.primary, handler, { health })).toThrow(
      expect.objectContaining({
        code: 'RtoTooShort',
        message: expect.stringContaining('30 s + 3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 123 s') as string,
      }),
    );
  });

  test('fails inside of a stack', () => {
    expect(() => new ResilientService(new Stack(new App(), 'Mine'), 'Intake', { regions })).toThrow(
      /\[ServiceScopeInvalid\].*"Mine"/,
    );
  });

  test('fails for a stack of another service', () => {
    const app = new App();
    const other = new ResilientService(app, 'Other', { regions });

    expect(() => newService({}, app).exposeHttp(other.primary, newFunction(other.primary))).toThrow(
      /\[StackOfOtherService\].*Other\/us-east-1/,
    );
  });

  test('fails for a second endpoint in a region', () => {
    const service = exposeEverywhere(newService());

    expect(() => service.exposeHttp(service.primary, service.primary.node.findChild('Handler') as Function)).toThrow(
      /\[EndpointRepeated\].*us-east-1/,
    );
  });

  test('fails at synth where one region was left out', () => {
    const app = new App();
    const service = newService({}, app);
    service.exposeHttp(service.primary, newFunction(service.primary));

    expect(() => app.synth()).toThrow(/\[RegionEndpointMissing\] region "us-west-2"/);
  });
});

describe('a service with a replicated table', () => {
  const warningsOf = (service: ResilientService) => {
    (service.node.root as App).synth();
    return service.node.metadata.map(({ data }) => String(data)).filter(text => text.includes('failbackUnheld'));
  };
  const withTable = (
    options: Partial<ExposeHttpOptions> = {},
    props: Omit<ResilientServiceProps, 'regions'> = { domain },
  ) => {
    const service = newService(props);
    new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
    const endpoints = service.regionalStacks.map(stack => service.exposeHttp(stack, newFunction(stack), options));
    return { service, endpoints };
  };

  test('holds a region that comes back until the table has caught up, without being told', () => {
    const { service, endpoints } = withTable();

    expect(endpoints.map(({ longestHold }) => longestHold?.toHours())).toEqual([1, undefined]);
    expect(warningsOf(service)).toEqual([]);
  });

  test.each<[string, Health]>([
    ['asks no table', Health.deep()],
    ['asks nothing', Health.shallow()],
    ["is the service's own", Health.ownRoute('/ready')],
  ])('warns where the health route %s', (_, health) => {
    expect(warningsOf(withTable({ health }).service)).toEqual([
      expect.stringMatching(/when "us-east-1" comes back.*"Intake\/Files".*Health.deep/s),
    ]);
  });

  test('does not warn where somebody lets users back at once, which has a warning of its own', () => {
    const service = newService({ domain });
    const table = new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
    for (const stack of service.regionalStacks) {
      const health = Health.deep({ tables: [table.inRegion(stack)], failback: Failback.atOnce() });
      service.exposeHttp(stack, newFunction(stack), { health });
    }
    expect(warningsOf(service)).toEqual([]);
  });

  test('without a domain there is nothing to return to, and nothing to warn of', () => {
    expect(warningsOf(withTable({ health: Health.shallow() }, {}).service)).toEqual([]);
  });
});

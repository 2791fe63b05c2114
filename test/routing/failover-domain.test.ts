import { IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { Annotations, Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Duration, Stack } from 'aws-cdk-lib/core';
import {
  Failover,
  FailoverDomain,
  FailoverRole,
  Health,
  HttpEndpoint,
  type FailoverDomainProps,
} from '../../lib/routing';
import { failureOf } from '../support/failure';
import { assertRegionIndependence } from '../support/assertions';
import { someFunction, twoRegions } from '../support/two-regions';

const ZONE = { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' };
const DOMAIN = { name: 'files.example.com', ...ZONE };

function createDomain(stack: Stack, role: FailoverRole, props: Partial<FailoverDomainProps> = {}): FailoverDomain {
  const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
  return new FailoverDomain(stack, 'Domain', { endpoint, domain: DOMAIN, role, ...props });
}

function createBoth(props: Partial<FailoverDomainProps> = {}) {
  const regions = twoRegions();
  createDomain(regions.primary, FailoverRole.PRIMARY, props);
  createDomain(regions.standby, FailoverRole.SECONDARY, props);
  return regions;
}

test('each region writes its own record, with its own health check', () => {
  const { primary, standby } = createBoth();
  for (const [stack, role] of [
    [primary, 'PRIMARY'],
    [standby, 'SECONDARY'],
  ] as const) {
    const template = Template.fromStack(stack);
    const check = new Capture();
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'files.example.com.',
      Type: 'CNAME',
      TTL: '30',
      Failover: role,
      SetIdentifier: stack.region,
      HostedZoneId: ZONE.hostedZoneId,
      HealthCheckId: { Ref: check },
      ResourceRecords: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^DomainCustomDomain'), 'RegionalDomainName'] }],
    });
    expect(template.findResources('AWS::Route53::HealthCheck')).toHaveProperty(check.asString());
  }
});

test("the health check asks its own region's address, not the failover name", () => {
  const { standby } = createBoth();
  Template.fromStack(standby).hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'HTTPS',
      FullyQualifiedDomainName: {
        'Fn::Join': [
          '',
          [{ Ref: Match.stringLikeRegexp('^EndpointApi') }, '.execute-api.us-west-2.', Match.anyValue()],
        ],
      },
      Port: 443,
      ResourcePath: '/health',
      RequestInterval: 10,
      FailureThreshold: 3,
      EnableSNI: true,
      Inverted: false,
      MeasureLatency: false,
    },
  });
});

test('the custom domain has a certificate of its region and TLS 1.2', () => {
  const { primary } = createBoth();
  const template = Template.fromStack(primary);
  template.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: 'files.example.com',
    ValidationMethod: 'DNS',
    DomainValidationOptions: [{ HostedZoneId: ZONE.hostedZoneId }],
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'files.example.com',
    DomainNameConfigurations: [
      {
        EndpointType: 'REGIONAL',
        SecurityPolicy: 'TLS_1_2',
        CertificateArn: { Ref: Match.stringLikeRegexp('^DomainCertificate') },
      },
    ],
  });
  template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
});

test('at the apex of the zone the record is an alias that evaluates its target', () => {
  const { primary } = twoRegions();
  const domain = createDomain(primary, FailoverRole.PRIMARY, { domain: { ...DOMAIN, name: 'example.com' } });
  Template.fromStack(primary).hasResourceProperties('AWS::Route53::RecordSet', {
    Name: 'example.com.',
    Type: 'A',
    TTL: Match.absent(),
    AliasTarget: { EvaluateTargetHealth: true },
    HealthCheckId: Match.anyValue(),
  });
  expect(domain.timing.formula).toContain('+ 60 s +');
});

test.each([
  ['an endpoint with both kinds of addresses', IpAddressType.DUAL_STACK, ['A', 'AAAA']],
  ['an endpoint with IPv4 alone', undefined, ['A']],
])('the apex leads to %s by a record for each', (_what, ipAddressType, types) => {
  const { primary } = twoRegions();
  const endpoint = new HttpEndpoint(primary, 'Endpoint', { handler: someFunction(primary), ipAddressType });
  const domain = { ...DOMAIN, name: 'example.com' };
  new FailoverDomain(primary, 'Domain', { endpoint, domain, role: FailoverRole.PRIMARY });
  const records = Object.values(Template.fromStack(primary).findResources('AWS::Route53::RecordSet'));
  const shapes = records.map(({ Properties: { Type, Failover: role } }) => `${role} ${Type}`);
  expect(shapes.sort()).toEqual(types.map(type => `PRIMARY ${type}`));
});

test('the health check says how old an answer of its health route may be, where it repeats any', () => {
  const declaredBy = (health: Health): unknown[] => {
    const { primary } = twoRegions();
    const endpoint = new HttpEndpoint(primary, 'Endpoint', { handler: someFunction(primary), health });
    const domain = new FailoverDomain(primary, 'Domain', { endpoint, domain: DOMAIN, role: FailoverRole.PRIMARY });
    const [check] = Object.values(Template.fromStack(primary).findResources('AWS::Route53::HealthCheck'));
    const { RecoveryObjectives } = (check.Metadata ?? {}) as Record<string, unknown>;
    return [RecoveryObjectives, domain.timing.detectionSeconds];
  };

  expect(declaredBy(Health.deep({ cacheFor: Duration.seconds(20) }))).toEqual([{ healthCacheSeconds: 20 }, 68]);
  expect(declaredBy(Health.deep())).toEqual([{ healthCacheSeconds: 5 }, 53]);
  expect(declaredBy(Health.deep({ cacheFor: Duration.seconds(0) }))).toEqual([undefined, 48]);
  expect(declaredBy(Health.shallow())).toEqual([undefined, 48]);
  expect(declaredBy(Health.ownRoute('/ready'))).toEqual([undefined, 48]);
});

test('interval, threshold and TTL come from the failover', () => {
  const failover = Failover.activePassive({
    interval: Duration.seconds(30),
    failureThreshold: 2,
    ttl: Duration.seconds(20),
  });
  const template = Template.fromStack(createBoth({ failover }).primary);
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { RequestInterval: 30, FailureThreshold: 2 },
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', { TTL: '20' });
});

test('in the standby too, silence of the health route raises an alarm', () => {
  const { standby } = createBoth();
  Template.fromStack(standby).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^EndpointHealth') } }],
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    Period: 60,
    EvaluationPeriods: 3,
  });
});

test('a certificate that is not renewed raises an alarm, in either region', () => {
  const { primary, standby } = createBoth();
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/CertificateManager',
      MetricName: 'DaysToExpiry',
      Dimensions: [{ Name: 'CertificateArn', Value: { Ref: Match.stringLikeRegexp('^DomainCertificate') } }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 30,
      Statistic: 'Minimum',
      Period: 86400,
      TreatMissingData: 'notBreaching',
    });
  }
});

test('upper case and a trailing dot are normalised', () => {
  const { primary } = twoRegions();
  const domain = createDomain(primary, FailoverRole.PRIMARY, {
    domain: { ...DOMAIN, name: 'Files.Example.COM.', zoneName: 'Example.com.' },
  });
  expect(domain.domainName).toBe('files.example.com');
});

describe('a hosted zone as a construct', () => {
  const { name } = DOMAIN;

  test('takes the record and the validation of the certificate, where its own stack makes it', () => {
    const { primary } = twoRegions();
    createDomain(primary, FailoverRole.PRIMARY, {
      domain: { name, zone: new HostedZone(primary, 'Zone', { zoneName: 'Example.com' }) },
    });
    const template = Template.fromStack(primary);
    const hostedZoneId = { Ref: Match.stringLikeRegexp('^Zone') };
    template.hasResourceProperties('AWS::Route53::RecordSet', { HostedZoneId: hostedZoneId });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainValidationOptions: [{ HostedZoneId: hostedZoneId }],
    });
  });

  test('ties no region to the other, where it is imported in a stack of one of them', () => {
    const regions = twoRegions();
    const zone = HostedZone.fromHostedZoneAttributes(regions.primary, 'Zone', ZONE);
    createDomain(regions.primary, FailoverRole.PRIMARY, { domain: { name, zone } });
    createDomain(regions.standby, FailoverRole.SECONDARY, { domain: { name, zone } });

    assertRegionIndependence(regions.app.synth());
  });

  test('may be of a public class', () => {
    const { primary } = twoRegions();
    const zone = new PublicHostedZone(primary, 'Zone', { zoneName: 'example.com' });

    expect(() => createDomain(primary, FailoverRole.PRIMARY, { domain: { name, zone } })).not.toThrow();
  });

  test('fails at synth where it becomes private afterwards', () => {
    const { app, primary } = twoRegions();
    const zone = new HostedZone(primary, 'Zone', { zoneName: 'example.com' });
    createDomain(primary, FailoverRole.PRIMARY, { domain: { name, zone } });
    zone.addVpc(Vpc.fromVpcAttributes(primary, 'Network', { vpcId: 'vpc-1', availabilityZones: ['a'] }));

    expect(() => app.synth()).toThrow('[ZoneUnsupported] hosted zone "Intake/us-east-1/Zone" is private');
  });
});

test('a certificate that is given is used, and none is made', () => {
  const { primary } = twoRegions();
  const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e';
  const certificate = Certificate.fromCertificateArn(primary, 'Certificate', arn);
  expect(createDomain(primary, FailoverRole.PRIMARY, { certificate }).certificate).toBe(certificate);
  const template = Template.fromStack(primary);
  template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainNameConfigurations: [{ CertificateArn: arn }],
  });
});

test('no region needs the other to deploy', () => {
  assertRegionIndependence(createBoth().app.synth());
});

test.each([
  [0, 'every request of every client asks DNS'],
  [300, 'clients go on asking a lost region'],
])('a TTL of %i s warns', (seconds, fragment) => {
  const { primary } = createBoth({ failover: Failover.activePassive({ ttl: Duration.seconds(seconds) }) });
  Annotations.fromStack(primary).hasWarning('/Intake/us-east-1/Domain', Match.stringLikeRegexp(fragment));
});

test('a record without a counterpart warns', () => {
  const { primary } = twoRegions();
  createDomain(primary, FailoverRole.PRIMARY);
  Annotations.fromStack(primary).hasWarning(
    '/Intake/us-east-1/Domain',
    Match.stringLikeRegexp('nothing to fail over to'),
  );
});

test('two records of one name do not warn', () => {
  const { primary } = createBoth();
  Annotations.fromStack(primary).hasNoWarning('/Intake/us-east-1/Domain', Match.anyValue());
});

test('fails on a name outside of its zone', () => {
  const { primary } = twoRegions();
  const failure = failureOf(() =>
    createDomain(primary, FailoverRole.PRIMARY, { domain: { ...DOMAIN, name: 'files.badexample.com' } }),
  );
  expect(failure).toMatchObject({ codes: ['DomainOfOtherZone'], path: 'Intake/us-east-1/Domain' });
  expect(failure.message).toContain('ends in ".example.com"');
});

test('fails on a second primary', () => {
  const { primary, standby } = twoRegions();
  createDomain(primary, FailoverRole.PRIMARY);
  const failure = failureOf(() => createDomain(standby, FailoverRole.PRIMARY));
  expect(failure).toMatchObject({ codes: ['FailoverRecordRepeated'], path: 'Intake/us-west-2/Domain' });
  expect(failure.message).toContain('made by "Intake/us-east-1/Domain"');
});

test('fails on both records in one region', () => {
  const { app, primary } = twoRegions();
  createDomain(primary, FailoverRole.PRIMARY);
  const neighbour = new Stack(app, 'Neighbour', { env: { region: 'us-east-1' } });
  const failure = failureOf(() => createDomain(neighbour, FailoverRole.SECONDARY));
  expect(failure).toMatchObject({ codes: ['FailoverRegionRepeated'], path: 'Neighbour/Domain' });
  expect(failure.message).toContain('both are lost with it');
});

test('fails on a misspelt prop', () => {
  const { primary } = twoRegions();
  const failure = failureOf(() => createDomain(primary, FailoverRole.PRIMARY, { faliover: 1 } as object));
  expect(failure.codes).toEqual(['PropUnknown']);
  expect(failure.message).toContain('did you mean "failover"');
});

describe('with a name for each region', () => {
  const named = () => createBoth({ domain: { ...DOMAIN, regionNames: true } });

  test('it leads to that region alone, whatever its health', () => {
    const { app, primary, standby } = named();
    for (const stack of [primary, standby]) {
      Template.fromStack(stack).hasResourceProperties('AWS::Route53::RecordSet', {
        Name: `${stack.region}.files.example.com.`,
        Type: 'CNAME',
        TTL: '30',
        HealthCheckId: Match.absent(),
        SetIdentifier: Match.absent(),
        ResourceRecords: [
          { 'Fn::GetAtt': [Match.stringLikeRegexp('^DomainRegionNameCustomDomain'), 'RegionalDomainName'] },
        ],
      });
    }
    assertRegionIndependence(app.synth());
  });

  test('the API answers under it, and the certificate names it', () => {
    const template = Template.fromStack(named().primary);
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'files.example.com',
      SubjectAlternativeNames: ['us-east-1.files.example.com'],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'us-east-1.files.example.com' });
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 2);
  });

  test('the construct says it; without, there is none', () => {
    const { primary } = twoRegions();
    const domain = { ...DOMAIN, regionNames: true };
    expect(createDomain(primary, FailoverRole.PRIMARY, { domain }).regionName).toBe('us-east-1.files.example.com');
    expect(createDomain(twoRegions().primary, FailoverRole.PRIMARY).regionName).toBeUndefined();
  });
});

import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone, type IHostedZone, PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { type App, Duration, Stack } from 'aws-cdk-lib/core';
import { Failover, Health } from '../../lib';
import { someFunction, twoRegions } from '../support/two-regions';
import { createTable, DOMAIN, endpoint, failoverDomain, failsOn, type Refused, service, stack } from './support';

const inVpc = (scope: Stack) => Vpc.fromVpcAttributes(scope, 'Network', { vpcId: 'vpc-1', availabilityZones: ['a'] });
const privateZone = (scope: Stack) =>
  new PrivateHostedZone(scope, 'Internal', { zoneName: 'example.com', vpc: inVpc(scope) });
const inZone = (scope: Stack, zone: IHostedZone, domain: object = {}) =>
  failoverDomain(scope, { domain: { name: DOMAIN.name, zone, ...domain } });
const exposed = (props: object) => {
  const made = service(props);
  made.exposeHttp(made.primary, someFunction(made.primary));
};
/** Certificate of a region, found by its ARN. */
const certificateOf = (scope: Stack, region: string) =>
  Certificate.fromCertificateArn(
    scope,
    'Certificate',
    `arn:aws:acm:${region}:111122223333:certificate/0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e`,
  );

const DOMAINS: Refused[] = [
  [
    'a name that is not inside the zone',
    () => failoverDomain(stack(), { domain: { ...DOMAIN, name: 'files.example.org' } }),
    'DomainOfOtherZone',
    'ends in ".example.com"',
  ],
  [
    'a private zone with an endpoint check',
    () => {
      const scope = stack();
      inZone(scope, privateZone(scope));
    },
    'ZoneUnsupported',
    '"Plain/Internal" is private',
  ],
  [
    'a zone with a VPC with an endpoint check',
    () => {
      const scope = stack();
      inZone(scope, new HostedZone(scope, 'Internal', { zoneName: 'example.com', vpcs: [inVpc(scope)] }));
    },
    'ZoneUnsupported',
    'give the public hosted zone',
  ],
  [
    'a private zone for a service',
    () => service({ domain: { name: DOMAIN.name, zone: privateZone(stack()) } }),
    'ZoneUnsupported',
    'give the public hosted zone',
  ],
  [
    'a zone that a stack of another region makes',
    () => {
      const { primary, standby } = twoRegions();
      inZone(standby, new HostedZone(primary, 'Zone', { zoneName: 'example.com' }));
    },
    'ZoneOfOtherRegion',
    '"Intake/us-east-1/Zone" is made by a stack of "us-east-1", and "us-west-2" would not deploy',
  ],
  [
    'a zone for a service that a stack makes',
    () =>
      exposed({
        domain: { name: DOMAIN.name, zone: new HostedZone(stack('us-west-2'), 'Zone', { zoneName: 'example.com' }) },
      }),
    'ZoneOfOtherRegion',
    'as plain text',
  ],
  [
    'a zone as text and as a construct',
    () => {
      const scope = stack();
      inZone(scope, new HostedZone(scope, 'Zone', { zoneName: 'example.com' }), { zoneName: 'example.com' });
    },
    'ZoneConflict',
    '"domain.zoneName" is given with "zone"',
  ],
  [
    'a certificate of another region',
    () => {
      const scope = stack('us-west-2');
      failoverDomain(scope, { certificate: certificateOf(scope, 'us-east-1') });
    },
    'CertificateOfOtherRegion',
    'is of "us-east-1" and the custom domain of "us-west-2"',
  ],
  [
    'a certificate that a stack of another region makes',
    () => {
      const { primary, standby } = twoRegions();
      failoverDomain(standby, { certificate: new Certificate(primary, 'Certificate', { domainName: DOMAIN.name }) });
    },
    'CertificateOfOtherRegion',
    'give one of this region',
  ],
  [
    'a certificate for a service without a domain',
    () => {
      const made = service();
      const certificate = certificateOf(made.primary, 'us-east-1');
      made.exposeHttp(made.primary, someFunction(made.primary), { certificate });
    },
    'CertificateUnused',
    'no "domain" that it could be for',
  ],
  [
    'the same name twice',
    () => {
      const { primary, standby } = twoRegions();
      failoverDomain(primary);
      failoverDomain(standby);
    },
    'FailoverRecordRepeated',
    'one PRIMARY and one SECONDARY',
  ],
];

const HEALTH: Refused[] = [
  ...[0, 11, 2.5, NaN].map((failureThreshold): Refused => [
    `a threshold of ${failureThreshold}`,
    () => Failover.activePassive({ failureThreshold }),
    'FailureThresholdOutOfRange',
    `"failureThreshold" is ${failureThreshold}`,
  ]),
  [
    'an interval of 15',
    () => Failover.activePassive({ interval: Duration.seconds(15) }),
    'HealthIntervalOutOfRange',
    'every 10 s or every 30 s',
  ],
  [
    'a TTL of NaN',
    () => Failover.activePassive({ ttl: Duration.seconds(NaN) }),
    'TtlOutOfRange',
    '"ttl" is NaN s; DNS counts in whole seconds',
  ],
  [
    'a target equal to the failover name',
    () => failoverDomain(stack(), { fullyQualifiedDomainName: DOMAIN.name }),
    'PropUnknown',
    'no prop "fullyQualifiedDomainName"',
  ],
  [
    'a target in the other region',
    () => {
      const { primary, standby } = twoRegions();
      failoverDomain(standby, { endpoint: endpoint(primary) });
    },
    'EndpointOfOtherRegion',
    'is in "us-east-1" and the failover record in "us-west-2"',
  ],
  ['a path without "/"', () => Health.ownRoute('ready'), 'HealthPathInvalid', 'begins with "/"'],
  [
    'a dependency in the other region',
    () => {
      const files = createTable({ replicaRegions: ['us-west-2'] });
      endpoint(new Stack(files.node.root as App, 'Far', { env: { account: '111122223333', region: 'us-west-2' } }), {
        health: Health.deep({ tables: [files.table] }),
      });
    },
    'HealthOfOtherRegion',
    'inRegion(stack)',
  ],
  [
    'a bound above the declared RTO',
    () => service({ domain: DOMAIN, objectives: { rto: Duration.seconds(60) } }),
    'RtoTooShort',
    '3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s',
  ],
];

failsOn('domain', DOMAINS);
failsOn('health', HEALTH);

test('a negative TTL fails in the words of CDK', () => {
  expect(() => Failover.activePassive({ ttl: Duration.seconds(-1) })).toThrow('Duration amounts cannot be negative');
});

test.each(['Files.Example.COM', 'files.example.com.'])('accepts the name %s, and normalises it', name => {
  expect(failoverDomain(stack(), { domain: { ...DOMAIN, name, zoneName: 'EXAMPLE.com.' } }).domainName).toBe(
    'files.example.com',
  );
});

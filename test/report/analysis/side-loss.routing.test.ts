import { buildReport } from '../../../lib/report/build-report';
import { type TemplateResource } from '../../../lib/assembly/template';
import { NAME, aliasOf, recordSet, sharing, unwatched } from '../support/active-active';

const [EAST, WEST] = ['us-east-1', 'us-west-2'];

describe('by the place of the client', () => {
  const places = (east: unknown, west: unknown) =>
    buildReport(
      sharing({ region: EAST, record: { GeoLocation: east } }, { region: WEST, record: { GeoLocation: west } }),
    ).services[0];

  test('clients of a country have the record for everybody else to fall back to', () => {
    const { sides } = places({ CountryCode: '*' }, { CountryCode: 'DE' });
    expect(sides.map(({ routing, recovery }) => [routing, recovery?.value])).toEqual([
      ['all other clients', null],
      ['clients in DE', 93],
    ]);
  });

  test('everybody else has no other record, whatever health says', () => {
    const { rto, singlePointsOfFailure } = places({ CountryCode: '*' }, { CountryCode: 'DE' });
    expect(rto.formula).toBe(`unbounded: "${NAME}" has no answer outside of us-east-1 for all other clients`);
    expect(singlePointsOfFailure[0]).toMatchObject({ path: 'App/us-east-1/Record', region: EAST });
  });

  test('a part of a country falls back to the country', () => {
    const { sides } = places({ CountryCode: 'US' }, { CountryCode: 'US', SubdivisionCode: 'CA' });
    expect(sides[1]).toMatchObject({ routing: 'clients in US-CA', recovery: { value: 93 } });
  });
});

describe('an alias of a load balancer', () => {
  const balanced = (targetGroup: Record<string, unknown>, evaluates = true) => {
    const more: Record<string, TemplateResource> = {
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' },
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        },
      },
      Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'ip', ...targetGroup } },
    };
    const record = { ...unwatched, ...aliasOf({ 'Fn::GetAtt': ['Balancer', 'DNSName'] }, evaluates) };
    return buildReport(
      sharing(
        { region: EAST, record: { Region: EAST, ...record }, more },
        { region: WEST, record: { Region: WEST, ...record }, more },
      ),
    ).services[0];
  };

  test('is left by the health of its targets', () => {
    const { detection, rto } = balanced({ HealthCheckIntervalSeconds: 10, UnhealthyThresholdCount: 3 });
    expect(detection.formula).toBe('3 × (10 s + 5 s) = 45 s');
    expect(rto.formula).toBe('3 × (10 s + 5 s) + 10 s + 60 s + 5 s = 120 s');
  });

  test('has what Elastic Load Balancing takes where the template says nothing', () => {
    expect(balanced({}).detection.formula).toBe('2 × (30 s + 5 s) = 70 s');
  });

  test('is never left where its targets are functions without health checks', () => {
    const { rto, singlePointsOfFailure } = balanced({ TargetType: 'lambda' });
    expect(rto.formula).toContain('"App/us-east-1/Group" checks no health');
    expect(singlePointsOfFailure.map(({ path }) => path)).toEqual(['App/us-east-1/Record', 'App/us-west-2/Record']);
  });

  test('is never left where it does not evaluate the health of its target', () => {
    expect(balanced({}, false).rto.formula).toContain('has no health check');
  });
});

describe('names that lead to names', () => {
  /** By latency to a name in each part of the world, each of which fails over within it. */
  const nested = (outer: Record<string, unknown>, inner: Record<string, unknown>) => {
    const regions = [
      ['us', 'us-east-1', 'us-west-2'],
      ['eu', 'eu-west-1', 'eu-central-1'],
    ].flatMap(([part, first, second]) => [
      {
        region: first,
        record: { Name: `${part}.example.com`, Failover: 'PRIMARY', ...inner },
        more: {
          Top: recordSet({
            Name: NAME,
            SetIdentifier: part,
            Region: first,
            ...aliasOf(`${part}.example.com.`),
            ...outer,
          }),
        },
      },
      { region: second, record: { Name: `${part}.example.com`, Failover: 'SECONDARY', ...inner } },
    ]);
    return buildReport(sharing(...regions)).services;
  };

  test('are one service, with every record on the way', () => {
    const services = nested({}, {});
    expect(services.map(({ name }) => name)).toEqual([NAME]);
    expect(services[0].sides.map(({ region, role, routing }) => [region, role, routing])).toEqual([
      ['us-east-1', 'PRIMARY', 'latency us-east-1, PRIMARY'],
      ['eu-west-1', 'PRIMARY', 'latency eu-west-1, PRIMARY'],
      ['us-west-2', 'SECONDARY', 'latency us-east-1, SECONDARY'],
      ['eu-central-1', 'SECONDARY', 'latency eu-west-1, SECONDARY'],
    ]);
  });

  test('are left where the choice nearest to the region is', () => {
    expect(nested({}, {})[0].rto.value).toBe(93);
    expect(nested({}, unwatched)[0].rto.formula).toContain('the PRIMARY record "App/');
  });

  test('are left further up, by the health of what an alias leads to', () => {
    const behind = (region: string, part: string, evaluates: boolean) => ({
      region,
      record: { Name: `${part}.example.com`, Weight: 1 },
      more: {
        Top: recordSet({
          Name: NAME,
          SetIdentifier: part,
          Region: region,
          ...aliasOf(`${part}.example.com`, evaluates),
        }),
      },
    });
    const rtoOf = (evaluates: boolean) =>
      buildReport(sharing(behind(EAST, 'east', evaluates), behind(WEST, 'west', evaluates))).services[0].rto;
    expect(rtoOf(true).value).toBe(93);
    expect(rtoOf(false).formula).toContain('has no health check');
  });

  test('that lead back to themselves end', () => {
    const loop = (name: string, to: string) =>
      recordSet({ Name: name, SetIdentifier: name, Weight: 1, ...aliasOf(to) });
    const more = { There: loop('a.example.com', 'b.example.com'), Back: loop('b.example.com', 'a.example.com') };
    const { services } = buildReport(sharing({ region: EAST, record: { Region: EAST }, more }));
    expect(services.map(({ name }) => name)).toEqual([NAME]);
  });
});

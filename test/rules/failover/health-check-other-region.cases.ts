import { ruleCase } from '../support/rule-case';
import { EAST, WEST, check, record, ref, resource, secondary, stack } from '../support/templates';
import { eastHost, latency } from './parts';

const westHost = 'xyz.execute-api.us-west-2.amazonaws.com';

export const cases = [
  ruleCase(bad =>
    stack({
      East: check({ FullyQualifiedDomainName: eastHost }),
      West: check({ FullyQualifiedDomainName: westHost }),
      Primary: record({ HealthCheckId: ref(bad ? 'West' : 'East') }),
      Secondary: secondary({ HealthCheckId: ref(bad ? 'East' : 'West') }),
    }),
  ),
  ruleCase(
    bad => [
      stack({
        Api: resource('AWS::ApiGatewayV2::Api', { Name: 'api' }),
        Name: resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'east.example.com' }),
        Check: check({
          FullyQualifiedDomainName: bad
            ? westHost
            : { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] },
        }),
        Primary: record({
          HealthCheckId: ref('Check'),
          ResourceRecords: [{ 'Fn::GetAtt': ['Name', 'RegionalDomainName'] }],
        }),
      }),
      stack({ Secondary: secondary() }, WEST),
    ],
    'the region is that of the API and the domain which the template names by reference',
  ),
  ruleCase(bad => {
    const inRegion = (region: string, checked: string) =>
      stack(
        {
          Leaf: check({ FullyQualifiedDomainName: `a.execute-api.${checked}.amazonaws.com` }),
          Check: check({ Type: 'CALCULATED', ChildHealthChecks: [ref('Leaf')], HealthThreshold: 1 }),
          Record: { ...latency(region, `a.execute-api.${region}.amazonaws.com`) },
        },
        region,
      );
    const stacks = [inRegion(EAST, EAST), inRegion(WEST, bad ? EAST : WEST)];
    for (const each of stacks) each.template.Resources!.Record.Properties!.HealthCheckId = ref('Check');
    return stacks;
  }, 'a child of a calculated check, on a latency record'),
];

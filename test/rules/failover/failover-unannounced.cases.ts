import { ruleCase } from '../support/rule-case';
import { alarm, EAST, record, ref, resource, secondary, stack, WEST, type Resources } from '../support/templates';

const WEST_HOST = 'def.execute-api.us-west-2.amazonaws.com';
const EAST_HOST = 'abc.execute-api.us-east-1.amazonaws.com';

const requests = (properties: Record<string, unknown> = {}) =>
  alarm({
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Count',
    Statistic: 'SampleCount',
    Dimensions: [{ Name: 'ApiId', Value: 'def' }],
    Threshold: 100,
    ...properties,
  });

/** A pair whose standby is in the west unless it is turned round, and what listens there. */
const pair = (west: Resources, east: Resources = {}, turned = false) => [
  stack(
    {
      Primary: record({ ResourceRecords: [turned ? WEST_HOST : EAST_HOST], HealthCheckId: ref('Check') }),
      Check: resource('AWS::Route53::HealthCheck', {
        HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: turned ? WEST_HOST : EAST_HOST },
      }),
      ...east,
    },
    EAST,
  ),
  stack({ Secondary: secondary({ ResourceRecords: [turned ? EAST_HOST : WEST_HOST] }), ...west }, WEST),
];

const statusOf = (check: string) =>
  alarm({
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    Dimensions: [{ Name: 'HealthCheckId', Value: ref(check) }],
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });

export const cases = [
  ruleCase(bad => pair(bad ? {} : { Arrival: requests() })),
  ruleCase(bad => pair({ Arrival: requests(bad ? { AlarmActions: [] } : {}) }), 'an alarm that tells nobody'),
  ruleCase(bad => pair(bad ? {} : { Arrival: requests() }, { Elsewhere: requests() }), 'an alarm of the other region'),
  ruleCase(
    bad => pair({ Arrival: requests(bad ? { ComparisonOperator: 'LessThanThreshold' } : {}) }),
    'an alarm that waits for silence',
  ),
  ruleCase(bad => pair({ Arrival: requests(bad ? { MetricName: '5xx' } : {}) }), 'an alarm on errors'),
  ruleCase(
    bad =>
      pair({
        Arrival: requests({ AlarmActions: [] }),
        Both: resource('AWS::CloudWatch::CompositeAlarm', {
          AlarmRule: { 'Fn::Sub': 'ALARM("${Arrival}")' },
          AlarmActions: bad ? [] : ['arn:aws:sns:us-west-2:111111111111:operators'],
        }),
      }),
    'a composite alarm that hears it',
  ),
  ruleCase(bad => pair({}, { Status: statusOf('Check') }, !bad), "an alarm on the primary's health check"),
];

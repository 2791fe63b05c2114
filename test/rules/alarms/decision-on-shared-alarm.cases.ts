import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { alarm, arn, experiment, fn, ref, resource, stack } from '../support/templates';

const errorsOf = (Id: string, id: string) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: ref(id) }] },
    Period: 60,
    Stat: 'Sum',
  },
  ReturnData: false,
});

const impact = (Metrics: unknown[]) => ({
  Orders: fn(),
  Bills: fn(),
  Alarm: alarm({ Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, Metrics }),
});

const onErrors = (bad: boolean) =>
  impact([
    errorsOf('m0', 'Orders'),
    ...(bad ? [errorsOf('m1', 'Bills')] : []),
    { Id: 'e', Expression: 'MAX(METRICS())' },
  ]);

const stateChange = (targets: unknown[]) =>
  resource('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      resources: [arn('Alarm')],
    },
    Targets: targets,
  });

export const cases = [
  ruleCase(bad => stack({ ...onErrors(bad), Chaos: experiment() }), 'an experiment'),
  ruleCase(
    bad =>
      stack({
        ...onErrors(bad),
        Group: resource('AWS::CodeDeploy::DeploymentGroup', {
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: ref('Alarm') }] },
          AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_STOP_ON_ALARM'] },
        }),
      }),
    'a deployment',
  ),
  ruleCase(
    bad => stack({ ...onErrors(bad), Recover: stateChange([{ Id: 'a', Arn: arn('Orders') }]) }),
    'an event that starts a function',
  ),
  ruleCase(
    bad =>
      stack({
        ...onErrors(true),
        Tell: stateChange([{ Id: 'a', Arn: bad ? arn('Orders') : ref('Topic') }]),
        Topic: resource('AWS::SNS::Topic'),
      }),
    'telling decides nothing',
  ),
  ruleCase(
    bad =>
      stack({
        ...impact([
          {
            Id: 'q',
            Period: 60,
            Expression: sub(
              bad ? 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName' : 'm1 / 2',
            ),
            ReturnData: true,
          },
          ...(bad ? [] : [errorsOf('m1', 'Orders')]),
        ]),
        Chaos: experiment(),
      }),
    'a query',
  ),
];

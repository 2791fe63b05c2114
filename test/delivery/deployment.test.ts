import { Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { Deployment } from '../../lib/delivery';
import { ResilientFunction } from '../../lib/function';
import { code, given, idOf } from '../function/support/resilient-function';
import { failureOf } from '../support/failure';

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const PREDEFINED = 'CodeDeployDefault.Lambda';

function synthesized(deployment: Deployment): Template {
  return Template.fromStack(given({ deployment }).stack);
}

/** All that a function has for its deployments. */
function resourcesOf(template: Template): string[] {
  const { Resources } = template.toJSON() as { Resources: Record<string, { Type: string }> };
  return Object.values(Resources)
    .map(({ Type }) => Type)
    .filter(type => type.startsWith('AWS::CodeDeploy'))
    .sort();
}

describe('a gradual deployment', () => {
  test('is that of the alias which callers invoke', () => {
    const template = synthesized(Deployment.canary());
    template.hasResource('AWS::Lambda::Alias', {
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: idOf(template, 'AWS::CodeDeploy::Application') },
          DeploymentGroupName: { Ref: idOf(template, GROUP) },
        },
      },
    });
  });

  test('gives a tenth of the calls for five minutes, by default', () => {
    const template = synthesized(Deployment.canary());
    template.hasResourceProperties(GROUP, { DeploymentConfigName: `${PREDEFINED}Canary10Percent5Minutes` });
  });

  test('adds a tenth of the calls each minute, by default', () => {
    const template = synthesized(Deployment.linear());
    template.hasResourceProperties(GROUP, { DeploymentConfigName: `${PREDEFINED}Linear10PercentEvery1Minute` });
  });

  test('that AWS has no name for gets a configuration of its own, which functions of the stack share', () => {
    const { stack } = given({ deployment: Deployment.canary({ percent: 25, bake: Duration.minutes(7) }) });
    const deployment = Deployment.canary({ percent: 25, bake: Duration.minutes(7) });
    new ResilientFunction(stack, 'Second', { code, handler: 'index.handler', deployment });
    const template = Template.fromStack(stack);
    const config = idOf(template, 'AWS::CodeDeploy::DeploymentConfig');
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentConfig', {
      ComputePlatform: 'Lambda',
      TrafficRoutingConfig: {
        Type: 'TimeBasedCanary',
        TimeBasedCanary: { CanaryPercentage: 25, CanaryInterval: 7 },
      },
    });
    template.allResourcesProperties(GROUP, { DeploymentConfigName: { Ref: config } });
    template.resourceCountIs(GROUP, 2);
    template.resourceCountIs('AWS::CodeDeploy::Application', 1);
  });

  test('costs a function an alarm and a group, and a stack an application and a role', () => {
    const without = Template.fromStack(given().stack);
    const template = synthesized(Deployment.canary());
    expect(resourcesOf(template)).toEqual(['AWS::CodeDeploy::Application', GROUP]);
    const count = (found: Template): number => Object.keys(found.toJSON().Resources).length;
    expect(count(template) - count(without)).toBe(4);
  });

  test('is taken back when it fails, is stopped, or an alarm rings', () => {
    synthesized(Deployment.linear()).hasResourceProperties(GROUP, {
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
  });
});

describe('the alarm that takes a version back', () => {
  test('counts the errors of that version alone, through the alias', () => {
    const template = synthesized(Deployment.canary());
    const name = new Capture();
    template.hasResourceProperties(GROUP, { AlarmConfiguration: { Alarms: [{ Name: { Ref: name } }], Enabled: true } });
    const alarm = template.findResources('AWS::CloudWatch::Alarm')[name.asString()];
    const fn = { Ref: idOf(template, 'AWS::Lambda::Function', 'Api') };
    expect(alarm.Properties).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Average',
      Threshold: 0.05,
      TreatMissingData: 'notBreaching',
    });
    expect(alarm.Properties.Dimensions).toEqual([
      { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': [idOf(template, 'AWS::Lambda::Version'), 'Version'] } },
      { Name: 'FunctionName', Value: fn },
      { Name: 'Resource', Value: { 'Fn::Join': ['', [fn, ':live']] } },
    ]);
  });

  test('looks at the new version before the alias moves', () => {
    const template = synthesized(Deployment.canary());
    template.hasResource('AWS::Lambda::Alias', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('NewVersionAlarm')]),
    });
  });

  test('is joined by those that are given', () => {
    const { stack } = given();
    const slow = new Alarm(stack, 'Slow', {
      metric: new Metric({ namespace: 'Mine', metricName: 'Slow' }),
      threshold: 1,
      evaluationPeriods: 1,
    });
    const deployment = Deployment.canary({ rollBackOn: [slow] });
    new ResilientFunction(stack, 'Second', { code, handler: 'index.handler', deployment });
    Template.fromStack(stack).hasResourceProperties(GROUP, {
      AlarmConfiguration: { Alarms: Match.arrayWith([{ Name: { Ref: Match.stringLikeRegexp('^Slow') } }]) },
    });
  });

  test('fails where it is of another region', () => {
    const app = new App();
    const [here, there] = ['us-east-1', 'us-west-2'].map(region => new Stack(app, region, { env: { region } }));
    const slow = new Alarm(there, 'Slow', {
      metric: new Metric({ namespace: 'Mine', metricName: 'Slow' }),
      threshold: 1,
      evaluationPeriods: 1,
    });
    const deployment = Deployment.canary({ rollBackOn: [slow] });
    const failure = failureOf(() => new ResilientFunction(here, 'Api', { code, handler: 'index.handler', deployment }));
    expect(failure).toMatchObject({ codes: ['DeploymentAlarmOfOtherRegion'], path: 'us-east-1/Api' });
    expect(failure.message).toContain('give one of "us-east-1"');
  });
});

describe('what CodeDeploy would refuse, or what would come too late, fails', () => {
  test.each<[string, () => Deployment, string, string]>([
    ['no share', () => Deployment.canary({ percent: 0 }), 'DeploymentPercentOutOfRange', 'percent is 0'],
    ['all calls', () => Deployment.linear({ percent: 100 }), 'DeploymentPercentOutOfRange', 'percent is 100'],
    ['half a percent', () => Deployment.canary({ percent: 0.5 }), 'DeploymentPercentOutOfRange', 'percent is 0.5'],
    [
      'a canary that ends before an alarm could ring',
      () => Deployment.canary({ bake: Duration.minutes(2) }),
      'DeploymentTimeOutOfRange',
      'after 2 minutes every call reaches the new version, and an alarm sees an error after up to 120 s',
    ],
    [
      'steps that end before an alarm could ring',
      () => Deployment.linear({ percent: 40 }),
      'DeploymentTimeOutOfRange',
      '2 × 1 minute = 2 minutes',
    ],
    [
      'parts of a minute',
      () => Deployment.canary({ bake: Duration.seconds(330) }),
      'DeploymentTimeOutOfRange',
      'give whole minutes',
    ],
    [
      'more than two days',
      () => Deployment.linear({ percent: 1, every: Duration.minutes(30) }),
      'DeploymentTimeOutOfRange',
      '99 × 30 minutes',
    ],
  ])('%s', (_what, make, code, text) => {
    const { codes, message } = failureOf(make);
    expect(codes).toEqual([code]);
    expect(message).toContain(text);
  });

  test.each([
    ['the shortest canary', () => Deployment.canary({ bake: Duration.minutes(3) })],
    ['the longest canary', () => Deployment.canary({ bake: Duration.hours(48) })],
    ['the fewest steps', () => Deployment.linear({ percent: 25 })],
  ])('and %s does not', (_what, make) => {
    expect(make).not.toThrow();
  });
});

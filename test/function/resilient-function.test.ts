import { Annotations, Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { DeadLetterQueue } from '../../lib/dead-letters';
import { Alarms } from '../../lib/observability';
import { Regions } from '../../lib/regions';
import { RegionalScope } from '../../lib/regions/regional-scope';
import { arnOf, code, given, idOf, synthesized } from './support/resilient-function';

describe('by default', () => {
  test('it runs current Node.js with ten seconds and 512 MiB', () => {
    synthesized().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Timeout: 10,
      MemorySize: 512,
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('it publishes a version behind the alias "live"', () => {
    const template = synthesized();
    template.hasResourceProperties('AWS::Lambda::Alias', {
      Name: 'live',
      FunctionName: { Ref: idOf(template, 'AWS::Lambda::Function') },
      FunctionVersion: { 'Fn::GetAtt': [idOf(template, 'AWS::Lambda::Version'), 'Version'] },
    });
  });

  test('asynchronous events have three attempts in six hours on the alias, and then become dead letters', () => {
    const template = synthesized();
    template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      Qualifier: 'live',
      DestinationConfig: {
        OnFailure: { Destination: arnOf(idOf(template, 'AWS::SQS::Queue')) },
        OnSuccess: Match.absent(),
      },
    });
    // The qualifier is a plain name: CloudFormation would not know that the alias has to be there first.
    template.hasResource('AWS::Lambda::EventInvokeConfig', { DependsOn: [idOf(template, 'AWS::Lambda::Alias')] });
  });

  test('its role may write its own log and traces and send dead letters, and nothing else', () => {
    const template = synthesized();
    const statements = new Capture();
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ Ref: idOf(template, 'AWS::IAM::ManagedPolicy') }],
      Policies: [{ PolicyDocument: { Statement: statements } }],
    });
    expect(statements.asArray()).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'],
        Resource: [arnOf(idOf(template, 'AWS::Logs::LogGroup')), arnOf(idOf(template, 'AWS::SQS::Queue'))],
      },
    ]);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
      },
    });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('it logs to its own group for a month', () => {
    const template = synthesized();
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: idOf(template, 'AWS::Logs::LogGroup') }, LogFormat: 'JSON' },
    });
  });

  test('it logs in JSON, or in text where somebody wants that', () => {
    const formatOf = (props: object) =>
      Object.values(synthesized(props).findResources('AWS::Lambda::Function')).map(
        ({ Properties }) => (Properties as { LoggingConfig: { LogFormat: string } }).LoggingConfig.LogFormat,
      );
    expect(formatOf({})).toEqual(['JSON']);
    expect(formatOf({ loggingFormat: LoggingFormat.TEXT })).toEqual(['Text']);
  });

  test.each(['Throttles', 'DestinationDeliveryFailures'])(
    '%s raise an alarm that the functions of the stack share',
    metric => {
      const { stack } = given();
      new ResilientFunction(stack, 'Other', { code, handler: 'index.handler' });
      const template = Template.fromStack(stack);
      const statOf = (id: string) => ({
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: metric,
          Dimensions: [{ Name: 'FunctionName', Value: { Ref: idOf(template, 'AWS::Lambda::Function', id) } }],
        },
        Period: 60,
        Stat: 'Sum',
      });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Metrics: [
          { MetricStat: statOf('Api') },
          { MetricStat: statOf('Other') },
          { Expression: 'MAX(METRICS())', ReturnData: Match.absent() },
        ],
        Threshold: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: idOf(template, 'AWS::SNS::Topic') }],
      });
    },
  );

  test('errors raise an alarm of its own: one in twenty invocations, and so a single one of fewer', () => {
    const template = synthesized();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      Statistic: 'Average',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: idOf(template, 'AWS::Lambda::Function') } }],
      Threshold: 0.05,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: idOf(template, 'AWS::SNS::Topic') }],
    });
  });

  test('silence raises an alarm of its own', () => {
    const template = synthesized();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: idOf(template, 'AWS::Lambda::Function') } }],
      TreatMissingData: 'breaching',
      AlarmActions: [{ Ref: idOf(template, 'AWS::SNS::Topic') }],
    });
  });

  test('it costs ten resources, and the stack five and four alarms for each ten functions', () => {
    const { stack } = given();
    const resources = () => Object.keys(Template.fromStack(stack).toJSON().Resources).length;
    const one = resources();
    const more = new Stack(new App(), 'More');
    for (let i = 0; i < 10; i++) new ResilientFunction(more, `Api${i}`, { code, handler: 'index.handler' });
    expect(one).toBe(10 + 5 + 4);
    expect(Object.keys(Template.fromStack(more).toJSON().Resources)).toHaveLength(10 * 10 + 5 + 4);
  });

  test('it exposes what it created', () => {
    const { handler } = given();
    expect(handler.function.node.path).toBe('Plain/Api/Function');
    expect(handler.alias.node.path).toBe('Plain/Api/Alias');
    expect(handler.logGroup.node.path).toBe('Plain/Api/LogGroup');
    expect(handler.deadLetterQueue).toBeInstanceOf(DeadLetterQueue);
    expect(handler.alarms.map(alarm => alarm.node.id)).toEqual(['ErrorsAlarm', 'SilenceAlarm']);
  });

  test('warns of nothing but that nobody listens to the alarms', () => {
    const warnings = Annotations.fromStack(given().stack).findWarning('*', Match.anyValue());
    expect(warnings.map(warning => warning.entry.data)).toEqual([expect.stringContaining('nobody is subscribed')]);
  });
});

describe('where it is set otherwise', () => {
  test('limits, logging, tracing and processor are taken as given', () => {
    const template = synthesized({
      runtime: Runtime.PYTHON_3_13,
      timeout: Duration.minutes(15),
      memorySize: 10_240,
      reservedConcurrency: 5,
      tracing: Tracing.PASS_THROUGH,
      architecture: Architecture.ARM_64,
      logRetention: RetentionDays.ONE_YEAR,
      description: 'Answers',
      environment: { STAGE: 'test' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'python3.13',
      Timeout: 900,
      MemorySize: 10_240,
      ReservedConcurrentExecutions: 5,
      TracingConfig: { Mode: 'PassThrough' },
      Architectures: ['arm64'],
      Description: 'Answers',
      Environment: { Variables: { STAGE: 'test' } },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('attempts and age of asynchronous events are taken as given', () => {
    synthesized({
      asyncInvocation: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
    }).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test('a function without tracing has no right to trace', () => {
    const template = synthesized({ tracing: Tracing.DISABLED });
    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('xray');
  });

  test('a role that is given gets the rights of its own', () => {
    const { stack } = given();
    const role = new Role(stack, 'Given', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    new ResilientFunction(stack, 'Other', { code, handler: 'index.handler', role });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: idOf(template, 'AWS::IAM::Role', 'Given') }],
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'] }),
          Match.objectLike({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
        ],
      },
    });
  });

  test('a variable can be added later', () => {
    const { stack, handler } = given({ environment: { FIRST: '1' } });
    handler.addEnvironment('SECOND', '2');
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { FIRST: '1', SECOND: '2' } },
    });
  });

  test('undefined means the default', () => {
    const props = { timeout: undefined, deadLetters: undefined, alarms: undefined, notify: undefined };
    expect(synthesized(props).toJSON()).toEqual(synthesized().toJSON());
  });

  test('a change of the concurrency asks for no new version', () => {
    const versionOf = (reservedConcurrency: number) =>
      idOf(synthesized({ reservedConcurrency }), 'AWS::Lambda::Version');
    expect(versionOf(5)).toBe(versionOf(6));
  });

  test('a change of the memory asks for a new version', () => {
    const versionOf = (memorySize: number) => idOf(synthesized({ memorySize }), 'AWS::Lambda::Version');
    expect(versionOf(512)).not.toBe(versionOf(1024));
  });
});

describe('in a service', () => {
  function givenTwoRegions() {
    const app = new App();
    const [primary, standby] = ['us-east-1', 'us-west-2'].map(
      region => new Stack(app, region, { env: { account: '111122223333', region } }),
    );
    RegionalScope.register(app, Regions.activePassive('us-east-1', 'us-west-2'), [primary, standby]);
    for (const stack of [primary, standby]) {
      new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', reservedConcurrency: 7 });
    }
    return { primary: Template.fromStack(primary), standby: Template.fromStack(standby) };
  }

  test('silence is watched in the primary region only, where traffic is expected', () => {
    const { primary, standby } = givenTwoRegions();
    primary.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'Invocations' }, 1);
    standby.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'Invocations' }, 0);
  });

  test('everything else stands by at the same capacity', () => {
    const { primary, standby } = givenTwoRegions();
    const withoutSilence = (template: Template) =>
      Object.keys(template.toJSON().Resources).filter(id => !id.includes('Silence'));
    expect(withoutSilence(standby)).toEqual(withoutSilence(primary));
    standby.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 7 });
  });
});

test('without alarms there is none, on the function and on its dead letters, and a warning', () => {
  const { stack, handler } = given({ alarms: Alarms.none() });
  expect(handler.alarms).toEqual([]);
  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  Annotations.fromStack(stack).hasWarning('/Plain/Api', Match.stringLikeRegexp('go unnoticed'));
});

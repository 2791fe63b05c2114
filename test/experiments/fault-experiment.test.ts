import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, AlarmRule, CompositeAlarm, type IAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type CfnRole } from 'aws-cdk-lib/aws-iam';
import { App, Aws, Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { AlarmTopic, HttpEndpoint, ResilientFunction } from '../../lib';
import { Fault, FaultExperiment, type FaultExperimentProps } from '../../lib/experiments';
import { CODE } from '../conventions/support';
import { failureOf } from '../support/failure';
import { plainStack } from '../support/two-regions';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const TEMPLATE = 'AWS::FIS::ExperimentTemplate';

function alarmIn(stack: Stack, id = 'UserImpact'): Alarm {
  const metric = new Metric({ namespace: 'Shop', metricName: 'OrdersRefused' });
  return new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });
}

function experimentIn(stack: Stack, props: Partial<FaultExperimentProps> = {}) {
  const api = new ResilientFunction(stack, 'Api', CODE);
  return new FaultExperiment(stack, 'Failing', {
    fault: Fault.failInvocations({ functions: [api] }),
    duration: Duration.minutes(10),
    stopWhen: [alarmIn(stack)],
    ...props,
  });
}

function synthesized(props?: Partial<FaultExperimentProps>) {
  const stack = plainStack();
  const experiment = experimentIn(stack, props);
  return { stack, experiment, template: Template.fromStack(stack) };
}

test('an alarm on silence is a warning (stopAlarmOnSilence), and the one on errors is none', () => {
  const stack = plainStack();
  const api = new ResilientFunction(stack, 'Other', CODE);
  experimentIn(stack, { stopWhen: api.alarms });
  const warned = Annotations.fromStack(stack)
    .findWarning('/Plain/Failing', Match.stringLikeRegexp('rings while nothing happens'))
    .map(({ entry }) => entry.data);
  expect(warned).toEqual([expect.stringContaining('alarm "Plain/Other/SilenceAlarm"')]);
  expect(api.errorsAlarm).toBe(api.alarms[0]);
});

test('an alarm stops it, it ends by itself, and it fails when it finds nothing to break', () => {
  const { stack, experiment, template } = synthesized();

  template.hasResourceProperties(TEMPLATE, {
    StopConditions: [
      {
        Source: 'aws:cloudwatch:alarm',
        Value: stack.resolve((stack.node.findChild('UserImpact') as Alarm).alarmArn) as object,
      },
    ],
    Actions: { Fault: Match.objectLike({ Parameters: Match.objectLike({ duration: 'PT10M' }) }) },
    ExperimentOptions: { AccountTargeting: 'single-account', EmptyTargetResolutionMode: 'fail' },
  });
  expect(stack.resolve(experiment.experimentTemplateId)).toEqual({
    'Fn::GetAtt': [stack.getLogicalId(experiment.template), 'Id'],
  });
});

test('every target that its action names exists', () => {
  const { Actions, Targets } = Object.values(synthesized().template.findResources(TEMPLATE))[0].Properties as {
    Actions: Record<string, { Targets: Record<string, string> }>;
    Targets: Record<string, unknown>;
  };
  const named = Object.values(Actions).flatMap(action => Object.values(action.Targets));

  expect(named).toHaveLength(1);
  expect(Object.keys(Targets)).toEqual(named);
});

test('it is found by its path, and says what it does to what', () => {
  synthesized().template.hasResourceProperties(TEMPLATE, {
    Description: 'Plain/Failing fails 100 % of the invocations: Plain/Api',
    Tags: { Name: 'Plain/Failing' },
  });
});

test('its log is its own and is kept for a year', () => {
  const { stack, experiment, template } = synthesized();

  template.hasResourceProperties(TEMPLATE, {
    LogConfiguration: {
      LogSchemaVersion: 2,
      CloudWatchLogsConfiguration: { LogGroupArn: stack.resolve(experiment.logGroup.logGroupArn) as object },
    },
  });
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 } });
});

test('its role is its own, and only experiments of this account and region can assume it', () => {
  const stack = plainStack();
  const first = experimentIn(stack);
  const fault = Fault.failInvocations({ functions: [stack.node.findChild('Api') as ResilientFunction] });
  const second = new FaultExperiment(stack, 'Second', {
    fault,
    duration: Duration.hours(1),
    stopWhen: [alarmIn(stack, 'Other')],
  });

  expect(first.role).not.toBe(second.role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Principal: { Service: 'fis.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':fis:eu-west-1:', ':experiment/*'])] },
            },
          },
        }),
      ],
    },
  });
});

test('it may do to every resource only what AWS lets nobody narrow down', () => {
  const { experiment, stack } = synthesized();
  const { policies } = experiment.role.node.defaultChild as CfnRole;
  const documents = stack.resolve(policies) as { policyDocument: { Statement: Statement[] } }[];
  const wide = documents
    .flatMap(policy => policy.policyDocument.Statement)
    .filter(statement => statement.Resource === '*')
    .flatMap(statement => statement.Action);

  expect(wide).toEqual([
    'tag:GetResources',
    'logs:CreateLogDelivery',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ]);
});

test.each([
  [Duration.minutes(1), 'PT1M'],
  [Duration.seconds(90), 'PT90S'],
  [Duration.hours(12), 'PT720M'],
  [Duration.minutes(Lazy.number({ produce: () => 7 })), 'PT7M'],
])('lasts %s as %s', (duration, written) => {
  synthesized({ duration }).template.hasResourceProperties(TEMPLATE, {
    Actions: { Fault: Match.objectLike({ Parameters: Match.objectLike({ duration: written }) }) },
  });
});

test('alarms of an endpoint and composite alarms stop it', () => {
  const stack = plainStack();
  const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: new ResilientFunction(stack, 'Handler', CODE) });
  const alarmRule = AlarmRule.anyOf(...endpoint.alarms);
  experimentIn(stack, { stopWhen: [...endpoint.alarms, new CompositeAlarm(stack, 'Any', { alarmRule })] });

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(TEMPLATE));
  expect((Properties as { StopConditions: unknown[] }).StopConditions).toHaveLength(3);
});

test('without the construct nothing of it is in the template, and with it nothing else changes its id', () => {
  const plain = plainStack();
  new ResilientFunction(plain, 'Api', CODE);
  alarmIn(plain);
  const [off, on] = [Template.fromStack(plain), synthesized().template].map(
    template => template.toJSON() as { Resources: Record<string, { Type: string }> },
  );
  const lasting = Object.keys(off.Resources).filter(id => off.Resources[id].Type !== 'AWS::Lambda::Version');

  expect(JSON.stringify(off)).not.toMatch(/FIS|fis/);
  expect(Object.keys(on.Resources)).toEqual(expect.arrayContaining(lasting));
});

describe('warns', () => {
  const warned = (stack: Stack, id: string) =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(id));

  test('of an alarm without an action, also where it gets one later', () => {
    const [silent, loud] = [synthesized().stack, plainStack()];
    experimentIn(loud);
    (loud.node.findChild('UserImpact') as Alarm).addAlarmAction(new SnsAction(AlarmTopic.of(loud)));

    expect(warned(silent, 'stopAlarmSilent')).toHaveLength(1);
    expect(warned(loud, 'stopAlarmSilent')).toEqual([]);
  });

  test('not of an alarm of another app, whose actions are not known', () => {
    const stack = plainStack();
    const arn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:outage';
    experimentIn(stack, { stopWhen: [Alarm.fromAlarmArn(stack, 'Imported', arn)] });

    expect(warned(stack, 'stopAlarmSilent')).toEqual([]);
  });

  test('of an experiment that may be over before the fault is everywhere', () => {
    expect(warned(synthesized({ duration: Duration.minutes(1) }).stack, 'experimentShort')).toHaveLength(1);
    expect(warned(synthesized({ duration: Duration.minutes(2) }).stack, 'experimentShort')).toEqual([]);
  });
});

test('accepts what only deployment can tell to be wrong', () => {
  const agnostic = new Stack(new App(), 'Anywhere');
  const here = plainStack();

  expect(() => experimentIn(agnostic)).not.toThrow();
  expect(() =>
    experimentIn(here, { stopWhen: [Alarm.fromAlarmArn(here, 'Given', Token.asString({ Ref: 'Alarm' }))] }),
  ).not.toThrow();
  expect(() => experimentIn(new Stack(new App(), 'Plain', { env: { region: Aws.REGION } }))).not.toThrow();
});

describe('fails', () => {
  const elsewhere = () => alarmIn(new Stack(new App(), 'Far', { env: { region: 'us-west-2' } }));

  test.each<[string, Partial<FaultExperimentProps>, string, string]>([
    ['without an alarm', { stopWhen: [] }, 'StopAlarmMissing', 'names no alarm'],
    [
      'with undefined for an alarm',
      { stopWhen: [undefined as never] },
      'StopAlarmMissing',
      'something that is no alarm',
    ],
    ['with a name for an alarm', { stopWhen: ['outage' as never] }, 'StopAlarmMissing', 'something that is no alarm'],
    ['with an alarm of another region', { stopWhen: [elsewhere()] }, 'StopAlarmOfOtherRegion', '"us-west-2"'],
    ['after 59 s', { duration: Duration.seconds(59) }, 'ExperimentDurationOutOfRange', '59 seconds'],
    [
      'after a second more than 12 h',
      { duration: Duration.seconds(43_201) },
      'ExperimentDurationOutOfRange',
      '12 hours',
    ],
    [
      'with a fraction of a second',
      { duration: Duration.millis(60_500) },
      'ExperimentDurationOutOfRange',
      'whole seconds',
    ],
    ['without a duration', { duration: undefined }, 'ExperimentDurationOutOfRange', '"duration" is undefined'],
    ['without a fault', { fault: undefined }, 'FaultMissing', 'Fault.failInvocations'],
    ['with a fault by name', { fault: 'delay' as never }, 'FaultMissing', 'is no Fault'],
  ])('%s', (_, props, code, fragment) => {
    const failure = failureOf(() => experimentIn(plainStack(), props));

    expect(failure.codes).toEqual([code]);
    expect(failure.path).toBe('Plain/Failing');
    expect(failure.message).toContain(fragment);
  });

  test('with more alarms than FIS takes', () => {
    const stack = plainStack();
    const stopWhen = [1, 2, 3, 4, 5, 6].map<IAlarm>(number => alarmIn(stack, `Alarm${number}`));

    expect(failureOf(() => experimentIn(stack, { stopWhen })).codes).toEqual(['StopAlarmsTooMany']);
  });

  test('with a function of another region', () => {
    const far = new ResilientFunction(plainStack('us-west-2'), 'Api', CODE);
    const failure = failureOf(() => experimentIn(plainStack(), { fault: Fault.failInvocations({ functions: [far] }) }));

    expect(failure.codes).toEqual(['FaultTargetOfOtherRegion']);
    expect(failure.message).toContain('"Plain/Api" is in "us-west-2" and the experiment in "eu-west-1"');
  });

  test('with all that is wrong at once', () => {
    const props = { fault: undefined, duration: Duration.seconds(30), stopWhen: undefined, stopwhen: [] };

    expect(failureOf(() => experimentIn(plainStack(), props as Partial<FaultExperimentProps>)).codes).toEqual([
      'PropUnknown',
      'FaultMissing',
      'ExperimentDurationOutOfRange',
      'StopAlarmMissing',
    ]);
  });
});

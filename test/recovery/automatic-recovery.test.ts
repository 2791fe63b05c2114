import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../lib/function';
import { AutomaticRecovery, type AutomaticRecoveryProps, Redrive, RedriveTarget, Symptom } from '../../lib/recovery';
import { TestApp } from '../../lib/testing';
import { failureOf } from '../support/failure';

const CODE = { code: Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' };

function functionIn(stack: Stack, id: string, props: Partial<ResilientFunctionProps> = {}): ResilientFunction {
  return new ResilientFunction(stack, id, { ...CODE, ...props });
}

function recoveryOf(props: Partial<AutomaticRecoveryProps> = {}): { recovery: AutomaticRecovery; template: Template } {
  const stack = new Stack(new TestApp(), 'Images', { env: { account: '111122223333', region: 'us-east-1' } });
  const recovery = new AutomaticRecovery(stack, 'Recovery', {
    function: functionIn(stack, 'Resize'),
    when: [Symptom.slowerThan(Duration.seconds(1))],
    ...props,
  });
  return { recovery, template: Template.fromStack(stack) };
}

test('an alarm on the alias starts the state machine, with all that it needs to know', () => {
  const { template, recovery } = recoveryOf();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Duration',
    Threshold: 1000,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
    Dimensions: Match.arrayWith([Match.objectLike({ Name: 'Resource' })]),
  });
  const [alarm] = Object.keys(
    template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'Duration' } }),
  );
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      resources: [{ 'Fn::GetAtt': [alarm, 'Arn'] }],
      detail: { state: { value: ['ALARM'] } },
    },
    Targets: [
      Match.objectLike({
        DeadLetterConfig: Match.anyValue(),
        InputTransformer: Match.objectLike({ InputPathsMap: { 'detail-alarmName': '$.detail.alarmName' } }),
      }),
    ],
  });
  expect(recovery.alarms).toHaveLength(1);
});

test('a redrive is started with what it needs, by an actor that may start it', () => {
  const stack = new Stack(new TestApp(), 'Images', { env: { account: '111122223333', region: 'us-east-1' } });
  const resize = functionIn(stack, 'Resize');
  const redrive = new Redrive(stack, 'Redrive', {
    letters: resize.deadLetterQueue!,
    to: RedriveTarget.function(resize),
  });
  new AutomaticRecovery(stack, 'Recovery', { function: resize, when: [Symptom.failing(20)], redrive });
  const template = Template.fromStack(stack);
  const machine = stack.resolve(redrive.machine.stateMachineArn) as object;

  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  const { InputTemplate } = rule.Properties.Targets[0].InputTransformer as { InputTemplate: object };
  expect(JSON.stringify(InputTemplate)).toContain('\\"redrive\\":{\\"machine\\":');
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Action: 'states:StartExecution', Resource: machine })]),
    },
    Roles: [{ Ref: Match.stringLikeRegexp('Recovery.*Actor') }],
  });
});

test('the actor may change the function that it recovers, and nothing else', () => {
  const { template } = recoveryOf();
  const policies = template.findResources('AWS::IAM::Policy');
  const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const control = statements.filter(({ Action }) => [Action].flat().includes('lambda:UpdateAlias'));
  const fn = Object.keys(template.findResources('AWS::Lambda::Function')).find(id => id.startsWith('Resize'));

  expect(control).toHaveLength(1);
  expect(JSON.stringify(control[0].Resource)).toContain(fn);
  expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([]);
});

test('a second recovery of the stack adds an alarm and a rule', () => {
  const count = (functions: number): number => {
    const stack = new Stack(new TestApp(), 'Images');
    for (let index = 0; index < 3; index++) {
      const target = functionIn(stack, `F${index}`);
      if (index < functions) {
        new AutomaticRecovery(stack, `R${index}`, { function: target, when: [Symptom.failing(5)] });
      }
    }
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  };
  const [none, one, two] = [0, 1, 2].map(count);

  expect(two - one).toBe(2);
  expect(one - none).toBeLessThanOrEqual(2 + 14);
});

test('a failure rate needs a sample', () => {
  const { template } = recoveryOf({ when: [Symptom.failing(5, { minimumSample: 20 })] });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Threshold: 5,
    Metrics: Match.arrayWith([Match.objectLike({ Expression: 'IF(calls >= 20, 100 * errors / calls, 0)' })]),
  });
});

test('every step is tried again with jitter, and whatever fails ends on record', () => {
  const { template } = recoveryOf();
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const text = JSON.stringify(machine.Properties.DefinitionString);

  for (const step of ['Begin', 'Act', 'Verify', 'Redrive', 'Finish']) expect(text).toContain(`\\"${step}\\":`);
  expect(text.match(/JitterStrategy\\":\\"FULL/g)).toHaveLength(5);
  expect(
    text.match(
      /\\"Catch\\":\[\{\\"ErrorEquals\\":\[\\"States.ALL\\"\],\\"ResultPath\\":\\"\$.error\\",\\"Next\\":\\"Finish\\"/g,
    ),
  ).toHaveLength(4);
});

test('somebody is told of recoveries that failed', () => {
  recoveryOf().template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ExecutionsFailed' });
});

test.each([
  ['no symptom', { when: [] }, 'SymptomMissing', 'Symptom.failing(5)'],
  [
    'a time that the timeout does not allow',
    { when: [Symptom.slowerThan(Duration.seconds(10))] },
    'SymptomOutOfRange',
    'after 10 s',
  ],
  ['a time of nothing', { when: [Symptom.slowerThan(Duration.seconds(0))] }, 'SymptomOutOfRange', 'above 0'],
  ['a share above everything', { when: [Symptom.failing(101)] }, 'SymptomOutOfRange', '101 %'],
  ['a sample of none', { when: [Symptom.failing(5, { minimumSample: 0 })] }, 'SymptomOutOfRange', 'minimumSample'],
  ['no attempt', { attempts: 0 }, 'RecoveryOutOfRange', '"attempts" is 0'],
  ['half an attempt', { attempts: 1.5 }, 'RecoveryOutOfRange', '"attempts" is 1.5'],
  ['a time in which no recovery ends', { within: Duration.minutes(1) }, 'RecoveryOutOfRange', '"within" is 1 minute'],
  ['a misspelt prop', { attemps: 1 } as object, 'PropUnknown', 'did you mean "attempts"'],
])('fails on %s', (_what, props, code, text) => {
  const failure = failureOf(() => recoveryOf(props));
  expect(failure.codes).toContain(code);
  expect(failure.message).toContain(text);
  expect(failure.message).toContain('Images/Recovery');
});

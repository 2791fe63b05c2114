import { type App } from '../../assembly/model.js';
import { validateTemplateValues } from '../../stage/template-values.js';

function appWith(resources: App['stacks'][number]['template']['Resources']): App {
  const stack = { id: 'Stack', stackName: 'Stack', region: 'us-east-1', template: { Resources: resources } };
  return { stacks: [stack] } as unknown as App;
}

test('an app that AWS would deploy may be drilled', () => {
  const Rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(5 minutes)' } };

  expect(() => validateTemplateValues(appWith({ Rule }))).not.toThrow();
});

test('fails with TemplateInvalid, and says everything that AWS would refuse, with its page', () => {
  const Rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minutes)' } };
  const Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q'.repeat(100) } };

  expect(() => validateTemplateValues(appWith({ Rule, Queue }))).toThrow(
    expect.objectContaining({
      code: 'TemplateInvalid',
      message: expect.stringMatching(
        /Stack\/Rule: ScheduleExpression is "rate\(1 minutes\)".*https:\/\/docs.*\nStack\/Queue: QueueName is "q{80}…"; it has 100 characters/,
      ),
    }),
  );
});

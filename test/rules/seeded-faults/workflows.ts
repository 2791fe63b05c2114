import { type StackInput } from '../../../lib/assembly/template';
import { att, dotted, sub } from '../support/intrinsics';
import { fn, ref, resource, stack } from '../support/templates';
import { faultsIn } from './seed';

const RETRY = [
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: 'FULL' },
];
const CATCH = [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }];
const task = (more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: '${Function}', 'Payload.$': '$' },
  TimeoutSeconds: 60,
  Retry: RETRY,
  ...more,
});

/** Each state machine writes its definition in another form. */
export const workflows = (): StackInput[] => [
  stack({
    Handler: fn(),
    Version: resource('AWS::Lambda::Version', { FunctionName: ref('Handler') }),
    Live: resource('AWS::Lambda::Alias', {
      FunctionName: ref('Handler'),
      FunctionVersion: dotted('Version.Version'),
      Name: 'live',
    }),
    Object: resource('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: { Function: ref('Live') },
      Definition: {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            ItemProcessor: { StartAt: 'Pay', States: { Pay: task({ End: true }) } },
            Catch: CATCH,
            End: true,
          },
          Failed: { Type: 'Fail' },
        },
      },
    }),
    Text: resource('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: { Function: ref('Live'), Seconds: 60 },
      DefinitionString: JSON.stringify({
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'Ship', States: { Ship: task({ End: true }) } },
              {
                StartAt: 'Wrap',
                States: {
                  Wrap: { Type: 'Map', Iterator: { StartAt: 'Box', States: { Box: task({ End: true }) } }, End: true },
                },
              },
            ],
            Catch: CATCH,
            Next: 'Done',
          },
          Done: { Type: 'Succeed' },
          Failed: { Type: 'Fail' },
        },
      }).replaceAll('"TimeoutSeconds":60', '"TimeoutSeconds":${Seconds}'),
    }),
    Joined: resource('AWS::StepFunctions::StateMachine', {
      DefinitionString: {
        'Fn::Join': [
          '\n',
          [
            '{"StartAt": "Ask", "States": {',
            sub('"Ask": {"Type": "Task", "Resource": "${Live}", "TimeoutSeconds": 30, "End": true,'),
            `"Retry": ${JSON.stringify(RETRY)}, "Catch": ${JSON.stringify(CATCH)}},`,
            '"Failed": {"Type": "Fail"}}}',
          ],
        ],
      },
    }),
  }),
];

/** Changes the text of a definition. */
const rewrite =
  (id: string, from: string | RegExp, to: string) =>
  (app: { of(): Record<string, unknown> }): void => {
    const machine = app.of()[id] as { Properties: Record<string, unknown> };
    machine.Properties = JSON.parse(JSON.stringify(machine.Properties).replace(from, to));
  };

export const workflowFaults = faultsIn(workflows, {
  'a task in a map that is not retried': [
    'workflow-task-retry',
    app => app.set('Object.Definition.States.Each.ItemProcessor.States.Pay.Retry', undefined),
  ],
  'a task in a map that may take for ever': [
    'workflow-task-timeout',
    app => app.set('Object.Definition.States.Each.ItemProcessor.States.Pay.TimeoutSeconds', undefined),
  ],
  'a map without catch': ['workflow-task-catch', app => app.set('Object.Definition.States.Each.Catch', undefined)],
  'a map that catches one error of many': [
    'workflow-task-catch',
    app => app.set('Object.Definition.States.Each.Catch.0.ErrorEquals', ['OutOfStock']),
  ],
  'a branch in text that does not back off': [
    'workflow-retry-backoff',
    rewrite('Text', '\\"BackoffRate\\":2', '\\"BackoffRate\\":1'),
  ],
  'a map in a branch, in text, without jitter': [
    'workflow-retry-jitter',
    rewrite('Text', /(Box.*?),\\"JitterStrategy\\":\\"FULL\\"/, '$1'),
  ],
  'a branch without timeout beside substitutions that are numbers': [
    'workflow-task-timeout',
    rewrite('Text', '\\"TimeoutSeconds\\":${Seconds},', ''),
  ],
  'a parallel in text without catch': ['workflow-task-catch', rewrite('Text', '\\"Catch\\"', '\\"Comment\\"')],
  'retries in a joined text switched off': [
    'workflow-task-retry',
    rewrite('Joined', '\\"MaxAttempts\\":4', '\\"MaxAttempts\\":0'),
  ],
  'a joined text without timeout': ['workflow-task-timeout', rewrite('Joined', '\\"TimeoutSeconds\\": 30, ', '')],
  'a joined text without catch': ['workflow-task-catch', rewrite('Joined', '\\"Catch\\"', '\\"Comment\\"')],
  'retries without end': [
    'workflow-retry-unlimited',
    app => app.set('Object.Definition.States.Each.ItemProcessor.States.Pay.Retry.0.MaxAttempts', 99_999_999),
  ],
  'a task that waits for a token without heartbeat or timeout': [
    'workflow-task-timeout',
    app => {
      app.set(
        'Object.Definition.States.Each.ItemProcessor.States.Pay.Resource',
        'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      );
      app.set('Object.Definition.States.Each.ItemProcessor.States.Pay.TimeoutSeconds', undefined);
    },
  ],
  'a task that calls $LATEST by substitution': [
    'function-invoked-past-alias',
    app => app.set('Object.DefinitionSubstitutions.Function', att('Handler')),
  ],
  "a task that calls another region's function": [
    'remote-target',
    app => app.set('Text.DefinitionSubstitutions.Function', 'arn:aws:lambda:eu-west-1:111111111111:function:x:live'),
  ],
});

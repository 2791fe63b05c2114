import { ruleCase } from '../support/rule-case';
import { arn, fn, ref, resource, stack, workflow } from '../support/templates';

const retry = (more: Record<string, unknown>) => ({
  Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 3, JitterStrategy: 'FULL', ...more }],
});

/** A state machine whose task has no timeout of its own. */
const withTimeout = (TimeoutSeconds: number | undefined) => {
  const machine = workflow({ TimeoutSeconds: undefined });
  const definition = JSON.parse(String(machine.Properties!.DefinitionString)) as object;
  return { ...machine, Properties: { DefinitionString: JSON.stringify({ ...definition, TimeoutSeconds }) } };
};

export const workflowCases = [
  ruleCase('workflow-task-retry', bad => stack({ Flow: workflow(bad ? { Retry: undefined } : {}) })),
  ruleCase('workflow-retry-backoff', bad => stack({ Flow: workflow(retry({ BackoffRate: bad ? 1 : 2 })) })),
  ruleCase('workflow-retry-jitter', bad =>
    stack({ Flow: workflow(retry({ JitterStrategy: bad ? undefined : 'FULL' })) }),
  ),
  ruleCase('workflow-task-timeout', bad => stack({ Flow: workflow(bad ? { TimeoutSeconds: undefined } : {}) })),
  ruleCase(
    'workflow-task-timeout',
    bad => stack({ Flow: withTimeout(bad ? undefined : 300) }),
    'a state machine that ends as a whole',
  ),
  ruleCase(
    'workflow-task-retry',
    bad =>
      stack({
        Flow: workflow({ Retry: undefined }),
        OnEvent: fn({ Environment: { Variables: bad ? {} : { WAITER_STATE_MACHINE_ARN: ref('Flow') } } }),
        Copy: resource('Custom::Copy', { ServiceToken: arn('OnEvent') }),
      }),
    'what CDK itself runs for a custom resource while the stack is deployed',
  ),
  ruleCase('workflow-task-catch', bad => stack({ Flow: workflow(bad ? { Catch: undefined } : {}) })),
];

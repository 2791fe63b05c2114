import { ruleCase } from '../support/rule-case';
import { stack, workflow } from '../support/templates';

const retry = (more: Record<string, unknown>) => ({
  Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 3, JitterStrategy: 'FULL', ...more }],
});

export const workflowCases = [
  ruleCase('workflow-task-retry', bad => stack({ Flow: workflow(bad ? { Retry: undefined } : {}) })),
  ruleCase('workflow-retry-backoff', bad => stack({ Flow: workflow(retry({ BackoffRate: bad ? 1 : 2 })) })),
  ruleCase('workflow-retry-jitter', bad =>
    stack({ Flow: workflow(retry({ JitterStrategy: bad ? undefined : 'FULL' })) }),
  ),
  ruleCase('workflow-task-timeout', bad => stack({ Flow: workflow(bad ? { TimeoutSeconds: undefined } : {}) })),
  ruleCase('workflow-task-catch', bad => stack({ Flow: workflow(bad ? { Catch: undefined } : {}) })),
];

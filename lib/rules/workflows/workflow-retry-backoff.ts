import { toNumber, toRecords } from '../../assembly/value';
import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';
import { RETRIER } from '../../limits/step-functions';

export const workflowRetryBackoff: Rule = {
  id: 'resilience-workflow-retry-backoff',
  area: 'workflows',
  severity: 'warning',
  title: 'Retries of a workflow back off',
  why: 'Retries at a constant pace hit what is overloaded again and again, all executions at once.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  check(model, report) {
    for (const { machine, name, state } of workflowTasks(model)) {
      for (const retry of toRecords(state.Retry)) {
        const rate = toNumber(retry.BackoffRate) ?? RETRIER.backoffRate;
        if (rate <= 1 && (toNumber(retry.MaxAttempts) ?? RETRIER.attempts) > 1) {
          report(
            machine,
            `task "${name}" retries with BackoffRate ${rate}`,
            'set BackoffRate to 2 and MaxDelaySeconds to a limit',
          );
        }
      }
    }
  },
};

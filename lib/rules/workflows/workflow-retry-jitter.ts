import { toList, toNumber, toRecords } from '../../assembly/value';
import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';

export const workflowRetryJitter: Rule = {
  id: 'resilience-workflow-retry-jitter',
  area: 'workflows',
  severity: 'warning',
  title: 'Retries of a workflow are spread by jitter',
  why: 'Executions that failed together are retried together, and fail together again.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  check(model, report) {
    for (const { machine, name, state } of workflowTasks(model)) {
      const [retry] = toRecords(state.Retry).filter(
        each => each.JitterStrategy === undefined && toNumber(each.MaxAttempts) !== 0 && !isServiceRetry(each),
      );
      if (retry) {
        report(
          machine,
          `task "${name}" retries ${toList(retry.ErrorEquals).join(', ')} without jitter`,
          'set JitterStrategy to FULL',
        );
      }
    }
  },
};

/** What CDK adds to every Lambda task by itself: errors of the service, not of the work. */
function isServiceRetry(retry: Record<string, unknown>): boolean {
  return toList(retry.ErrorEquals).every(error => /^Lambda\./.test(String(error)));
}

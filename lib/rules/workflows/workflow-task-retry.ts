import { toNumber, toRecords } from '../../assembly/value';
import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';

export const workflowTaskRetry: Rule = {
  id: 'resilience-workflow-task-retry',
  area: 'workflows',
  severity: 'warning',
  title: 'Every task of a workflow is retried',
  why: 'Without Retry the first throttle or hiccup fails the whole execution.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  check(model, report) {
    for (const { machine, name, state } of workflowTasks(model)) {
      const retried = toRecords(state.Retry).some(retry => toNumber(retry.MaxAttempts) !== 0);
      if (!retried) report(machine, `task "${name}" has no Retry`, 'add a Retry with backoff, jitter and a limit');
    }
  },
};

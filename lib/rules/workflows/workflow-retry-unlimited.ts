import { toNumber, toRecords } from '../../assembly/value';
import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';
import { RETRIER } from '../../limits/step-functions';

export const workflowRetryUnlimited: Rule = {
  id: 'resilience-workflow-retry-unlimited',
  area: 'workflows',
  severity: 'warning',
  title: 'Retries of a workflow end',
  why: 'Thousands of retries keep an execution alive for days: it is neither done nor failed, so nobody is told.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  check(model, report) {
    for (const { machine, name, state } of workflowTasks(model)) {
      for (const retry of toRecords(state.Retry)) {
        const attempts = toNumber(retry.MaxAttempts) ?? RETRIER.attempts;
        if (attempts > MANY) {
          report(
            machine,
            `task "${name}" is retried ${attempts} times`,
            'set MaxAttempts to a number that somebody waits for',
          );
        }
      }
    }
  },
};

const MANY = 100;

import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';

export const workflowTaskTimeout: Rule = {
  id: 'resilience-workflow-task-timeout',
  area: 'workflows',
  severity: 'warning',
  title: 'Every task of a workflow has a timeout',
  why: 'A task without one waits for a year when its worker is gone.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/sfn-stuck-execution.html',
  check(model, report) {
    for (const { machine, name, state, machineTimeout } of workflowTasks(model)) {
      // A definition's own limit ends every task in it.
      if (machineTimeout) continue;
      const limited = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'].some(
        key => state[key] !== undefined,
      );
      if (!limited) {
        report(
          machine,
          `task "${name}" has no timeout`,
          'set TimeoutSeconds on the task, or on the whole state machine',
        );
      }
    }
  },
};

import { workflowTasks } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';

export const workflowTaskCatch: Rule = {
  id: 'resilience-workflow-task-catch',
  area: 'workflows',
  severity: 'warning',
  title: 'A task that fails for good leads into a failure path',
  why: 'Without Catch the execution just ends: what was half done stays so, and nobody is told.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
  check(model, report) {
    for (const { machine, name, caught, inFailurePath } of workflowTasks(model)) {
      if (!caught && !inFailurePath) {
        report(
          machine,
          `task "${name}" has no Catch`,
          'catch States.ALL into a state that keeps the input and tells somebody',
        );
      }
    }
  },
};

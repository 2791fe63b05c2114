import { experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentRoleShared: Rule = {
  id: 'resilience-experiment-role-shared',
  area: 'experiments',
  severity: 'warning',
  title: 'Every experiment has a role of its own',
  why: 'A role for all experiments may do what each of them may: a mistake in one breaks what only another should.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html',
  check(model, report) {
    const seen = new Map<string, string>();
    for (const experiment of experiments(model)) {
      const role = experiment.text('RoleArn');
      if (role === undefined) continue;
      if (seen.has(role)) {
        report(
          experiment,
          `it uses the role of "${seen.get(role)}"`,
          'give it a role with the permissions of its own actions',
        );
      }
      seen.set(role, experiment.path);
    }
  },
};

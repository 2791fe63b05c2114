import { didYouMean } from '../../private/nearest';
import { toList } from '../../assembly/value';
import { actionsOf, experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentActionUnknown: Rule = {
  id: 'resilience-experiment-action-unknown',
  area: 'experiments',
  severity: 'error',
  title: 'An action starts after actions that exist',
  why: 'FIS refuses the template.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/action-sequence.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      const names = actionsOf(experiment).map(([name]) => name);
      for (const [name, action] of actionsOf(experiment)) {
        for (const other of toList(action.StartAfter).map(String)) {
          if (!names.includes(other) || other === name) {
            report(
              experiment,
              `action "${name}" starts after "${other}"${didYouMean(other, names)}`,
              'name another action of the template',
            );
          }
        }
      }
    }
  },
};

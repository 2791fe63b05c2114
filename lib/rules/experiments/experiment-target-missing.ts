import { didYouMean } from '../../private/nearest';
import { toRecord } from '../../assembly/value';
import { actionsOf, experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentTargetMissing: Rule = {
  id: 'resilience-experiment-target-missing',
  area: 'experiments',
  severity: 'error',
  title: 'Every target that an action names exists',
  why: 'FIS refuses the template.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/targets.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      const targets = Object.keys(toRecord(experiment.get('Targets')));
      for (const [name, action] of actionsOf(experiment)) {
        for (const target of Object.values(toRecord(action.Targets)).map(String)) {
          if (!targets.includes(target)) {
            report(
              experiment,
              `action "${name}" names the target "${target}"${didYouMean(target, targets)}`,
              'add it to Targets',
            );
          }
        }
      }
    }
  },
};

import { toNumber, toRecord } from '../../assembly/value';
import { actionsOf, experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';
import { FIS } from '../../limits/fis';
import { isWithin } from '../../limits/range';

export const experimentPercentage: Rule = {
  id: 'resilience-experiment-percentage',
  area: 'experiments',
  severity: 'error',
  title: 'An experiment concerns 1 to 100 percent, or one resource at least',
  why: 'FIS accepts nothing else.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/targets.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      const modes = Object.values(toRecord(experiment.get('Targets'))).map(
        target => /^PERCENT\((-?[\d.]+)\)$/.exec(String(toRecord(target).SelectionMode))?.[1],
      );
      const parameters = actionsOf(experiment).flatMap(([, action]) =>
        ['percentage', 'invocationPercentage'].map(key => toRecord(action.Parameters)[key]),
      );
      for (const percentage of [...modes, ...parameters].map(toNumber)) {
        if (percentage !== undefined && !isWithin(percentage, FIS.percentage)) {
          report(experiment, `it concerns ${percentage} %`, 'set a percentage from 1 to 100');
        }
      }
      if (Object.values(toRecord(experiment.get('Targets'))).some(isOfNone)) {
        report(experiment, 'it concerns COUNT(0)', 'set a count of 1 or more');
      }
    }
  },
};

function isOfNone(target: unknown): boolean {
  return /^COUNT\(0+\)$/.test(String(toRecord(target).SelectionMode));
}

import { experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentEmptyTarget: Rule = {
  id: 'resilience-experiment-empty-target',
  area: 'experiments',
  severity: 'warning',
  title: 'An experiment fails when it finds nothing to break',
  why: 'An experiment that skips empty targets is a success although nothing was tried.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/experiment-options.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      if (experiment.text('ExperimentOptions.EmptyTargetResolutionMode') === 'skip') {
        report(experiment, 'EmptyTargetResolutionMode is skip', 'set it to fail');
      }
    }
  },
};

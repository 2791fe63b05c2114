import { experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentWithoutStop: Rule = {
  id: 'resilience-experiment-without-stop',
  area: 'experiments',
  severity: 'error',
  title: 'An experiment stops when users are harmed',
  why: 'Without a stop condition the fault goes on to its end, whatever it does to users.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      const stops = experiment.records('StopConditions').filter(condition => condition.Source !== 'none');
      if (stops.length === 0) {
        report(
          experiment,
          'no alarm stops it',
          'add a stop condition with Source aws:cloudwatch:alarm, on an alarm on user impact',
        );
      }
    }
  },
};

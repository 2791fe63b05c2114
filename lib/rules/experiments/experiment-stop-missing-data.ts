import { toText } from '../../assembly/value';
import { experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentStopMissingData: Rule = {
  id: 'resilience-experiment-stop-missing-data',
  area: 'experiments',
  severity: 'warning',
  title: 'An alarm that stops an experiment does not ignore missing data',
  why: 'A fault that silences the service leaves such an alarm as it was, so the experiment goes on.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      for (const condition of experiment.records('StopConditions')) {
        const alarm = model.find(toText(condition.Value), ['AWS::CloudWatch::Alarm'], experiment);
        if (alarm?.text('TreatMissingData') === 'ignore') {
          report(
            alarm,
            `it stops "${experiment.path}" and ignores missing data`,
            'set TreatMissingData to breaching or notBreaching',
          );
        }
      }
    }
  },
};

import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { isOpaque, toText } from '../../assembly/value';
import { experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';

export const experimentStopUnknown: Rule = {
  id: 'resilience-experiment-stop-unknown',
  area: 'experiments',
  severity: 'error',
  title: "An experiment's stop condition is an alarm that exists",
  why: 'FIS refuses an alarm that does not exist, and one of another region sees nothing of this one.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      for (const condition of experiment.records('StopConditions')) {
        const arn = toText(condition.Value);
        if (arn !== undefined && isName(model, experiment, arn)) {
          report(
            experiment,
            `its stop condition names the alarm "${arn}" and not its ARN`,
            'name the alarm by its ARN',
          );
          continue;
        }
        if (condition.Source === 'none' || (arn !== undefined && isKnown(model, experiment, arn))) continue;
        report(
          experiment,
          arn === undefined
            ? 'a stop condition names no alarm'
            : `its stop condition "${arn}" is no alarm of this app in ${experiment.region ?? 'its region'}`,
          "name an alarm of the experiment's own region by its ARN",
        );
      }
    }
  },
};

function isKnown(model: AppModel, experiment: Resource, arn: string): boolean {
  const alarm = model.find(arn, ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'], experiment);
  return alarm
    ? alarm.region === experiment.region
    : isOpaque(arn) && model.mentioned(arn).length === 0 && !arn.includes(':alarm:');
}

function isName(model: AppModel, experiment: Resource, text: string): boolean {
  const alarm = model.find(text, ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'], experiment);
  return alarm !== undefined && alarm.name === text;
}

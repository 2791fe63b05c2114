import { didYouMean } from '../../private/nearest';
import { isOpaque } from '../../assembly/value';
import { childAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const compositeChildUnknown: Rule = {
  id: 'resilience-composite-child-unknown',
  area: 'alarms',
  severity: 'error',
  title: 'A composite alarm combines alarms that exist',
  why: 'CloudWatch refuses a rule that names an alarm that does not exist, or the alarm never changes its state.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html',
  check(model, report) {
    const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
    for (const composite of model.ofType('AWS::CloudWatch::CompositeAlarm')) {
      const rule = composite.text('AlarmRule');
      if (rule !== undefined && !isOpaque(rule) && childAlarms(composite).length === 0) {
        report(composite, `its rule "${rule}" names no alarm`, 'combine the alarms that speak of the trouble');
      }
      for (const child of childAlarms(composite)) {
        const alarm = model.find(child, types, composite);
        if (!alarm && !isOpaque(child)) {
          report(
            composite,
            `its rule names "${child}", which is no alarm of this app${didYouMean(
              child,
              model.ofType(...types).map(each => each.name),
            )}`,
            'name the alarm by reference',
          );
        } else if (alarm?.region !== undefined && composite.region !== undefined && alarm.region !== composite.region) {
          report(
            composite,
            `its rule names "${alarm.path}" of ${alarm.region}`,
            `name an alarm of ${composite.region}`,
          );
        }
      }
    }
  },
};

import { isOpaque } from '../../assembly/value';
import { type Rule } from '../rule';
import { ALARM } from '../../limits/cloudwatch';

export const alarmCheckTarget: Rule = {
  id: 'resilience-alarm-check-target',
  area: 'failover',
  severity: 'error',
  title: "A health check on an alarm reads one standard alarm, in the alarm's region",
  why: 'Route 53 cannot read composite alarms, metric math, high-resolution periods or percentiles, and looks for the alarm only in the region that it is given.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html',
  check(model, report) {
    for (const check of model.ofType('AWS::Route53::HealthCheck')) {
      const name = check.text('HealthCheckConfig.AlarmIdentifier.Name');
      const region = check.text('HealthCheckConfig.AlarmIdentifier.Region');
      const alarm = model.find(name, ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'], region);
      if (!alarm) {
        const isOurs = model.stacks.some(stack => stack.region === region && stack.account === check.stack.account);
        if (name !== undefined && !isOpaque(name) && isOurs) {
          report(check, `no stack of ${region} creates the alarm "${name}"`, 'name the alarm by reference');
        }
        continue;
      }
      if (alarm.type === 'AWS::CloudWatch::CompositeAlarm') {
        report(
          check,
          `"${alarm.path}" is a composite alarm`,
          'name one metric alarm, or combine several checks in a calculated one',
        );
      } else if (!alarm.lacks('Metrics')) {
        report(check, `"${alarm.path}" uses metric math`, 'name an alarm on one metric');
      } else if (!alarm.lacks('ExtendedStatistic')) {
        report(check, `"${alarm.path}" is on a percentile`, 'use Average, Sum, Minimum or Maximum');
      } else if ((alarm.number('Period') ?? Infinity) < ALARM.metricSeconds) {
        report(
          check,
          `"${alarm.path}" has a period of ${alarm.number('Period')} s`,
          `use a period of ${ALARM.metricSeconds} s or more`,
        );
      }
      if (region !== undefined && alarm.region !== undefined && region !== alarm.region) {
        report(
          check,
          `the alarm "${alarm.path}" is in ${alarm.region}, and the check looks for it in ${region}`,
          `set AlarmIdentifier.Region to ${alarm.region}`,
        );
      }
    }
  },
};

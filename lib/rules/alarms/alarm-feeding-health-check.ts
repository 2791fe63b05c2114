import { type Rule } from '../rule';

export const alarmFeedingHealthCheck: Rule = {
  id: 'resilience-alarm-feeding-health-check',
  area: 'alarms',
  severity: 'error',
  title: 'For an alarm that feeds a health check missing data is breaching',
  why: 'When a region is lost its metrics stop. If that does not raise the alarm, the health check stays healthy and nothing fails over.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html',
  check(model, report) {
    for (const check of model.ofType('AWS::Route53::HealthCheck')) {
      const region = check.text('HealthCheckConfig.AlarmIdentifier.Region');
      const alarm = model.find(
        check.text('HealthCheckConfig.AlarmIdentifier.Name'),
        ['AWS::CloudWatch::Alarm'],
        region,
      );
      const treatment = alarm?.text('TreatMissingData') ?? 'missing';
      if (
        alarm &&
        treatment !== 'breaching' &&
        check.text('HealthCheckConfig.InsufficientDataHealthStatus') !== 'Unhealthy'
      ) {
        report(
          alarm,
          `it feeds the health check "${check.path}" and takes missing data for ${treatment}`,
          'set TreatMissingData to breaching',
        );
      }
    }
  },
};

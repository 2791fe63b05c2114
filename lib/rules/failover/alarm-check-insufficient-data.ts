import { type Rule } from '../rule';

export const alarmCheckInsufficientData: Rule = {
  id: 'resilience-alarm-check-insufficient-data',
  area: 'failover',
  severity: 'error',
  title: 'A health check on an alarm says what missing data means',
  why: 'By default it keeps the last known status: when the region is gone and its metrics stop, the check stays healthy.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of model.ofType('AWS::Route53::HealthCheck')) {
      if (
        check.text('HealthCheckConfig.Type') === 'CLOUDWATCH_METRIC' &&
        check.lacks('HealthCheckConfig.InsufficientDataHealthStatus')
      ) {
        report(check, 'InsufficientDataHealthStatus is not set', 'set it to Unhealthy, or to what your alarm means');
      }
    }
  },
};

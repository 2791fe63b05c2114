import { ruleCase } from '../support/rule-case';
import { EAST, alarm, resource, stack } from '../support/templates';

const healthCheck = resource('AWS::Route53::HealthCheck', {
  HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'outage', Region: EAST } },
});

export const cases = [
  ruleCase(bad =>
    stack({
      Check: healthCheck,
      Outage: alarm({ AlarmName: 'outage', TreatMissingData: bad ? 'missing' : 'breaching' }),
    }),
  ),
];

import { unheardHandlers } from '../../assembly/relations/unheard-handlers';
import { type Rule } from '../rule';

export const healthCheckPastHandler: Rule = {
  id: 'resilience-health-check-past-handler',
  area: 'failover',
  severity: 'warning',
  title: 'A health check hears of the functions that serve',
  why: 'Another function answers the health check, and it has no way to ask this one. A bad version, a missing variable or a lost right fails every request of the users while the region counts as healthy, so no traffic moves.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html',
  check(model, report) {
    for (const { check, function: served, asked } of unheardHandlers(model)) {
      report(
        check,
        `"${asked.path}" answers, and an error of "${served.path}" moves no traffic`,
        `let "${asked.path}" call "${served.path}" (lambda:InvokeFunction) or a route of it, and answer 503 when that fails`,
      );
    }
  },
};

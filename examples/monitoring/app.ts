import { App, Duration } from 'aws-cdk-lib';
import {
  AlarmTopic,
  Alarms,
  LogAlarm,
  PrometheusRules,
  Regions,
  ResilientFunction,
  ResilientService,
} from 'cdk-resilient-serverless';

/** What is watched in both regions: on a dashboard, in the logs, and as rules of Prometheus. */
const app = new App();
const shop = new ResilientService(app, 'Shop', {
  regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
  dashboard: true,
});

for (const region of shop.regionalStacks) {
  const api = new ResilientFunction(region, 'Api', {
    entry: 'api.ts',
    alarms: Alarms.recommended({ latency: Duration.seconds(1), latencyStatistic: 'Average' }),
  });
  shop.exposeHttp(region, api);
  new LogAlarm(region, 'Refused', { logGroup: api.logGroup, outOf: api.metricInvocations() });
  new PrometheusRules(region, 'Prometheus');
  AlarmTopic.of(region).addOperator('on-call@example.com');
}

import { HEALTH_METRICS_REGION } from '../../limits/route53';
import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { childAlarms, metricAlarms, metricsOf, watchesForFall } from './alarms';
import { type DnsRecord } from './dns';

/** Figures that rise when users come, and stay low while health checkers alone ask. */
const TRAFFIC =
  /^(Count|RequestCount|Requests|HTTPCode_Target_2XX_Count|ActiveFlowCount|NewFlowCount|Invocations|UrlRequestCount|ProcessedBytes)$/;

/**
 * Whether somebody hears of a failover to a region: by an alarm there that rings when requests come, or by one on the
 * primary's health check, whose metrics are in one region only and are no help when that is the lost one.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export function tellsOfTraffic(model: AppModel, region: string, primary: DnsRecord, primaryRegion: string): boolean {
  return metricAlarms(model).some(alarm => {
    if (!tells(model, alarm)) return false;
    return (
      (alarm.region === region && rises(alarm)) ||
      (primaryRegion !== HEALTH_METRICS_REGION &&
        alarm.region === HEALTH_METRICS_REGION &&
        falls(model, alarm, primary))
    );
  });
}

function rises(alarm: Resource): boolean {
  return !watchesForFall(alarm) && metricsOf(alarm).some(({ name }) => TRAFFIC.test(name)) && !isOfErrors(alarm);
}

/** A share of errors is computed from requests, and says nothing of them. */
function isOfErrors(alarm: Resource): boolean {
  return metricsOf(alarm).some(({ name }) => /^(5xx|4xx|5XXError|4XXError|Errors|Throttles)$|_[45]XX_/.test(name));
}

function falls(model: AppModel, alarm: Resource, { healthCheck }: DnsRecord): boolean {
  return (
    watchesForFall(alarm) &&
    metricsOf(alarm).some(
      ({ namespace, dimensions }) =>
        namespace === 'AWS/Route53' &&
        healthCheck !== undefined &&
        model.find(dimensions.get('HealthCheckId'), [healthCheck.type], alarm) === healthCheck,
    )
  );
}

/** Whether an alarm does something when it rings, or a composite that hears it does. */
function tells(model: AppModel, alarm: Resource, seen: ReadonlySet<Resource> = new Set()): boolean {
  if (!alarm.lacks('AlarmActions') && (alarm.lacks('ActionsEnabled') || !alarm.isNotTrue('ActionsEnabled'))) {
    return true;
  }
  return model
    .ofType('AWS::CloudWatch::CompositeAlarm')
    .filter(composite => !seen.has(composite) && composite.region === alarm.region)
    .filter(composite => childAlarms(composite).some(child => model.find(child, [alarm.type], composite) === alarm))
    .some(composite => tells(model, composite, new Set([...seen, alarm])));
}

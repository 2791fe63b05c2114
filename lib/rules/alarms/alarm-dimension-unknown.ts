import { didYouMean } from '../../private/nearest';
import { type AppModel } from '../../assembly/app-model';
import { isOpaque } from '../../assembly/value';
import { DIMENSIONS, metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmDimensionUnknown: Rule = {
  id: 'resilience-alarm-dimension-unknown',
  area: 'alarms',
  severity: 'warning',
  title: "An alarm's dimension names a resource of this app",
  why: 'An alarm on a name that does not exist gets no data and never rings.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const metric of metricsOf(alarm)) {
        for (const [dimension, types] of Object.entries(DIMENSIONS[metric.namespace] ?? {})) {
          const value = metric.dimensions.get(dimension);
          if (value === undefined || isKnown(model, value, types)) continue;
          report(
            alarm,
            `${dimension} is "${value}", and no ${types[0].split('::').pop()} of this app is called so${didYouMean(value, namesOf(model, types))}`,
            'name the resource by reference',
          );
        }
      }
    }
  },
};

/** What only the deployment knows may be anything, unless it is certainly another kind of resource. */
function isKnown(model: AppModel, value: string, types: readonly string[]): boolean {
  if (model.find(value, types)) return true;
  return isOpaque(value) && model.mentioned(value).length === 0;
}

function namesOf(model: AppModel, types: readonly string[]): string[] {
  return model.ofType(...types).map(resource => resource.name);
}

import { didYouMean } from '../../private/nearest';
import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { unknownDimensions } from '../../assembly/relations/unknown-dimensions';
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
        for (const { dimension, value, kind, names } of unknownDimensions(model, metric)) {
          report(
            alarm,
            `${dimension} is "${value}", and no ${kind} of this app is called so${didYouMean(value, names)}`,
            'name the resource by reference',
          );
        }
      }
    }
  },
};

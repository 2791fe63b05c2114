import { didYouMean } from '../../private/nearest';
import { dashboards, drawnBy } from '../../assembly/relations/dashboards';
import { unknownDimensions } from '../../assembly/relations/unknown-dimensions';
import { type Rule } from '../rule';

export const dashboardDimensionUnknown: Rule = {
  id: 'resilience-dashboard-dimension-unknown',
  area: 'alarms',
  severity: 'warning',
  title: "A dashboard's metric names a resource of this app",
  why: 'A graph of a name that does not exist is empty, which looks like a quiet day.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html',
  check(model, report) {
    for (const dashboard of dashboards(model)) {
      for (const metric of drawnBy(dashboard)) {
        for (const { dimension, value, kind, names } of unknownDimensions(model, metric)) {
          report(
            dashboard,
            `it draws ${metric.name} of ${dimension} "${value}", and no ${kind} of this app is called so${didYouMean(value, names)}`,
            'name the resource by reference',
          );
        }
      }
    }
  },
};

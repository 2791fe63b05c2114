import { type AppModel } from '../app-model';
import { isOpaque } from '../value';
import { type AlarmMetric, DIMENSIONS } from './alarms';

/** A dimension that names no resource of the app. */
export interface UnknownDimension {
  readonly dimension: string;
  readonly value: string;
  /** What it could name, such as `Function`. */
  readonly kind: string;
  readonly names: string[];
}

/** The dimensions of a metric by which it has to name a resource, and names none. */
export function unknownDimensions(model: AppModel, metric: AlarmMetric): UnknownDimension[] {
  return Object.entries(DIMENSIONS[metric.namespace] ?? {}).flatMap(([dimension, types]) => {
    const value = metric.dimensions.get(dimension);
    if (value === undefined || isKnown(model, value, types)) return [];
    const names = model.ofType(...types).map(resource => resource.name);
    return [{ dimension, value, kind: types[0].split('::').pop()!, names }];
  });
}

/** What only the deployment knows may be anything, unless it is certainly another kind of resource. */
function isKnown(model: AppModel, value: string, types: readonly string[]): boolean {
  if (model.find(value, types)) return true;
  return isOpaque(value) && model.mentioned(value).length === 0;
}

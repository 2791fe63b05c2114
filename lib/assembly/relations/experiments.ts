import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toRecord } from '../value';

/** Templates of AWS Fault Injection Service. */
export function experiments(model: AppModel): Resource[] {
  return model.ofType('AWS::FIS::ExperimentTemplate');
}

/** The actions of an experiment by name. */
export function actionsOf(experiment: Resource): [string, Record<string, unknown>][] {
  return Object.entries(toRecord(experiment.get('Actions'))).map(([name, action]) => [name, toRecord(action)]);
}

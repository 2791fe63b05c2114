import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toList, toText, valueAt } from '../value';
import { metricAlarms, metricsOf } from './alarms';

/** Something that acts by itself when an alarm rings, and the alarm. */
export interface Decision {
  readonly decider: Resource;
  readonly alarm: Resource;
  /** What it does, such as `ends the experiment`. */
  readonly act: string;
}

/** What rolls back, ends an experiment, or starts a function or a workflow on a metric alarm. */
export function decisions(model: AppModel): Decision[] {
  return [...byDeployments(model), ...byExperiments(model), ...byEvents(model), ...byActions(model)];
}

/** Whether an alarm may ring for one resource or for another: it is on a query, or on the same metric of several. */
export function isOfSeveral(alarm: Resource): boolean {
  const isQuery = alarm.records('Metrics').some(({ Expression }) => /^\s*SELECT\s/i.test(toText(Expression) ?? ''));
  if (isQuery) return true;
  const seen = new Map<string, string>();
  return metricsOf(alarm).some(({ namespace, name, dimensions }) =>
    [...dimensions].some(([dimension, value]) => {
      const key = [namespace, name, dimension].join('\n');
      const isOther = (seen.get(key) ?? value) !== value;
      seen.set(key, value);
      return isOther;
    }),
  );
}

const ALARM = ['AWS::CloudWatch::Alarm'];
const ACTORS = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::StepFunctions::StateMachine'];

function decide(model: AppModel, decider: Resource, written: unknown, act: string): Decision[] {
  const alarm = model.find(toText(written), ALARM, decider);
  return alarm ? [{ decider, alarm, act }] : [];
}

function byDeployments(model: AppModel): Decision[] {
  return model
    .ofType('AWS::CodeDeploy::DeploymentGroup')
    .flatMap(group =>
      group
        .records('AlarmConfiguration.Alarms')
        .flatMap(({ Name }) => decide(model, group, Name, 'stops the deployment')),
    );
}

function byExperiments(model: AppModel): Decision[] {
  return model
    .ofType('AWS::FIS::ExperimentTemplate')
    .flatMap(experiment =>
      experiment
        .records('StopConditions')
        .flatMap(({ Value }) => decide(model, experiment, Value, 'ends the experiment')),
    );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function byEvents(model: AppModel): Decision[] {
  return model.ofType('AWS::Events::Rule').flatMap(rule => {
    const actor = rule.records('Targets').map(({ Arn }) => model.find(toText(Arn), ACTORS, rule))[0];
    if (!actor) return [];
    const pattern = rule.get('EventPattern');
    const named = ['resources', 'detail.alarmName'].flatMap(path => toList(valueAt(pattern, path)));
    return named.flatMap(alarm => decide(model, rule, alarm, `starts "${actor.path}"`));
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
function byActions(model: AppModel): Decision[] {
  return metricAlarms(model).flatMap(alarm =>
    alarm.list('AlarmActions').flatMap(action => {
      const actor = model.find(toText(action), ACTORS, alarm);
      return actor ? [{ decider: alarm, alarm, act: `starts "${actor.path}"` }] : [];
    }),
  );
}

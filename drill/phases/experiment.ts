import { momentsOf, stepTo } from '../faults/experiment.js';
import { type PlannedExperiment } from '../faults/registry.js';
import { DrillError } from '../support/errors.js';
import { type Phase, type PhaseContext, until } from './phase.js';

/**
 * Refuses an experiment that AWS would not begin, or that nothing here could stop: one of its alarms rings already, or is not
 * evaluated.
 *
 * https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html
 */
export function lookAtStopConditions({ experiment }: PlannedExperiment): Phase {
  return {
    title: `Look at what stops ${experiment.path}`,
    run({ stage }) {
      const { alarms = [] } = stage.cloud.glanceAtAlarms().find(({ region }) => region === experiment.region) ?? {};
      for (const name of experiment.stopAlarms) {
        const alarm = alarms.find(each => each.name === name);
        if (alarm === undefined || alarm.notEvaluated !== null) {
          const why = alarm?.notEvaluated ?? 'it is no alarm of the app';
          const message = `nothing here would stop "${experiment.path}" by the alarm "${name}": ${why}`;
          throw new DrillError('ExperimentUnsupported', message);
        }
        if (alarm.state === 'ALARM') {
          const message = `"${experiment.path}" cannot begin while the alarm "${name}" rings, which would stop it at once; give it an alarm that is quiet while all is well`;
          throw new DrillError('StopConditionConflict', message);
        }
      }
      return Promise.resolve([]);
    },
  };
}

/** Lets an experiment take its course from its first moment to its last, or until one of its alarms rings. */
export function performExperiment({ experiment }: PlannedExperiment): Phase {
  return {
    title: `Perform ${experiment.path}`,
    async run(context, log) {
      const { stage, journal } = context;
      const began = journal.last('fault began')!.at;
      for (const moment of momentsOf(experiment).slice(1)) {
        const left = Math.max(0, began + moment - stage.clock.now());
        const isStopped = await until(context, () => ringing(context, experiment) !== undefined, left, log);
        if (isStopped) {
          const alarm = ringing(context, experiment)!;
          log.note(`${alarm} rings: stopped`);
          return [{ kind: 'experiment stopped', at: stage.clock.now(), alarm }];
        }
        await stepTo(stage, experiment, moment);
      }
      log.note('it ran to its end');
      return [];
    },
  };
}

/** The first of its alarms that rings. */
function ringing({ stage }: PhaseContext, { region, stopAlarms }: PlannedExperiment['experiment']): string | undefined {
  const there = stage.cloud.glanceAtAlarms().find(each => each.region === region);
  return there?.alarms.find(({ name, state }) => state === 'ALARM' && stopAlarms.includes(name))?.name;
}

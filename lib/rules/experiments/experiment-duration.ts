import { isOpaque, toRecord, toText } from '../../assembly/value';
import { actionsOf, experiments } from '../../assembly/relations/experiments';
import { type Rule } from '../rule';
import { FIS } from '../../limits/fis';
import { isWithin } from '../../limits/range';

export const experimentDuration: Rule = {
  id: 'resilience-experiment-duration',
  area: 'experiments',
  severity: 'error',
  title: 'An experiment lasts one minute to twelve hours',
  why: 'FIS accepts nothing else.',
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/actions.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      for (const [name, action] of actionsOf(experiment)) {
        const written = toText(toRecord(action.Parameters).duration);
        if (written === undefined || isOpaque(written)) continue;
        const seconds = secondsOf(written);
        if (seconds === undefined || !isWithin(seconds, FIS.durationSeconds)) {
          report(experiment, `action "${name}" lasts "${written}"`, 'write an ISO 8601 duration from PT1M to PT12H');
        }
      }
    }
  },
};

/** Seconds of an ISO 8601 duration of hours, minutes and seconds. */
function secondsOf(duration: string): number | undefined {
  const [, hours, minutes, seconds] = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? [];
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

import { alarmReports, firstNotice } from '../measure/alarms.js';
import { PATIENCE, UNBOUNDED_SECONDS, until, type Phase, type PhaseContext } from './phase.js';

/** From the recovery on: three minutes in which another region serves, the delay of metrics, and the rest of a minute. */
const NOTICE_SECONDS = 300;

/** Waits until an alarm has told somebody of the fault, where there is one that would. */
export function awaitNotice(): Phase {
  return {
    title: 'Wait until somebody is told',
    async run(context, log) {
      const { cloud, clock } = context.stage;
      const heard = cloud.glanceAtAlarms().filter(({ region }) => cloud.isUp(region));
      if (!heard.some(({ alarms }) => alarms.some(({ listeners }) => listeners.length > 0))) {
        log.note('no alarm of a region that answers would tell anybody: nobody to wait for');
        return [];
      }
      const faultAt = context.journal.last('fault began')!.at;
      const limit = faultAt + noticeLimit(context) - clock.now();
      const told = await until(context, () => isTold(context, faultAt), limit, log);
      log.note(told ? 'an alarm has told somebody' : 'no alarm told anybody: given up');
      return [];
    },
  };
}

function isTold({ stage: { cloud, clock } }: PhaseContext, since: number): boolean {
  const alarms = alarmReports(cloud.glanceAtAlarms(), [], epochMillis => clock.at(epochMillis));
  return firstNotice(alarms, since) !== null;
}

function noticeLimit({ stage, bound }: PhaseContext): number {
  const declared = stage.app.objectives.notifySeconds;
  return declared === undefined ? (bound.rtoSeconds ?? UNBOUNDED_SECONDS) + NOTICE_SECONDS : PATIENCE * declared;
}

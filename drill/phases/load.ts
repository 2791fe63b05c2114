import { DrillError } from '../support/errors.js';
import { letPass, until, type Phase, type PhaseContext } from './phase.js';

/** Begins to send. */
export function startLoad(): Phase {
  return {
    title: 'Start the load',
    async run({ stage: { load, clock, cloud, pace } }) {
      await cloud.beginAlarms();
      const at = clock.now();
      await load.start();
      pace.start();
      return [{ kind: 'load began', at }];
    },
  };
}

/** How often a baseline begins anew at a lower speed. */
const ATTEMPTS = 4;
/** Simulated seconds for checkers that doubt: what they have counted must not count for the fault. */
const CALM_SECONDS = 60;

/**
 * Lets the app work undisturbed for so many simulated seconds, and requires that it does. Where the machine does not keep
 * up, the clock has become slower meanwhile, and the time begins anew.
 */
export function steadyLoad(seconds: number): Phase {
  return {
    title: 'Steady load',
    async run(context, log) {
      const { clock, cloud, pace, fleet } = context.stage;
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const at = clock.now();
        await letPass(context, seconds, log);
        if (pace.wasStrained(at)) {
          log.note(`this machine did not keep up: speed ${clock.speed} from here on`);
          // What rings for it is nobody's alarm.
          await cloud.beginAlarms();
          continue;
        }
        validateService(context, at);
        await until(context, () => fleet.isCalm, CALM_SECONDS, log);
        return [{ kind: 'baseline began', at }];
      }
      throw tooSlow(clock.speed);
    },
  };
}

/** Sends nothing more; every request that was under way has its end. */
export function stopLoad(): Phase {
  return {
    title: 'Stop the load',
    async run({ stage: { load, clock } }) {
      const at = clock.now();
      await load.stop();
      return [{ kind: 'load ended', at }];
    },
  };
}

/** What does not work without a fault says nothing about one. */
function validateService({ stage }: PhaseContext, since: number): void {
  const requests = stage.load.ledger.requests.filter(request => request.startedAt >= since);
  const failed = requests.filter(request => !request.ok);
  if (failed.length <= requests.length / 2) return;
  const message =
    `${failed.length} of ${requests.length} requests failed before any fault, the last with "${failed.at(-1)!.reason}"; ` +
    'check the workload, and that the app works';
  throw new DrillError('ServiceUnavailable', message);
}

function tooSlow(speed: number): DrillError {
  const message =
    `this machine does not keep up: without any fault, requests had no answer in time even at speed ${speed}, while every ` +
    'processor was busy; nothing is said about the app; run the drill when the machine has less to do, or with fewer "clients"';
  return new DrillError('SpeedNotFound', message);
}

import { DrillError } from '../support/errors.js';
import { pass, type Phase, type PhaseContext } from './phase.js';

/** Begins to send. */
export function startLoad(): Phase {
  return {
    title: 'Start the load',
    async run({ stage: { load, clock } }) {
      const at = clock.now();
      await load.start();
      return [{ kind: 'load began', at }];
    },
  };
}

/** Lets the app work undisturbed for so many simulated seconds, and requires that it does. */
export function steadyLoad(seconds: number): Phase {
  return {
    title: 'Steady load',
    async run(context, say) {
      await pass(context, seconds, say);
      requireService(context);
      return [];
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
function requireService({ stage }: PhaseContext): void {
  const { requests } = stage.load.ledger;
  const failed = requests.filter(request => !request.ok);
  if (failed.length <= requests.length / 2) return;
  const message =
    `${failed.length} of ${requests.length} requests failed before any fault, the last with "${failed.at(-1)!.reason}"; ` +
    'check the workload, that the app works, and that the machine is fast enough for this --speed';
  throw new DrillError('ServiceUnavailable', message);
}

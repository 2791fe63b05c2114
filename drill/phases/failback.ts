import { followedChecks } from '../measure/region-checks.js';
import { DEFAULT_PROPAGATION_SECONDS } from '../route53/zone.js';
import { type Stage } from '../stage/stage.js';
import { type Journal } from './journal.js';
import { PATIENCE, UNBOUNDED_SECONDS, until, type Phase } from './phase.js';

/** A client whose connection to another region works stays there, and is not waited for any longer. */
const CLIENTS_SECONDS = 45;

/** For a region that holds itself out of service: until the heartbeats of the others have come and been read. */
const CATCH_UP_SECONDS = 30;

/** Waits until DNS names the region again where it had, and a while for clients. */
export function awaitFailback(region: string): Phase {
  return {
    title: 'Wait until traffic is back',
    async run(context, log) {
      const { stage, journal, bound } = context;
      const led = namesLeadingTo(region, beganAt(region, journal), stage);
      const detection = bound.detectionSeconds ?? UNBOUNDED_SECONDS;
      const limit = PATIENCE * (detection + DEFAULT_PROPAGATION_SECONDS + CATCH_UP_SECONDS);
      // A sick region is named as well when no other is healthy; that is no way back.
      const checks = followedChecks(region, stage.deployed, stage.cloud);
      const isBack = (): boolean =>
        checks.every(({ id }) => stage.fleet.isHealthy(id)) &&
        led.every(name => stage.zone.regions(name).includes(region));
      const back = await until(context, isBack, limit, log);
      log.note(back ? 'DNS names it again' : `DNS does not name it after ${Math.round(limit)} s: given up`);
      if (back && led.length > 0) {
        await until(context, () => areClientsIn(region, stage), CLIENTS_SECONDS, log);
      }
      return [];
    },
  };
}

function beganAt(region: string, journal: Journal): number {
  return journal.windows().find(window => window.region === region)!.startedAt;
}

function namesLeadingTo(region: string, at: number, { zone }: Stage): string[] {
  const before = zone.history().filter(change => change.at <= at);
  return zone.names.filter(name =>
    before
      .filter(change => change.name === name)
      .at(-1)
      ?.regions.includes(region),
  );
}

/** All of them, or some where the names that they ask lead to several regions. */
function areClientsIn(region: string, { load, zone }: Stage): boolean {
  const last = [...new Map(load.ledger.requests.map(request => [request.user, request.region])).values()];
  const isShared = zone.names.some(name => zone.regions(name).length > 1);
  return isShared ? last.includes(region) : last.every(there => there === region);
}

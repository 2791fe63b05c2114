import { type App } from '../assembly/model.js';
import { physicalNames, type PhysicalName } from '../cloud/physical-names.js';
import { type LocalCloud } from '../cloud/local-cloud.js';
import { rightsReport, type RightsReport, type Timing } from '../measure/rights.js';
import { refusalText } from '../report/rights.js';
import { type Journal } from '../phases/journal.js';
import { type PacedClock } from '../support/clock.js';
import { DrillError } from '../support/errors.js';

const DEPLOYMENT = 'deployment';

/** What is known of a run beside the decisions. */
interface Circumstances {
  readonly timing?: Timing;
  /** Where the load goes while all is well. */
  readonly primary?: string;
  /** Of a region that is gone, nobody can ask any more. */
  readonly names?: readonly PhysicalName[];
}

/** What the cloud has decided about the app's calls until now; null where it does not look. */
export async function collectRights(
  cloud: LocalCloud,
  app: App,
  { timing = whileDeploying(), primary = app.regions[0], names }: Circumstances = {},
): Promise<RightsReport | null> {
  if (cloud.iam === 'off') return null;
  const decisions = await cloud.decisions();
  return rightsReport(cloud.iam, decisions, names ?? (await physicalNames(cloud, app)), primary, timing);
}

/** Tells when something happened in the run's own time. */
export function timingOf(clock: PacedClock, journal: Journal): Timing {
  const began = journal.last('load began')?.at;
  return {
    at: epochMillis => {
      const second = clock.at(epochMillis);
      if (began === undefined || second < began) return { firstAt: null, phase: DEPLOYMENT };
      const phase = journal
        .story()
        .filter(({ at }) => at <= second)
        .at(-1);
      return { firstAt: second - began, phase: phase?.name ?? DEPLOYMENT };
    },
  };
}

function whileDeploying(): Timing {
  return { at: () => ({ firstAt: null, phase: DEPLOYMENT }) };
}

/** An error's message with the weightiest refusal, without which its reader looks in the wrong place. */
export function withRefusal(message: string, rights: RightsReport | null): string {
  const [first] = rights?.refused ?? [];
  if (first === undefined) return message;
  const { call, action, occurrence, why, fix } = refusalText(first);
  return `${message}\nAWS would refuse ${action}: ${call}, ${occurrence}; ${why}\nmend: ${fix}`;
}

/** Does something with the cloud, and lets what goes wrong end with the weightiest refusal. */
export async function explained<T>(cloud: LocalCloud, app: App, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    const message = withRefusal(error.message, await collectRights(cloud, app));
    throw message === error.message
      ? error
      : new DrillError(error.code, message.slice(`[${error.code}] `.length), { cause: error });
  }
}

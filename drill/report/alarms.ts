import { NO_FAULT } from '../faults/registry.js';
import { ringsOf, type AlarmReport } from '../measure/alarms.js';
import { type DrillReport } from '../measure/model.js';
import { counted, seconds } from '../support/format.js';

/** One ring in words. */
export interface RingText {
  readonly at: string;
  readonly alarm: string;
  readonly region: string;
  /** Who was told, or why nobody was. */
  readonly told: string;
  readonly reached: boolean;
}

/** Rings that a terminal shows; the page has all. */
const SHOWN = 5;

/** Who was told, in one sentence; undefined where the app has no alarm and nothing happened that one could tell of. */
export function noticeHeadline({ fault, measured, alarms }: DrillReport): { text: string; good: boolean } | undefined {
  const { notice, notifiedSeconds } = measured;
  if (fault.kind === NO_FAULT) return quiet(alarms);
  if (notifiedSeconds === null) return undefined;
  if (notice === null) return { text: `Nobody was told of the fault: ${whyNobody(alarms)}`, good: false };
  const text = `${notice.told.join(', ')} was told ${seconds(notifiedSeconds)} after the fault, by ${notice.alarm}`;
  return { text, good: true };
}

function quiet(alarms: readonly AlarmReport[]): { text: string; good: boolean } | undefined {
  if (alarms.length === 0) return undefined;
  const rings = ringsOf(alarms);
  if (rings.length === 0) return { text: `No alarm rang, of ${alarms.length}`, good: true };
  return { text: `${counted(rings.length, 'alarm')} rang although nothing was wrong`, good: false };
}

function whyNobody(alarms: readonly AlarmReport[]): string {
  if (alarms.length === 0) return 'the app has no alarm that the drill evaluates';
  if (alarms.every(({ listeners }) => listeners.length === 0)) {
    return `${counted(alarms.length, 'alarm')}, and none has an action that reaches anybody: subscribe somebody to the topics`;
  }
  return ringsOf(alarms).length === 0 ? 'no alarm rang' : 'what rang reached nobody, or tells of something before it';
}

/** Every ring, in order. */
export function ringTexts({ alarms }: DrillReport): RingText[] {
  const rings = ringsOf(alarms);
  return rings.map(({ at, path, region, told, untold, through }) => {
    const teller = rings.find(each => through.includes(each.path) && each.region === region && each.told.length > 0);
    const silence = untold.map(({ outcome }) => outcome).join(', ') || whyNoAction(through, teller?.path);
    return {
      at: seconds(at),
      alarm: path,
      region,
      told: told.length > 0 ? told.join(', ') : silence,
      reached: told.length > 0 || (untold.length === 0 && teller !== undefined),
    };
  });
}

function whyNoAction(through: readonly string[], teller: string | undefined): string {
  if (teller !== undefined) return `told by ${teller}`;
  return through.length > 0 ? `${through.join(', ')} tells of it, and kept quiet` : 'it has no action';
}

/** What nobody here can say: alarms that are not evaluated, and those that wait for a metric that nobody measures. */
export function silentAlarms({ alarms }: DrillReport): string[] {
  return alarms.flatMap(({ path, region, notEvaluated, unmeasured }) => {
    if (notEvaluated !== null) return [`${path} in ${region} is not evaluated: ${notEvaluated}`];
    if (unmeasured.length > 0) {
      return [`${path} in ${region} is an alarm without a metric: nobody here measures ${unmeasured.join(', ')}`];
    }
    return [];
  });
}

/** The section as lines of text. */
export function noticeLines(report: DrillReport): { text: string; good: boolean }[] {
  const headline = noticeHeadline(report);
  const rings = ringTexts(report);
  const lines = rings.slice(0, SHOWN).map(({ at, alarm, told, reached }) => {
    return { text: `  ${at.padStart(7)}  ${alarm} → ${told}`, good: reached };
  });
  const more =
    rings.length > SHOWN
      ? [{ text: `  and ${counted(rings.length - SHOWN, 'more ring')}; the report has all`, good: true }]
      : [];
  const silent = silentAlarms(report);
  const unknown =
    silent.length > 0
      ? [
          {
            text: `  of ${counted(silent.length, 'alarm')} nobody here can say anything; the report lists them`,
            good: true,
          },
        ]
      : [];
  return [...(headline ? [headline] : []), ...lines, ...more, ...unknown];
}

/** What the dashboards showed, a line each, and what may be misspelt in it. */
export function dashboardLines({ dashboards }: DrillReport): string[] {
  return dashboards.flatMap(({ name, metrics, withData, unknown }) => [
    `Dashboard ${name} draws ${counted(metrics, 'metric')}, ${withData} of them with figures`,
    ...unknown.map(metric => `${name}: nothing here measures ${metric}, or it names nothing that is there`),
  ]);
}

/** How many metrics could have had no figure; undefined where there is none. */
export function dashboardSummary({ dashboards }: DrillReport): string | undefined {
  const unknown = dashboards.flatMap(each => each.unknown).length;
  const all = dashboards.reduce((sum, { metrics }) => sum + metrics, 0);
  return unknown > 0 ? `${unknown} of ${counted(all, 'metric')} name nothing that is measured here` : undefined;
}

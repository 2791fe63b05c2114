import { type Refusal, type RightsReport } from '../measure/rights.js';
import { counted, number, seconds } from '../support/format.js';

/** Causes that a terminal shows; the page has all. */
const SHOWN = 5;

/** One cause in words. */
export interface RefusalText {
  /** Who called what. */
  readonly call: string;
  readonly action: string;
  /** How often, where, and when first. */
  readonly occurrence: string;
  readonly why: string;
  readonly fix: string;
}

export function refusalText(refusal: Refusal): RefusalText {
  const { caller, role, service, resource, resourcePath, action, region, count, firstAt, phase, why, fix } = refusal;
  const by = [service, role === null || role === caller ? null : `role ${role}`].filter(part => part !== null);
  const at = firstAt === null ? phase : `${seconds(firstAt)}, ${phase}`;
  return {
    call: `${caller}${by.length > 0 ? ` (${by.join(', ')})` : ''} → ${resourcePath ?? resource}`,
    action,
    occurrence: `${number(count)} × in ${region}, first at: ${at}`,
    why,
    fix,
  };
}

/** What the report says in one line; undefined where nothing was refused. */
export function rightsHeadline({ refused, mode }: RightsReport): string | undefined {
  if (refused.length === 0) return undefined;
  const calls = refused.reduce((sum, { count }) => sum + count, 0);
  const passed = mode === 'observe' ? ', which passed here' : '';
  return `AWS would refuse ${counted(calls, 'call')} (${counted(refused.length, 'cause')})${passed}`;
}

/** The causes as lines of text, the weightiest first. */
export function refusalLines(rights: RightsReport): string[] {
  const lines = rights.refused.slice(0, SHOWN).flatMap(refusal => {
    const { call, action, occurrence, why, fix } = refusalText(refusal);
    return [`${call}   ${action}   ${occurrence}`, `  ${why}`, `  mend: ${fix}`];
  });
  const more = rights.refused.length - SHOWN;
  return more > 0 ? [...lines, `and ${counted(more, 'more cause')}; the report has all`] : lines;
}

/** What was looked at beside the refusals, in one line. */
export function rightsSummary({ judged, undecided, unused }: RightsReport): string {
  const open = undecided.reduce((sum, { count }) => sum + count, 0);
  const rights = unused.reduce((sum, { actions }) => sum + actions.length, 0);
  return `${number(judged)} judged · ${number(open)} undecided · ${counted(rights, 'granted right')} unused`;
}

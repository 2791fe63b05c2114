import { type Claim } from './claim';
import { BEHAVIOURS } from './checks/behaviours';
import { ALARMS } from './claims/alarms';
import { DATA } from './claims/data';
import { PERMISSIONS } from './claims/permissions';
import { ROUTING } from './claims/routing';
import { WORKFLOWS } from './claims/workflows';
import { type NamedCheck } from './run-checks';

/** Every open question, in the order of the page. */
export const CLAIMS: readonly Claim[] = [...ROUTING, ...DATA, ...PERMISSIONS, ...ALARMS, ...WORKFLOWS];

/** What `npm run verify:aws` runs: behaviours in turn, the rest together. */
export function checksToRun(only: readonly string[]): {
  inTurn: readonly NamedCheck[];
  together: readonly NamedCheck[];
} {
  const all = CLAIMS.flatMap(({ id, what, check }) => (check ? [{ id, what, ...check }] : []));
  const known = [...BEHAVIOURS, ...all].map(({ id }) => id);
  const unknown = only.filter(id => !known.includes(id));
  if (unknown.length > 0) {
    throw new Error(`--only: no check is called ${unknown.join(', ')}; there are ${known.join(', ')}`);
  }
  const wanted = ({ id }: { id: string }): boolean => only.length === 0 || only.includes(id);
  return { inTurn: BEHAVIOURS.filter(wanted), together: all.filter(wanted) };
}

import { type AppModel } from '../assembly/app-model';
import { type HazardFinding } from './hazard';
import { HAZARDS } from './all-hazards';
import { compareApps } from './update';

/** What AWS would refuse, or would lose, if one state of an app were deployed over another. */
export function judgeUpdate(before: AppModel, after: AppModel): HazardFinding[] {
  const update = compareApps(before, after);
  const findings: HazardFinding[] = [];
  for (const hazard of HAZARDS) {
    hazard.check(update, ({ path }, problem, fix) => findings.push({ hazard, path, problem, fix }));
  }
  return findings;
}

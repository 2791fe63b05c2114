import { type IConstruct } from 'constructs';
import { type Problems } from '../private/errors';
import { RegionalScope } from '../regions/regional-scope';
import { type StandbyRuns } from './standby-runs';

/** Records a schedule that would run in several regions, and does not say so. */
export function checkStandbyRuns(scope: IConstruct, runs: StandbyRuns | undefined, problems: Problems): void {
  const regions = RegionalScope.of(scope)?.regions.all ?? [];
  if (runs !== undefined || regions.length < 2) return;
  problems.add(
    'ScheduleStandbyMissing',
    `the schedule stands in ${regions.join(', ')}, and each of them would run it; say so by "standby: StandbyRuns.everywhere()", or give StandbyRuns.onlyWhereActive({ runs })`,
  );
}

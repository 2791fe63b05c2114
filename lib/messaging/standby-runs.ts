import { type IConstruct } from 'constructs';
import { expectsTraffic, RegionalScope } from '../regions/regional-scope';
import { type Problems } from '../private/errors';

/** Where a schedule runs that stands in every region of a service. */
export abstract class StandbyRuns {
  /** In every region, so each run happens once in each: the function has to bear that, such as one that cleans up its region. */
  static everywhere(): StandbyRuns {
    return new EveryRegion();
  }

  /**
   * In the primary region only. No run takes place while that is lost, nor after a failover: enable the rule of the standby
   * then, by its `enabled` in the next deployment or by hand.
   */
  static never(): StandbyRuns {
    return new PrimaryOnly();
  }

  /**
   * Whether the schedule runs in the region of a construct.
   *
   * @internal
   */
  abstract _bind(scope: IConstruct): boolean;
}

class EveryRegion extends StandbyRuns {
  _bind(): boolean {
    return true;
  }
}

class PrimaryOnly extends StandbyRuns {
  _bind(scope: IConstruct): boolean {
    return expectsTraffic(scope);
  }
}

/** Records a schedule that would run in several regions, and does not say so. */
export function checkStandbyRuns(scope: IConstruct, runs: StandbyRuns | undefined, problems: Problems): void {
  const regions = RegionalScope.of(scope)?.regions.all ?? [];
  if (runs !== undefined || regions.length < 2) return;
  problems.add(
    'ScheduleStandbyMissing',
    `the schedule stands in ${regions.join(', ')}, and each of them would run it; say so by "standby: StandbyRuns.everywhere()", or give StandbyRuns.never()`,
  );
}

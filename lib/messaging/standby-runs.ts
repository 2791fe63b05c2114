import { type IConstruct } from 'constructs';
import { expectsTraffic } from '../regions/regional-scope';

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

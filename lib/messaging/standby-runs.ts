import { type Schedule } from 'aws-cdk-lib/aws-events';
import { type IConstruct, type Construct } from 'constructs';
import { type Problems } from '../private/errors';
import { validateProps } from '../private/props';
import { expectsTraffic } from '../regions/regional-scope';
import { checkOnlyWhereActive, KNOWN_ONLY_WHERE_ACTIVE_OPTIONS } from './only-where-active-limits';
import { type OnlyWhereActiveOptions } from './only-where-active-options';
import { createRunOnceTarget } from './run-once-target';
import { type RegionalRule, type TriggerParts } from './trigger-parts';

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
   * In one region: the primary while it is well, and the next one where that has not run it. Each tick runs at least once
   * while one region works, and rarely twice: where a region is cut off from what another noted, both run it.
   *
   * Fails with `ScheduleUnsupported` for a rate, whose ticks are at other times in each region; with `RunsTableMissing` or
   * `RunsTableUnsupported` without a table that has a text as its only key; with `TakeOverOutOfRange`.
   */
  static onlyWhereActive(options: OnlyWhereActiveOptions): StandbyRuns {
    return validateProps(
      'StandbyRuns.onlyWhereActive',
      options,
      KNOWN_ONLY_WHERE_ACTIVE_OPTIONS,
      () => new OnlyWhereActive(options),
    );
  }

  /**
   * Makes what the schedule needs in the region of a construct.
   *
   * @internal
   */
  abstract _bind(scope: Construct, parts: TriggerParts): RegionalRule;

  /**
   * Records why a schedule could not run like this.
   *
   * @internal
   */
  _check(_scope: IConstruct, _schedule: Schedule, _problems: Problems): void {}
}

class EveryRegion extends StandbyRuns {
  _bind(): RegionalRule {
    return { enabled: true };
  }
}

class PrimaryOnly extends StandbyRuns {
  _bind(scope: IConstruct): RegionalRule {
    return { enabled: expectsTraffic(scope) };
  }
}

class OnlyWhereActive extends StandbyRuns {
  constructor(private readonly options: OnlyWhereActiveOptions) {
    super();
  }

  _check(scope: IConstruct, schedule: Schedule, problems: Problems): void {
    checkOnlyWhereActive(scope, schedule, this.options, problems);
  }

  _bind(scope: Construct, parts: TriggerParts): RegionalRule {
    return { enabled: true, target: createRunOnceTarget(scope, parts, this.options) };
  }
}

import { Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Problems } from '../private/errors';
import { requireKnownRegion, requireOnePartition } from './known-regions';

/**
 * The regions that a service runs in, and which of them answers.
 *
 * Checked when it is made: every name is a region that AWS has, none is named twice, all are in one partition.
 */
export class Regions {
  /**
   * One region answers, the other stands by at the same capacity and takes over (warm standby).
   *
   * @param primary region that answers while it is healthy, such as "us-east-1"
   * @param standby region that takes over
   */
  static activePassive(primary: string, standby: string): Regions {
    return new Regions([primary, standby]);
  }

  /** Every region, the primary first. */
  readonly all: string[];

  private constructor(all: string[]) {
    validateRegions(all);
    this.all = all;
  }

  /** The region that answers while it is healthy. */
  get primary(): string {
    return this.all[0];
  }

  /** The region that takes over. */
  get standby(): string {
    return this.all[1];
  }

  /** Those of the regions that an account has to opt in to before anything deploys there. */
  get optIn(): string[] {
    return this.all.filter(region => RegionInfo.get(region).isOptInRegion);
  }
}

function validateRegions(regions: readonly string[]): void {
  const problems = new Problems('Regions');
  for (const region of regions) validateRegion(region, problems);
  problems.throwIfAny();

  const [primary, ...others] = regions;
  for (const other of others) {
    if (other === primary) {
      problems.add(
        'StandbyIsPrimary',
        `"${other}" is both the primary and the standby region, so one outage takes both; name another region as standby`,
      );
    }
  }
  requireOnePartition(regions, problems);
  problems.throwIfAny();
}

function validateRegion(region: string, problems: Problems): void {
  if (typeof region !== 'string' || region === '') {
    problems.add(
      'RegionMissing',
      `a region is missing: got ${JSON.stringify(region) ?? 'undefined'}; name it, for example "us-east-1"`,
    );
  } else if (Token.isUnresolved(region)) {
    problems.add(
      'RegionIsToken',
      'a region is only known at deployment (it is a token), and each stack is made for a named one; give its name as plain text',
    );
  } else {
    requireKnownRegion(region, problems);
  }
}

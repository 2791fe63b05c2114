import { Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { fail, Problems } from '../private/errors';
import { checkKnownRegion, checkOnePartition } from './known-regions';

/** Part that a region plays in a service. */
export enum RegionRole {
  /** Answers together with the other active regions. */
  ACTIVE = 'ACTIVE',

  /** Answers while it is healthy. */
  PRIMARY = 'PRIMARY',

  /** Runs at the same capacity and takes over. */
  STANDBY = 'STANDBY',
}

/**
 * The regions that a service runs in, and which of them answer.
 *
 * Checked when it is made: every name is a region that AWS has, none is named twice, all are in one partition. Ask it what
 * a region does (`roleOf`, `expectsTraffic`); the position in `all` says only which region is the home of what there is
 * one of.
 *
 * @example
 * const regions = Regions.activePassive('us-east-1', 'us-west-2');
 */
export class Regions {
  /**
   * One region answers, the others stand by at the same capacity and take over in the given order (warm standby).
   *
   * @param primary region that answers while it is healthy, such as "us-east-1"
   * @param standbys regions that take over, one or more
   */
  static activePassive(primary: string, ...standbys: string[]): Regions {
    const factory = 'Regions.activePassive';
    validateRegions(factory, [primary, ...standbys]);
    Problems.collect(factory, problems => {
      checkOnePartition([primary, ...standbys], problems);
      if (standbys.includes(primary)) {
        problems.add(
          'RegionRepeated',
          `"${primary}" is both the primary and a standby region, so one outage takes both; name another region as standby`,
        );
      }
      checkUnique(standbys, problems);
    });
    return new Regions([primary, ...standbys], region =>
      region === primary ? RegionRole.PRIMARY : RegionRole.STANDBY,
    );
  }

  /**
   * Every region answers at the same time, and the others carry the load of one that is lost. The first is the home of what
   * there is one of, such as the resource of a global table.
   *
   * @param regions two regions or more, such as "us-east-1" and "us-west-2"
   */
  static activeActive(...regions: string[]): Regions {
    const factory = 'Regions.activeActive';
    validateRegions(factory, regions);
    Problems.collect(factory, problems => {
      checkOnePartition(regions, problems);
      checkUnique(regions, problems);
    });
    return new Regions(regions, () => RegionRole.ACTIVE);
  }

  /** Every region, the primary first. */
  readonly all: string[];

  private readonly roles: ReadonlyMap<string, RegionRole>;

  private constructor(all: string[], roleOf: (region: string) => RegionRole) {
    this.all = all;
    this.roles = new Map(all.map(region => [region, roleOf(region)]));
  }

  /** The first region: the one that answers while it is healthy, or the first of those that all answer. */
  get primary(): string {
    return this.all[0];
  }

  /** The regions that take over, in the order in which they do; none where every region answers. */
  get standbys(): string[] {
    return this.all.filter(region => this.roleOf(region) === RegionRole.STANDBY);
  }

  /** The region that takes over first. Fails with `StandbyMissing` where every region answers; `standbys` is empty there. */
  get standby(): string {
    return (
      this.standbys[0] ??
      fail(
        'Regions',
        'StandbyMissing',
        `${named(this.all)} are active/active: each of them answers and none stands by; use "othersThan" for the regions that carry the load of a lost one`,
      )
    );
  }

  /** Those of the regions that an account has to opt in to before anything deploys there. */
  get optIn(): string[] {
    return this.all.filter(region => RegionInfo.get(region).isOptInRegion);
  }

  /**
   * Part that a region plays. Fails with `RegionUnknown` for a region that is none of these.
   *
   * @param region one of the regions
   */
  roleOf(region: string): RegionRole {
    return (
      this.roles.get(region) ??
      fail('Regions', 'RegionUnknown', `"${region}" is none of the regions ${named(this.all)}; ask for one of those`)
    );
  }

  /**
   * Whether clients are led to a region while all is well, so that silence there is a sign of trouble.
   *
   * @param region one of the regions
   */
  expectsTraffic(region: string): boolean {
    return this.roleOf(region) !== RegionRole.STANDBY;
  }

  /**
   * Every region but one, in order.
   *
   * @param region one of the regions
   */
  othersThan(region: string): string[] {
    this.roleOf(region);
    return this.all.filter(other => other !== region);
  }
}

/** Throws what is no region, before the regions are compared. */
function validateRegions(factory: string, regions: readonly string[]): void {
  Problems.collect(factory, problems => {
    for (const region of regions) checkRegion(region, problems);
    if (regions.length < 2) {
      problems.add(
        'RegionMissing',
        `a region is missing: got ${named(regions) || 'none'}, and failing over takes two; name another, for example "us-west-2"`,
      );
    }
  });
}

function checkUnique(regions: readonly string[], problems: Problems): void {
  for (const region of new Set(regions.filter((each, index) => regions.indexOf(each) !== index))) {
    problems.add('RegionRepeated', `region "${region}" is named twice; leave one of the two out`);
  }
}

function checkRegion(region: string, problems: Problems): void {
  if (typeof region !== 'string' || region === '') {
    problems.add(
      'RegionMissing',
      `a region is missing: got ${JSON.stringify(region) ?? 'undefined'}; name it, for example "us-east-1"`,
    );
  } else if (Token.isUnresolved(region)) {
    problems.add(
      'RegionUnresolved',
      'a region is only known at deployment (it is a token), and each stack is made for a named one; give its name as plain text',
    );
  } else {
    checkKnownRegion(region, problems);
  }
}

/** `"us-east-1", "us-west-2"`. */
function named(regions: readonly string[]): string {
  return regions.map(region => `"${region}"`).join(', ');
}

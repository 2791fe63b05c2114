import { Stack, type StackProps } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { watchResourceBudget } from '../private/resource-budget';
import { RegionRole } from '../regions';

/** What a stack knows of its part in a service. */
export interface RegionalStackProps extends StackProps {
  /** Part that this stack's region plays. */
  readonly role: RegionRole;

  /** The other regions of the service. */
  readonly otherRegions: string[];
}

/**
 * The part of a service that lives in one region: an ordinary stack that refers to no other stack. A `ResilientService`
 * makes one for each of its regions.
 *
 * Synthesis fails with `ResourcesTooMany` above CloudFormation's 500 resources, with their number by construct, and warns
 * from 400 on.
 */
export class RegionalStack extends Stack {
  /** Part that this stack's region plays. */
  readonly role: RegionRole;

  /** The other regions of the service. */
  readonly otherRegions: string[];

  constructor(scope: Construct, id: string, props: RegionalStackProps) {
    super(scope, id, props);
    this.role = props.role;
    this.otherRegions = props.otherRegions;
    watchResourceBudget(this);
  }

  /** Whether this region answers while it is healthy. */
  get isPrimary(): boolean {
    return this.role === RegionRole.PRIMARY;
  }

  /** Whether clients are led to this region while all is well. */
  get expectsTraffic(): boolean {
    return this.role !== RegionRole.STANDBY;
  }
}

import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { RegionIndependence } from '../../lib/testing';

/** Asserts that each region of an app deploys while the others are gone. */
export function assertRegionIndependence(assembly: CloudAssembly): void {
  expect(RegionIndependence.check(assembly)).toEqual([]);
}

import { type Cloud } from '../cloud/cloud.js';

/** Domains under which AWS gives regional endpoints their names. */
const AWS_DOMAINS = ['.amazonaws.com', '.on.aws'];

/**
 * Loopback address of the edge that stands for a regional AWS host such as `abc.execute-api.us-east-1.amazonaws.com`,
 * or undefined when the name is not of AWS or its region is not part of the drill.
 */
export function regionalAddress(cloud: Pick<Cloud, 'regions'>, host: string): string | undefined {
  if (!AWS_DOMAINS.some(domain => host.endsWith(domain))) return undefined;
  const labels = host.split('.');
  // Website endpoints of buckets carry the region behind a dash: bucket.s3-website-us-east-1.amazonaws.com.
  const names = (region: string): boolean => labels.some(label => label === region || label.endsWith(`-${region}`));
  return cloud.regions.find(region => names(region.name))?.address;
}

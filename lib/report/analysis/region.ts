import { type Resource } from '../../assembly/resource';

/** Stands for the region of stacks that only the deployment places. */
export const UNKNOWN_REGION = 'unknown region';

/** Region that a resource is deployed to. */
export function regionLabel({ region }: Pick<Resource, 'region'>): string {
  return region ?? UNKNOWN_REGION;
}

import { watchedParts } from '../assembly/watched-parts.js';
import { type App } from '../assembly/model.js';
import { DrillError } from '../support/errors.js';

/** What the default load finds by itself, or what leads clients from one region to another. */
const DRILLED_TYPES: readonly string[] = [
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::DynamoDB::GlobalTable',
  'Custom::DynamoDBReplica',
];

/**
 * Without a workload file, an app is worth deploying only if something in it tells the drill what to send.
 *
 * @throws DrillError `WorkloadMissing`
 */
export function validateDrillable({ stacks }: App, workload: string | undefined): void {
  if (workload !== undefined) return;
  const found = stacks.flatMap(({ template }) => watchedParts(template));
  if (found.some(({ resource }) => DRILLED_TYPES.includes(resource.Type))) return;
  throw nothingToDrill('the app has no DNS record and no global table, and there is no workload file');
}

/** For what turns out after the deployment. */
export function nothingToDrill(why: string): DrillError {
  const advice =
    'give the app a name with failover records, a global table, or give --workload a file with "reads", "writes" or "uploads"';
  return new DrillError('WorkloadMissing', `${why}: nothing would be sent, and nothing could be judged; ${advice}`);
}

import { type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Annotations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { ReplicatedTable } from '../data';
import { type IRegionalEndpoint } from '../routing';
import { type RegionalStack } from './regional-stack';

/** The tables of a service that other regions write to. */
function replicatedTablesOf(service: IConstruct): ReplicatedTable[] {
  return service.node
    .findAll()
    .filter(node => node instanceof ReplicatedTable)
    .filter(({ regions }) => regions.length > 1);
}

/** Those that a service has until now, as a region sees them. */
export function replicasIn(service: IConstruct, stack: RegionalStack): ITableV2[] {
  return replicatedTablesOf(service)
    .filter(({ regions }) => regions.includes(stack.region))
    .map(table => table.inRegion(stack));
}

/** Tells of regions that users return to before the writes of the others have. */
export function warnOfReturn(service: IConstruct, endpoints: ReadonlyMap<RegionalStack, IRegionalEndpoint>): void {
  const [table] = replicatedTablesOf(service);
  if (table === undefined) return;
  const unheld = [...endpoints].filter(
    ([stack, endpoint]) => stack.expectsTraffic && endpoint.longestHold === undefined,
  );
  if (unheld.length === 0) return;
  const named = unheld.map(([{ region }]) => `"${region}"`).join(', ');
  Annotations.of(service).addWarningV2(
    'cdk-resilient-serverless:failbackUnheld',
    `when ${named} ${unheld.length === 1 ? 'comes' : 'come'} back, users return before the writes of the other regions have reached "${table.node.path}", and overwrite what was acknowledged meanwhile: no health route waits for them; ` +
      'give Health.deep({ tables: [….inRegion(stack)] })',
  );
}

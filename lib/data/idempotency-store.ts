import { AttributeType, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { type Alarms } from '../observability';
import { grantItems } from '../permissions/table-rights';
import { fail } from '../private/errors';
import { listOf, objectWith, type PropKinds, text, validateProps } from '../private/props';
import { Conflicts } from './conflicts';
import { ReplicatedTable } from './replicated-table';

/** Where a store is, and who is told when it falls behind. */
export interface IdempotencyStoreProps {
  /**
   * Regions that get a replica, beside the stack's own. Below a service they are the service's and cannot be given.
   *
   * @default - the other regions of the service; none in a stack that belongs to no service (warns)
   */
  readonly replicaRegions?: string[];

  /**
   * Alarms on the replication out of each region.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<IdempotencyStoreProps> = {
  replicaRegions: listOf(text),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** The attributes that Powertools uses unless it is told others: https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/ */
const ATTRIBUTES = { key: 'id', expiry: 'expiration' } as const;
/** https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/#required-resources */
const ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
const VARIABLE = 'IDEMPOTENCY_TABLE';

/**
 * What was done already, known in every region: so that an event that comes again, in another region too, is not processed
 * again.
 *
 * Guarantees the table that Powertools for AWS Lambda expects, with a replica in each region, and for each protected function
 * the rights and the table's name in `IDEMPOTENCY_TABLE`.
 *
 * Creates a `ReplicatedTable` whose items DynamoDB deletes when they expire.
 *
 * Does not promise exactly once. Two regions that get one event within the time of replication, about a second, both process
 * it; and what a lost region had begun is tried elsewhere only when that expires, after the function's timeout.
 *
 * @example
 * const store = new IdempotencyStore(service, 'Done');
 * store.protect(handler);
 */
export class IdempotencyStore extends Construct {
  /** The table. */
  readonly table: ReplicatedTable;

  constructor(scope: Construct, id: string, props: IdempotencyStoreProps = {}) {
    super(scope, id);
    validateProps(this, props, KNOWN_PROPS);
    this.table = new ReplicatedTable(this, 'Table', {
      partitionKey: { name: ATTRIBUTES.key, type: AttributeType.STRING },
      timeToLiveAttribute: ATTRIBUTES.expiry,
      replicaRegions: props.replicaRegions,
      // The later of two notes of one event says the same as the first.
      conflicts: Conflicts.accepted(),
      alarms: props.alarms,
    });
  }

  /**
   * The store as a region sees it, such as for `StandbyRuns.onlyWhereActive`.
   *
   * @param scope a stack of that region, or anything in it
   */
  inRegion(scope: IConstruct): ITableV2 {
    return this.table.inRegion(scope);
  }

  /**
   * Lets a function use the store of its region, by the name in its variable `IDEMPOTENCY_TABLE`. Fails with
   * `FunctionUnsupported` for one that was imported, whose variables are somebody else's.
   */
  protect(handler: IFunction): void {
    const table = this.inRegion(handler);
    if (!('addEnvironment' in handler)) {
      fail(
        this,
        'FunctionUnsupported',
        `"${handler.node.path}" is imported, so its variable ${VARIABLE} cannot be set here; protect it where it is made`,
      );
    }
    (handler as Function).addEnvironment(VARIABLE, table.tableName);
    grantItems(table, handler, ACTIONS);
  }
}

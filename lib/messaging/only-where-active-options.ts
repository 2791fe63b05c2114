import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Duration } from 'aws-cdk-lib/core';

/** How the regions agree on which of them runs a tick. */
export interface OnlyWhereActiveOptions {
  /**
   * Where each region notes what it ran, for the others to see: this region's part of a `ReplicatedTable` whose only key is a
   * text, such as `store.inRegion(stack)` of an `IdempotencyStore`.
   */
  readonly runs: ITable;

  /**
   * Function of this region's health route, such as `endpoint.healthFunction`. A region that it calls ill, or that it holds
   * because other regions' writes have not arrived yet, leaves its ticks to the others.
   *
   * @default - none is asked: the primary runs each tick that it gets, after a failover too
   */
  readonly healthFunction?: IFunction;

  /**
   * Time that a region leaves to the one before it, in whole seconds: longer than replication takes. All turns, twice over,
   * have to fit into a day.
   *
   * @default Duration.minutes(5)
   */
  readonly takeOverAfter?: Duration;
}

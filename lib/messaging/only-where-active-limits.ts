import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { type Schedule } from 'aws-cdk-lib/aws-events';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isWholeWithin } from '../limits/range';
import { secondsText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { duration, objectWith, type PropKinds } from '../private/props';
import { regionOfResource } from '../regions/foreign-region';
import { RegionalScope } from '../regions/regional-scope';
import { keysOf } from '../regions/replicated-keys';
import { type OnlyWhereActiveOptions } from './only-where-active-options';

export const KNOWN_ONLY_WHERE_ACTIVE_OPTIONS: PropKinds<OnlyWhereActiveOptions> = {
  runs: objectWith('tableArn', 'a table, such as store.inRegion(stack)'),
  healthFunction: objectWith('functionArn', 'a function'),
  takeOverAfter: duration,
};

const DEFAULT_TAKE_OVER = Duration.minutes(5);
/** Below it the other regions would not wait for replication, which takes a second or so. */
const SHORTEST_TAKE_OVER_SECONDS = 10;
/** The notes are told apart by the minute of the day. */
const DAY_SECONDS = 86_400;

/** Time that each region leaves to the one before it. */
export function takeOverSeconds({ takeOverAfter = DEFAULT_TAKE_OVER }: OnlyWhereActiveOptions): number {
  return takeOverAfter.isUnresolved() ? NaN : takeOverAfter.toSeconds({ integral: false });
}

/** Records why the regions could not agree on who runs a schedule. */
export function checkOnlyWhereActive(
  scope: IConstruct,
  schedule: Schedule,
  options: OnlyWhereActiveOptions,
  problems: Problems,
): void {
  const expression = schedule.expressionString;
  if (!Token.isUnresolved(expression) && !expression.startsWith('cron(')) {
    problems.add(
      'ScheduleUnsupported',
      `the schedule is "${expression}", which ticks at other times in each region, so that no region knows which ticks another one ran; give a cron, such as Schedule.cron({ minute: '0/5' })`,
    );
  }
  checkTakeOver(scope, options, problems);
  checkRuns(scope, options, problems);
}

function checkTakeOver(scope: IConstruct, options: OnlyWhereActiveOptions, problems: Problems): void {
  const turns = 2 * (RegionalScope.of(scope)?.regions.all.length ?? 1);
  const most = Math.floor(DAY_SECONDS / turns) - 1;
  if (isWholeWithin(takeOverSeconds(options), { least: SHORTEST_TAKE_OVER_SECONDS, most })) return;
  problems.add(
    'TakeOverOutOfRange',
    `"takeOverAfter" is ${secondsText(options.takeOverAfter!)}; give whole seconds from ${SHORTEST_TAKE_OVER_SECONDS} to ${most}: ${turns} turns of it have to end within a day`,
  );
}

function checkRuns(scope: IConstruct, { runs }: OnlyWhereActiveOptions, problems: Problems): void {
  if (runs === undefined) {
    problems.add('RunsTableMissing', '"runs" is missing, so no region knows what another one ran; give a table');
    return;
  }
  const keys = keysOf(runs);
  if (keys === undefined || keys.sortKey || keys.partitionKey.type !== AttributeType.STRING) {
    problems.add(
      'RunsTableUnsupported',
      `"${runs.node.path}" is not a region's part of a ReplicatedTable whose only key is a text; give \`store.inRegion(stack)\` of one, such as an IdempotencyStore`,
    );
    return;
  }
  checkPlace(scope, runs, keys.regions, problems);
}

/** @param replicas regions that have the table */
function checkPlace(
  scope: IConstruct,
  runs: OnlyWhereActiveOptions['runs'],
  replicas: readonly string[],
  problems: Problems,
): void {
  const here = Stack.of(scope).region;
  const there = regionOfResource(runs, runs.tableArn);
  if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
    problems.add(
      'RunsTableOfOtherRegion',
      `"${runs.node.path}" is in "${there}" and the schedule in "${here}", which would not run while "${there}" is away; give the part of "${here}", with inRegion(stack)`,
    );
  }
  const without = (RegionalScope.of(scope)?.regions.all ?? []).filter(region => !replicas.includes(region));
  if (without.length > 0) {
    problems.add(
      'RunsTableUnsupported',
      `"${runs.node.path}" is not in ${without.join(' and ')}, which would not know what was run; give a table of all regions of the service`,
    );
  }
}

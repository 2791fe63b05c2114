import { type IRuleTarget } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { sharedName } from '../private/names';
import { keysOf } from '../regions/replicated-keys';
import { RegionalScope, regionOf } from '../regions/regional-scope';
import { closedRole, createLoggedMachine } from '../workflow/logged-machine';
import { DELIVERY_TO_RULE } from './rule-delivery';
import { type OnlyWhereActiveOptions } from './only-where-active-options';
import { takeOverSeconds } from './only-where-active-limits';
import { renderRunOnce, type RunOnce, runOnceRights } from './run-once';
import { type TriggerParts } from './trigger-parts';

/** Longest name of the ticks of a schedule; a key of DynamoDB takes more. */
const NAME_LENGTH = 512;

/** Makes the machine that decides for each tick whether this region runs it, as the target of a rule. */
export function createRunOnceTarget(
  scope: Construct,
  parts: TriggerParts,
  options: OnlyWhereActiveOptions,
): IRuleTarget {
  const run = planOf(scope, parts, options);
  const machine = createLoggedMachine(scope, {
    definition: DefinitionBody.fromString(Stack.of(scope).toJsonString(renderRunOnce(run))),
    timeout: Duration.days(1),
    rights: runOnceRights(run),
  });
  const start = new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] });
  return new SfnStateMachine(machine, {
    role: closedRole(scope, 'RuleRole', 'events.amazonaws.com', [start]),
    deadLetterQueue: parts.letters,
    ...DELIVERY_TO_RULE,
  });
}

function planOf(scope: Construct, parts: TriggerParts, options: OnlyWhereActiveOptions): RunOnce {
  const region = regionOf(scope);
  const regions = RegionalScope.of(scope)?.regions.all ?? [region];
  return {
    ...parts,
    ...options,
    region,
    name: sharedName(scope, NAME_LENGTH),
    rank: regions.indexOf(region),
    regions: regions.length,
    takeOverSeconds: takeOverSeconds(options),
    key: keysOf(options.runs)!.partitionKey.name,
  };
}

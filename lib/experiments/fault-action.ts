import { type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { type Duration, type IResource, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { type Problems } from '../private/errors';

/** What a fault says of itself. @internal */
interface FaultSummary {
  /** What it does, as the console shows it. */
  readonly summary: string;
  /** What it befalls. */
  readonly targets: readonly IResource[];
  /** How long FIS takes until it has reached everything. */
  readonly onset?: Duration;
}

/** How one kind of fault is made; `Fault` carries it. @internal */
export interface FaultKind extends FaultSummary {
  /** Prepares the targets for an experiment. */
  bind(experiment: Construct): FaultAction;
}

/** One action of an experiment template, with its targets. @internal */
export interface FaultAction {
  readonly actionId: string;
  /** FIS's name for the targets of this action, such as `Functions`. */
  readonly targetKey: string;
  readonly resourceType: string;
  readonly resourceArns?: string[];
  readonly resourceTags?: Record<string, string>;
  /** All but the duration. */
  readonly parameters: Record<string, string>;
  /** What FIS has to be allowed for it. */
  readonly rights: PolicyStatementProps[];
}

/** A fault as an experiment template takes it. @internal */
export interface FaultConfig extends FaultAction, FaultSummary {}

/** Tag look-ups have no resource-level permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html */
export const FIND_BY_TAG: PolicyStatementProps = { actions: ['tag:GetResources'], resources: ['*'] };

/** Whether something is, or may be, in the region of a construct. */
export function mayBeInRegionOf(scope: IConstruct, other: IResource | undefined): boolean {
  const [there, here] = [other?.env?.region, Stack.of(scope).region];
  return there === undefined || Token.isUnresolved(there) || Token.isUnresolved(here) || there === here;
}

/** Records a target in another region, which FIS does not reach. */
export function checkRegion(experiment: IConstruct, target: IResource, problems: Problems): void {
  if (mayBeInRegionOf(experiment, target)) return;
  problems.add(
    'FaultTargetOfOtherRegion',
    `"${target.node.path}" is in "${target.env.region}" and the experiment in "${Stack.of(experiment).region}"; make an experiment in each region`,
  );
}

/** Records too few targets, more than FIS takes, and what is of another kind; yields the others. */
export function checkTargets<T extends IResource>(
  name: string,
  targets: readonly T[] | undefined,
  arn: keyof T,
  most: number,
  problems: Problems,
): T[] {
  const given = targets ?? [];
  const valid = given.filter(target => target?.[arn] !== undefined);
  if (given.length < 1 || given.length > most) {
    problems.add(
      'FaultTargetsOutOfRange',
      `"${name}" names ${given.length}, and FIS takes 1 to ${most} for one experiment; name what is to fail, or make several experiments`,
    );
  }
  if (valid.length !== given.length) {
    problems.add(
      'FaultTargetInvalid',
      `"${name}" names something without "${String(arn)}"; of what is replicated give the part in the experiment's region, by inRegion(stack)`,
    );
  }
  return valid;
}

/** A number as FIS takes it: as text, also when only deployment knows it. */
export function asText(value: number): string {
  return Token.isUnresolved(value) ? Tokenization.stringifyNumber(value) : String(value);
}

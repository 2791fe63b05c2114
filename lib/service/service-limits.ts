import { type Construct } from 'constructs';
import { Problems } from '../private/errors';
import { FailoverName } from '../routing/failover-name';
import { checkKnownProps, type KnownProps } from '../private/props';
import { type RecoveryObjectives, type ResilientServiceProps } from './resilient-service-props';

/** Every prop of a service; constructs that are a service add their own. */
export const SERVICE_PROPS: KnownProps<ResilientServiceProps> = {
  regions: true,
  account: true,
  domain: true,
  failover: true,
  objectives: true,
  operators: true,
};
const OBJECTIVES: KnownProps<RecoveryObjectives> = { rto: true, rpo: true };

/** No failover takes no time; data may be lost to the second. */
const LEAST_SECONDS = { rto: 1, rpo: 0 };

/**
 * The name of a service, where it has one. Throws all that is wrong with the props; what TypeScript refuses is checked for
 * callers in JavaScript.
 */
export function readServiceProps(
  scope: Construct,
  props: ResilientServiceProps,
  known: object,
): FailoverName | undefined {
  const problems = new Problems(scope);
  checkKnownProps(props, known, problems);
  if (!Array.isArray(props?.regions?.all)) {
    problems.add(
      'RegionsMissing',
      "\"regions\" is missing or is no Regions; give Regions.activePassive('us-east-1', 'us-west-2')",
    );
  }
  const name = props?.domain && FailoverName.read(props.domain, problems);
  checkObjectives(props?.objectives, problems);
  problems.throwIfAny();
  return name;
}

function checkObjectives(objectives: RecoveryObjectives | undefined, problems: Problems): void {
  if (!objectives) return;
  checkKnownProps(objectives, OBJECTIVES, problems, 'objectives');
  if (objectives.rto === undefined) {
    problems.add(
      'RtoMissing',
      '"objectives" has no "rto"; give the longest time until the service answers again, such as Duration.minutes(2)',
    );
  }
  for (const name of ['rto', 'rpo'] as const) {
    const objective = objectives[name];
    if (objective?.isUnresolved()) {
      problems.add(
        'ObjectiveUnresolved',
        `"objectives.${name}" is only known at deployment (it is a token), and it is judged before; give a plain duration`,
      );
    }
    if (!objective || objective.isUnresolved()) continue;
    const seconds = objective.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < LEAST_SECONDS[name]) {
      problems.add(
        'ObjectiveOutOfRange',
        `"objectives.${name}" is ${seconds} s; give whole seconds, ${LEAST_SECONDS[name]} or more`,
      );
    }
  }
}

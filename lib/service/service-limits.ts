import { Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Problems } from '../private/errors';
import { FailoverName } from '../routing/failover-name';
import {
  anything,
  checkProps,
  duration,
  flag,
  listOf,
  number,
  objectWith,
  options,
  text,
  validateProps,
  type PropKinds,
} from '../private/props';
import { type RecoveryObjectives, type ResilientServiceProps } from './resilient-service-props';

/** Every prop of a service; constructs that are a service add their own. */
export const KNOWN_RESILIENT_SERVICE_PROPS: PropKinds<ResilientServiceProps> = {
  regions: anything,
  account: text,
  domain: options,
  failover: objectWith('timing', 'Failover, such as Failover.activePassive()'),
  objectives: options,
  peakRequestsPerSecond: number,
  operators: listOf(text),
  alarmTopics: objectWith('applyTo', "AlarmTopics, such as AlarmTopics.existing({ 'us-east-1': arn })"),
  serviceAlarm: flag,
  dashboard: flag,
};
const KNOWN_RECOVERY_OBJECTIVES: PropKinds<RecoveryObjectives> = { rto: duration, rpo: duration };

/** No failover takes no time; data may be lost to the second. */
const LEAST_SECONDS = { rto: 1, rpo: 0 };

/**
 * The name of a service, where it has one. Throws all that is wrong with the props; what TypeScript refuses is checked for
 * callers in JavaScript.
 */
export function readServiceProps(
  scope: Construct,
  props: ResilientServiceProps,
  known: PropKinds<ResilientServiceProps>,
): FailoverName | undefined {
  return validateProps(scope, props, known, problems => {
    if (!Array.isArray(props.regions?.all)) {
      problems.add(
        'RegionsMissing',
        "\"regions\" is missing or is no Regions; give Regions.activePassive('us-east-1', 'us-west-2')",
      );
    }
    const name = props.domain && FailoverName.read(props.domain, problems);
    checkObjectives(props.objectives, problems);
    checkPeak(props.peakRequestsPerSecond, problems);
    if (props.alarmTopics && (props.operators ?? []).length > 0) {
      problems.add(
        'AlarmTopicConflict',
        '"operators" and "alarmTopics" are given, and alarms go to one or the other; subscribe the operators to those topics',
      );
    }
    return name;
  });
}

function checkPeak(peak: number | undefined, problems: Problems): void {
  if (peak === undefined || (!Token.isUnresolved(peak) && Number.isFinite(peak) && peak > 0)) return;
  problems.add(
    'PeakOutOfRange',
    `"peakRequestsPerSecond" is ${Token.isUnresolved(peak) ? 'only known at deployment' : peak}; give a number above 0, of all regions together`,
  );
}

function checkObjectives(objectives: RecoveryObjectives | undefined, problems: Problems): void {
  if (!objectives || !checkProps(objectives, KNOWN_RECOVERY_OBJECTIVES, problems, 'objectives')) return;
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

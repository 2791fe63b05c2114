import { type Construct } from 'constructs';
import { Problems } from '../private/errors';
import { requireZone } from '../routing/hosted-zone';
import { checkKnownProps, type KnownProps } from '../private/props';
import { type RecoveryObjectives, type ResilientServiceProps, type ServiceDomain } from './resilient-service-props';

/** Every prop of a service; constructs that are a service add their own. */
export const SERVICE_PROPS: KnownProps<ResilientServiceProps> = {
  regions: true,
  account: true,
  domain: true,
  failover: true,
  objectives: true,
  operators: true,
};
const DOMAIN: KnownProps<ServiceDomain> = { name: true, hostedZoneId: true, zoneName: true, zone: true };
const OBJECTIVES: KnownProps<RecoveryObjectives> = { rto: true, rpo: true };

/** No failover takes no time; data may be lost to the second. */
const LEAST_SECONDS = { rto: 1, rpo: 0 };

/** Throws all that is wrong with the props of a service. What TypeScript refuses is checked for callers in JavaScript. */
export function checkServiceProps(scope: Construct, props: ResilientServiceProps, known: object): void {
  const problems = new Problems(scope);
  checkKnownProps(props, known, problems);
  if (!Array.isArray(props?.regions?.all)) {
    problems.add(
      'RegionsMissing',
      "\"regions\" is missing or is no Regions; give Regions.activePassive('us-east-1', 'us-west-2')",
    );
  }
  checkDomain(props?.domain, problems);
  checkObjectives(props?.objectives, problems);
  problems.throwIfAny();
}

function checkDomain(domain: ServiceDomain | undefined, problems: Problems): void {
  if (!domain) return;
  checkKnownProps(domain, DOMAIN, problems, 'domain');
  if (!domain.name) {
    problems.add(
      'DomainIncomplete',
      '"domain.name" is missing; give the name that fails over, such as "files.example.com"',
    );
  }
  requireZone(domain, problems, 'domain');
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
        'ObjectiveIsToken',
        `"objectives.${name}" is only known at deployment (it is a token), and it is judged before; give a plain duration`,
      );
    }
    if (!objective || objective.isUnresolved()) continue;
    const seconds = objective.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < LEAST_SECONDS[name]) {
      problems.add(
        'InvalidObjective',
        `"objectives.${name}" is ${seconds} s; give whole seconds, ${LEAST_SECONDS[name]} or more`,
      );
    }
  }
}

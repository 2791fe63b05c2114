import type { Construct } from 'constructs';
import { Problems } from '../private/errors';
import { checkKnownProps } from '../private/props';
import type { KnownProps } from '../private/props';
import type { RecoveryObjectives, ResilientServiceProps, ServiceDomain } from './resilient-service';

/** Every prop of a service; constructs that are a service add their own. */
export const SERVICE_PROPS: KnownProps<ResilientServiceProps> = {
  regions: true,
  account: true,
  domain: true,
  failover: true,
  objectives: true,
  operators: true,
};
const DOMAIN: KnownProps<ServiceDomain> = { name: true, hostedZoneId: true, zoneName: true };
const OBJECTIVES: KnownProps<RecoveryObjectives> = { rto: true, rpo: true };

/** Throws all that is wrong with the props of a service. What TypeScript refuses is checked for callers in JavaScript. */
export function checkServiceProps(scope: Construct, props: ResilientServiceProps, known: object): void {
  const problems = new Problems(scope);
  checkKnownProps(props, known, problems);
  problems.require(
    Array.isArray(props?.regions?.all),
    'RegionsMissing',
    "\"regions\" is missing or is no Regions; give Regions.activePassive('us-east-1', 'us-west-2')",
  );
  checkDomain(props?.domain, problems);
  checkObjectives(props?.objectives, problems);
  problems.throwIfAny();
}

function checkDomain(domain: ServiceDomain | undefined, problems: Problems): void {
  if (!domain) return;
  checkKnownProps(domain, DOMAIN, problems, 'domain');
  for (const part of ['name', 'hostedZoneId', 'zoneName'] as const) {
    problems.require(
      Boolean(domain[part]),
      'DomainIncomplete',
      `"domain" has no "${part}"; give the name that fails over, and the id and the name of the hosted zone that it is in`,
    );
  }
}

function checkObjectives(objectives: RecoveryObjectives | undefined, problems: Problems): void {
  if (!objectives) return;
  checkKnownProps(objectives, OBJECTIVES, problems, 'objectives');
  problems.require(
    objectives.rto !== undefined,
    'RtoMissing',
    '"objectives" has no "rto"; give the longest time until the service answers again, such as Duration.minutes(2)',
  );
  for (const name of ['rto', 'rpo'] as const) {
    problems.require(
      !objectives[name]?.isUnresolved(),
      'ObjectiveIsToken',
      `"objectives.${name}" is only known at deployment (it is a token), and it is judged before; give a plain duration`,
    );
  }
}

import { SERVICE_NAMES } from '../cloud/service-faults.js';
import { FAULT_CHOICES, isOfService, NO_FAULT, planFault, returns, type FaultChoice } from '../faults/registry.js';
import { readScenario, type Expectations, type Scenario } from '../scenario/scenario-file.js';
import { type PlannedStep } from './scenario.js';

/** A scenario with the faults of its steps, for an app. */
export interface PlannedScenario {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
  readonly expect: Expectations;
}

/**
 * Whether a scenario can be had of an app, before it is deployed.
 *
 * @throws DrillError `ScenarioUnreadable` or `ScenarioInvalid`
 */
export function validateScenario(file: string, regions: readonly string[]): Scenario {
  return readScenario(file, {
    regions,
    faults: FAULT_CHOICES.filter(choice => choice !== NO_FAULT),
    services: SERVICE_NAMES,
    isOfService,
    hasWayBack: fault => returns(fault as FaultChoice),
  });
}

/** The same, with its faults. */
export function planScenario(file: string, regions: readonly string[]): PlannedScenario {
  const { name, steps, expect } = validateScenario(file, regions);
  const planned = steps.map(({ at, for: lasts, fault, region, service, share }) => ({
    at,
    until: lasts === undefined ? undefined : at + lasts,
    fault: planFault(fault, region, regions, { service, share })!,
  }));
  return { name, steps: planned, expect };
}

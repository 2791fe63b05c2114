import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';
import { type ExperimentSpec } from '../assembly/experiments.js';
import { badVersion } from './bad-version.js';
import { EXPERIMENT, momentsOf, stepTo } from './experiment.js';
import { type Fault, type FaultDescription } from './fault.js';
import { regionLoss } from './region-loss.js';
import { regionOutage } from './region-outage.js';
import { readServicePart, SERVICE_FAULTS } from './service.js';
import { type ServicePart } from '../cloud/service-faults.js';

/** Every fault that the drill can inject, by its name on the command line and in the report. */
const FAULTS = {
  'region-outage': regionOutage,
  'region-loss': regionLoss,
  'bad-version': badVersion,
  ...SERVICE_FAULTS,
} satisfies Record<string, Fault>;

type ChosenKind = keyof typeof FAULTS;
/** An experiment is chosen by its name. */
const EXPERIMENT_KIND = 'experiment';
type FaultKind = ChosenKind | typeof EXPERIMENT_KIND;

/** A run in which nothing happens: whatever fails then is the drill's or the app's own doing. */
export const NO_FAULT = 'none';
export type FaultChoice = ChosenKind | typeof NO_FAULT;
/** What happened in a run, as its report calls it. */
export type FaultName = FaultKind | typeof NO_FAULT;
export const FAULT_CHOICES: readonly FaultChoice[] = [NO_FAULT, ...(Object.keys(FAULTS) as ChosenKind[])];

/** A fault of the registry, and the region that it is to hit. */
export interface PlannedFault extends Fault {
  readonly kind: FaultKind;
  readonly region: string;
  /** Of a fault of one service. */
  readonly part?: ServicePart;
}

/** The service that a fault is about, as it is written: `dynamodb`, or `dynamodb:PutItem`; and the share of its calls. */
export interface ServiceChoice {
  readonly service?: string;
  readonly share?: number;
}

/**
 * The fault of a kind and a region, as given on the command line; null for none.
 *
 * @throws DrillError `FaultUnknown` or `RegionUnknown`, with the word that was probably meant.
 */
export function planFault(
  kind: string,
  region: string,
  regions: readonly string[],
  { service, share }: ServiceChoice = {},
): PlannedFault | null {
  if (kind === NO_FAULT) return null;
  if (!isFaultKind(kind)) {
    const message = `there is no fault "${kind}"; choose one of ${FAULT_CHOICES.join(', ')}${didYouMean(kind, FAULT_CHOICES)}`;
    throw new DrillError('FaultUnknown', message);
  }
  if (!regions.includes(region)) {
    const message = `the app has no region "${region}"; its regions are ${regions.join(', ')}${didYouMean(region, regions)}`;
    throw new DrillError('RegionUnknown', message);
  }
  const fault: Fault = FAULTS[kind];
  const part = readServicePart(kind, service, share);
  if (part === undefined) return { ...fault, kind, region };
  const { title, begins, ends } = fault.description;
  const named = (words: string): string => words.replace(/(a|the) service$/, service!);
  const description = { ...fault.description, title, begins: named(begins), ends: named(ends!) };
  return { ...fault, kind, region, part, description, begin: target => fault.begin(target, region, part) };
}

/**
 * The same fault in a further region; undefined without one.
 *
 * @throws DrillError `RegionRepeated` or `RegionUnknown`
 */
export function planNext(
  first: PlannedFault | null,
  region: string | undefined,
  regions: readonly string[],
): PlannedFault | undefined {
  if (first === null || region === undefined) return undefined;
  if (region === first.region) {
    const message = `--next-region is ${region}, which is lost first; give another of ${regions.join(', ')}`;
    throw new DrillError('RegionRepeated', message);
  }
  return planFault(first.kind, region, regions) ?? undefined;
}

/** An experiment that was planned. */
export interface PlannedExperiment extends PlannedFault {
  readonly experiment: ExperimentSpec;
}

export function isExperiment(fault: PlannedFault): fault is PlannedExperiment {
  return fault.kind === EXPERIMENT_KIND;
}

/**
 * The experiment of a path, or of the end of one that no other has.
 *
 * @throws DrillError `ExperimentUnknown`, with the paths that there are; `ExperimentUnsupported` where the drill cannot do
 * all of it.
 */
export function planExperiment(name: string, experiments: readonly ExperimentSpec[]): PlannedExperiment {
  const found = experiments.filter(({ path }) => path === name || path.endsWith(`/${name}`));
  if (found.length !== 1) {
    const paths = experiments.map(({ path }) => path);
    const known = paths.length === 0 ? 'it has none' : `it has ${paths.join(', ')}`;
    const message = `the app has ${found.length === 0 ? 'no experiment' : `${found.length} experiments`} "${name}"; ${known}${didYouMean(name, paths)}`;
    throw new DrillError('ExperimentUnknown', message);
  }
  const [experiment] = found;
  if (experiment.unsupported.length > 0) {
    const message = `the drill cannot perform "${experiment.path}": ${experiment.unsupported.join(', ')}; it performs faults in invocations, in the replication of tables and buckets, and waits`;
    throw new DrillError('ExperimentUnsupported', message);
  }
  const description = { ...EXPERIMENT, begins: `has the experiment ${experiment.path}` };
  return {
    kind: EXPERIMENT_KIND,
    region: experiment.region,
    description,
    experiment,
    begin: target => stepTo(target, experiment, momentsOf(experiment)[0] ?? 0),
    end: target => stepTo(target, experiment, null),
  };
}

/** Whether a region that had this fault comes back. */
export function returns(kind: FaultName): boolean {
  return kind === EXPERIMENT_KIND || (kind !== NO_FAULT && (FAULTS[kind] as Fault).end !== undefined);
}

/** Whether a fault is one of a service. */
export function isOfService(kind: string): boolean {
  return Object.hasOwn(SERVICE_FAULTS, kind);
}

/** Whether the app may not need what this fault takes away. */
export function isPartial(kind: FaultName): boolean {
  return describeFault(kind)?.isPartial ?? false;
}

/** Whether a region that has this fault goes on answering. */
export function answers(kind: FaultName): boolean {
  return describeFault(kind)?.answers ?? false;
}

/** How a fault is spoken of; null for none. */
export function describeFault(kind: FaultName): FaultDescription | null {
  if (kind === EXPERIMENT_KIND) return EXPERIMENT;
  return kind === NO_FAULT ? null : FAULTS[kind].description;
}

function isFaultKind(kind: string): kind is ChosenKind {
  return Object.hasOwn(FAULTS, kind);
}

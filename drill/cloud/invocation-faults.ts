import { type ExperimentAction } from '../assembly/experiments.js';
import { type Cloud } from './cloud.js';
import { callEmulator } from './emulator-calls.js';

type InvocationFault = Extract<ExperimentAction, { functions: readonly string[] }>;

/** Lets invocations of a region's functions go wrong in these ways, and in no others that were ordered before. */
export async function disturbInvocations(
  cloud: Cloud,
  region: string,
  faults: readonly InvocationFault[],
): Promise<void> {
  const orders = faults.flatMap(({ functions, ...fault }) => functions.map(name => ({ ...fault, function: name })));
  await callEmulator(cloud, region, `/_drill/invocations/${encodeURIComponent(JSON.stringify(orders))}`);
}

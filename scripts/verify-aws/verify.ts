import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { type Options } from './options';
import { runChecks, type NamedCheck, type Observations } from './run-checks';
import { type Target } from './target';
import { stacksOf, takeDown } from './take-down';
import { World } from './world';

export interface Checks {
  readonly inTurn: readonly NamedCheck[];
  readonly together: readonly NamedCheck[];
}

export interface Visit {
  readonly seen: Observations;
  /** What could not be removed. */
  readonly left: readonly string[];
  /** Why the visit ended early. */
  readonly failure?: Error;
}

export type Synth = (
  prefix: string,
  regions: readonly [string, string],
  output: string,
  signal: AbortSignal,
) => Promise<void>;

/**
 * Deploys, runs the checks, and takes everything down, whatever happens in between. Fails before anything is deployed
 * when something of the prefix is there already.
 */
export async function visit(
  target: Target,
  { prefix }: Pick<Options, 'prefix'>,
  checks: Checks,
  { synth, say, signal }: { synth: Synth; say: (text: string) => void; signal: AbortSignal },
): Promise<Visit> {
  const work = mkdtempSync(path.join(tmpdir(), 'verify-app-'));
  const assembly = path.join(work, 'cdk.out');
  const world = new World(target, prefix, signal);
  try {
    for (const region of target.regions) {
      const [stack] = await stacksOf(world, region);
      if (stack) throw new Error(`"${stack.StackName}" is in ${region} already; choose another --prefix`);
    }
    await synth(prefix, target.regions, assembly, signal);
    say(`${target.name}: deploying`);
    return await deployedVisit(target, world, assembly, checks, { say, signal });
  } finally {
    world.close();
    rmSync(work, { recursive: true, force: true });
  }
}

async function deployedVisit(
  target: Target,
  world: World,
  assembly: string,
  { inTurn, together }: Checks,
  { say, signal }: { say: (text: string) => void; signal: AbortSignal },
): Promise<Visit> {
  let seen: Observations = new Map();
  let failure: Error | undefined;
  try {
    await target.deploy(assembly, signal);
    seen = await runChecks(world, inTurn, together, text => say(`${target.name}: ${text}`));
  } catch (error) {
    failure = error as Error;
  }
  say(`${target.name}: taking everything down`);
  const left = await takeDown(target, world, assembly);
  return { seen, left, failure };
}

import { type Check } from './claim';
import { type World } from './world';

export interface NamedCheck extends Check {
  readonly id: string;
  readonly what: string;
}

/** What was seen, by the check's id; an error counts as seen too. */
export type Observations = ReadonlyMap<string, string>;

/** Runs what asks the service one after another, because one breaks it for a while, and then the rest together. */
export async function runChecks(
  world: World,
  inTurn: readonly NamedCheck[],
  together: readonly NamedCheck[],
  say: (text: string) => void,
): Promise<Observations> {
  const seen = new Map<string, string>();
  const observe = async (check: NamedCheck): Promise<void> => {
    seen.set(check.id, await check.observe(world).catch((error: Error) => `${error.name}: ${error.message}`));
    say(`${check.id}: ${seen.get(check.id)}`);
  };
  for (const check of inTurn) await observe(check);
  await Promise.all(together.map(observe));
  return seen;
}

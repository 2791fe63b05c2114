import { type StackModel } from '../../assembly/stack-model';
import { toNumber, toRecord } from '../../assembly/value';

/** Time that a client waits on a lost region where the app does not say: the drill's clients wait as long. */
const CLIENT_TIMEOUT_SECONDS = 5;

/** What an app promises, and what it knows of its clients: `Metadata.RecoveryObjectives` of its templates. */
export interface DeclaredObjectives {
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
  readonly clientTimeoutSeconds: number;
  readonly clientCacheSeconds?: number;
  readonly propagationSeconds?: number;
}

/** The strictest promise of several stacks, with the most patient of their clients. */
export function declaredObjectives(stacks: readonly StackModel[]): DeclaredObjectives {
  const declared = stacks.map(stack => toRecord(stack.resolve(stack.template.Metadata?.RecoveryObjectives)));
  const values = (name: keyof DeclaredObjectives): number[] =>
    declared.map(record => toNumber(record[name])).filter(value => value !== undefined);
  return {
    rtoSeconds: least(values('rtoSeconds')),
    rpoSeconds: least(values('rpoSeconds')),
    clientTimeoutSeconds: most(values('clientTimeoutSeconds')) ?? CLIENT_TIMEOUT_SECONDS,
    clientCacheSeconds: most(values('clientCacheSeconds')),
    propagationSeconds: most(values('propagationSeconds')),
  };
}

function least(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}

function most(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

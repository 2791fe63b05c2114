import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Call, type Step } from './step';

/** Where a letter is sent to: SQS answers at once, or not at all. */
export const LETTER = { timeout: 10, retry: { attempts: 6, interval: 2, backoffRate: 2, maxDelay: 60 } } as const;

/** What a workflow does, and where it keeps what it could not take back. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly queue?: IQueue;
}

/** A call that can be taken back, and the parallel step that it is a branch of. */
export interface Undoable {
  readonly name: string;
  readonly undo: Call;
  readonly within?: string;
}

/** The calls of these steps that can be taken back, the oldest first. */
export function undoablesOf(steps: readonly Step[]): Undoable[] {
  return steps.flatMap(step => {
    if (step.kind === 'wait') return [];
    const calls = step.kind === 'parallel' ? step.branches : [step];
    const within = step.kind === 'parallel' ? step.name : undefined;
    return calls.flatMap(({ name, undo }) => (undo ? [{ name, undo, within }] : []));
  });
}

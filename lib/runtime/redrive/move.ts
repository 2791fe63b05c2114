import { type Entry, type Ledger, type Way } from './ledger';
import { identityOf, type Letter } from './letter';

/** Refusals that are about the letter, and not about the moment: it is set aside at once. */
const NEVER_TAKEN = ['InvalidRequestContentException', 'RequestTooLargeException', 'InvalidMessageContents'];

/** What became of a letter. */
type Moved =
  | 'moved'
  | 'setAside'
  /** It had gone already, and was only deleted. */
  | 'cleared'
  /** The target does not take it now; it stays. */
  | 'refused'
  /** Another mover has it. */
  | 'skipped';

/** What a letter is moved with. */
export interface MoveContext {
  readonly ledger: Ledger;
  /** Names the target: the same event to another one is another matter. */
  readonly target: string;
  /** Attempts at an event after which it is set aside. */
  readonly setAsideAfter: number;
  /** Resolves when the target, or the queue of poison, has accepted it. */
  readonly send: (letter: Letter, way: Way, attempt: number) => Promise<void>;
  readonly remove: (letter: Letter) => Promise<void>;
}

export interface MoveResult {
  readonly outcome: Moved;
  /** Whether the letter may have been sent before. */
  readonly ambiguous: boolean;
  readonly cause?: string;
}

/**
 * Moves one letter, and can die between any two of its steps.
 *
 * It is written down that a letter will be sent, it is sent, it is written down that it was, and only then is it deleted. So
 * it is never lost; one that was written down as about to be sent is sent again, because nobody knows, and is counted.
 */
export async function moveLetter(letter: Letter, context: MoveContext): Promise<MoveResult> {
  const { ledger, target } = context;
  const identity = identityOf(target, letter.payload);
  const known = await ledger.find(identity, letter);
  if (known?.state === 'SENT') {
    await context.remove(letter);
    return { outcome: 'cleared', ambiguous: false };
  }
  const entry = known ?? (await begin(identity, letter, context));
  if (!entry) return { outcome: 'skipped', ambiguous: false };
  const ambiguous = known?.state === 'SENDING';
  if (known) await ledger.mark(identity, letter, 'SENDING', ambiguous ? 1 : 0);
  return send(identity, letter, entry, ambiguous, context);
}

async function begin(identity: string, letter: Letter, context: MoveContext): Promise<Entry | undefined> {
  const attempt = await context.ledger.nextAttempt(identity, letter);
  const way = attempt > context.setAsideAfter ? 'poison' : 'target';
  return context.ledger.begin(identity, letter, way, attempt);
}

async function send(
  identity: string,
  letter: Letter,
  { way, attempt }: Entry,
  ambiguous: boolean,
  context: MoveContext,
): Promise<MoveResult> {
  if (way === 'target') await context.ledger.note(identity, attempt);
  try {
    await context.send(letter, way, attempt);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (way === 'target' && NEVER_TAKEN.includes((error as Error).name)) {
      await context.ledger.turnAside(identity, letter);
      return send(identity, letter, { state: 'SENDING', way: 'poison', attempt }, ambiguous, context);
    }
    await context.ledger.mark(identity, letter, 'REFUSED');
    return { outcome: 'refused', ambiguous, cause: (error as Error).message };
  }
  await context.ledger.mark(identity, letter, 'SENT');
  await context.remove(letter);
  return { outcome: way === 'target' ? 'moved' : 'setAside', ambiguous };
}

/** Whether the service has said no: what ended in silence, or within the service, may have been accepted all the same. */
function isRefusal(error: unknown): boolean {
  const { $metadata: { httpStatusCode: status = 0 } = {} } = error as { $metadata?: { httpStatusCode?: number } };
  return status >= 400 && status < 500;
}

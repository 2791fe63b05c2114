import { setTimeout as wait } from 'node:timers/promises';
import { abortable } from '../support/abortable.js';
import { type StepLog } from '../support/progress.js';
import { DrillError } from '../support/errors.js';
import { type Audit } from './audit.js';
import { type AcceptedUpload, type AcknowledgedWrite, type Ledger } from '../load/ledger.js';
import { type EventResults } from './measure.js';
import { Waiting } from './waiting.js';

/** Real time between two looks at what has not settled. */
const POLL_MILLIS = 500;
/** A busy machine may keep a region from answering once. */
const ATTEMPTS = 3;

/** Compares the ledger with what regions hold. Every region that is asked must answer. */
export class Inspection {
  constructor(
    private readonly audit: Audit,
    private readonly ledger: Ledger,
    private readonly signal: AbortSignal,
  ) {}

  /** Ids of the writes that at least one of the regions does not have. */
  async absentWrites(regions: readonly string[], writes: readonly AcknowledgedWrite[]): Promise<Set<string>> {
    const found = await this.inEach(regions, region => this.audit.presentWrites(region, writes));
    return new Set(writes.map(write => write.id).filter(id => found.some(present => !present.has(id))));
  }

  /** Results that at least one of the regions has. */
  async eventResults(regions: readonly string[], uploads: readonly AcceptedUpload[]): Promise<EventResults> {
    const processed = await this.inEach(regions, region => this.audit.processedUploads(region, uploads));
    const letters = await this.inEach(regions, region => this.audit.deadLetteredUploads(region, uploads));
    return { processed: union(processed), deadLettered: union(letters) };
  }

  /** Acknowledged writes that stand in a region more than once. */
  async duplicatedWrites(regions: readonly string[]): Promise<number> {
    const writes = this.ledger.acknowledged();
    return Math.max(...(await this.inEach(regions, region => this.audit.duplicatedWrites(region, writes))));
  }

  /** Acknowledged contents of keys that were written again, and that no region has any more. */
  async overwrittenContents(regions: readonly string[]): Promise<Set<string>> {
    const contents = contentsAtRisk(this.ledger);
    const found = await this.inEach(regions, region => this.audit.presentContents(region, contents));
    const looked = found.filter(present => present !== undefined);
    return new Set(looked.length === 0 ? [] : contents.filter(content => !looked.some(it => it.has(content))));
  }

  /** Waits until every acknowledged write is in every region, or no more is expected; resolves to those that are not. */
  async settledWrites(regions: readonly string[], deadline: number, { show }: StepLog): Promise<Set<string>> {
    const waiting = new Waiting(regions, deadline);
    let open = this.ledger.acknowledged();
    for (;;) {
      const absent = await this.absentWrites(regions, open);
      open = open.filter(write => absent.has(write.id));
      if (waiting.isOver(open)) return absent;
      show(`${absent.size} writes are not in every region yet`);
      await abortable(wait(POLL_MILLIS), this.signal);
    }
  }

  /** Waits until every accepted event has a result, or no more is expected. */
  async settledEvents(regions: readonly string[], deadline: number, { show }: StepLog): Promise<EventResults> {
    const waiting = new Waiting(regions, deadline);
    const accepted = this.ledger.accepted();
    for (;;) {
      const results = await this.eventResults(regions, accepted);
      const open = accepted.filter(({ key }) => !results.processed.has(key) && !results.deadLettered.has(key));
      if (!this.audit.seesEvents || waiting.isOver(open)) return results;
      show(`${open.length} events have no result yet`);
      await abortable(wait(POLL_MILLIS), this.signal);
    }
  }

  private inEach<T>(regions: readonly string[], look: (region: string) => Promise<T>): Promise<T[]> {
    return Promise.all(regions.map(region => this.insist(region, () => look(region))));
  }

  private async insist<T>(region: string, look: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await abortable(look(), this.signal);
      } catch (error) {
        this.signal.throwIfAborted();
        if (error instanceof DrillError) throw error;
        if (attempt === ATTEMPTS) throw silent(region, error as Error);
      }
    }
  }
}

/** What was acknowledged under a key for which two writes were: one of them may be gone. */
function contentsAtRisk(ledger: Ledger): string[] {
  const rewritten = ledger.rewrites.filter(({ ackedAt }) => ackedAt !== null);
  const keys = new Set(rewritten.map(({ of }) => of));
  const first = ledger.acknowledged().flatMap(({ id, content }) => (keys.has(id) && content ? [content] : []));
  return [...first, ...rewritten.map(({ content }) => content)];
}

function silent(region: string, cause: Error): DrillError {
  const message = `region ${region} does not answer although it is up: ${cause.message} (${ATTEMPTS} times)`;
  return new DrillError('AuditFailed', message, { cause });
}

function union(sets: readonly ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap(keys => [...keys]));
}

import { type AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A change of one item, as a replica's stream tells it. */
export interface Change {
  /** Region in which it was made. */
  readonly region: string;
  readonly key: Item;
  /** Null for a deletion. */
  readonly image: Item | null;
  /** Real milliseconds: the order in which writers win. */
  readonly at: number;
}

interface Entry {
  winner: Change;
  /** What each region is known to hold. */
  readonly held: Map<string, string>;
  /** Copies that were sent to a region and have not come back through its stream. */
  readonly sent: Map<string, Set<string>>;
}

/** Image of an item that does not exist. */
const ABSENT = 'null';

/**
 * Decides what each replica of a table has to be given: the last writer wins, and a copy is no new change.
 *
 * It compares what a region holds with what it should hold, so that a copy which was sent twice, or which crossed a
 * local write on its way, is put right and never goes in circles. Pure: it neither reads nor writes a table.
 */
export class TableJournal {
  private readonly entries = new Map<string, Entry>();
  private readonly differing = new Map<string, Set<string>>();

  constructor(private readonly regions: readonly string[]) {
    for (const region of regions) this.differing.set(region, new Set());
  }

  /** Takes in a change that a region's stream tells. */
  observe(change: Change): void {
    const id = textOf(change.key);
    const entry = this.entries.get(id) ?? this.create(id, change);
    const image = textOf(change.image);
    const isCopy = entry.sent.get(change.region)?.delete(image) === true;
    entry.held.set(change.region, image);
    if (!isCopy && !isOlder(change, entry.winner)) entry.winner = change;
    this.compare(id, entry);
  }

  /** Changes that a region still has to be given. */
  pending(region: string): Change[] {
    return [...this.differing.get(region)!].map(id => this.entries.get(id)!.winner);
  }

  /** Must be called before a copy is sent: its echo in the region's stream is then not taken for a change. */
  sending(region: string, change: Change): void {
    const { sent } = this.entries.get(textOf(change.key))!;
    const images = sent.get(region) ?? new Set();
    sent.set(region, images.add(textOf(change.image)));
  }

  /** A copy has arrived. Where it replaced the very same item, the region's stream will not tell of it. */
  delivered(region: string, change: Change, replaced: Item | undefined): void {
    const id = textOf(change.key);
    const entry = this.entries.get(id)!;
    const image = textOf(change.image);
    if (textOf(replaced ?? null) === image) entry.sent.get(region)?.delete(image);
    entry.held.set(region, image);
    this.compare(id, entry);
  }

  private create(id: string, change: Change): Entry {
    const entry: Entry = { winner: change, held: new Map(), sent: new Map() };
    this.entries.set(id, entry);
    return entry;
  }

  private compare(id: string, entry: Entry): void {
    const wanted = textOf(entry.winner.image);
    for (const region of this.regions) {
      const differs = (entry.held.get(region) ?? ABSENT) !== wanted;
      this.differing.get(region)![differs ? 'add' : 'delete'](id);
    }
  }
}

/** Ties go to the region whose name comes last, so that every replica decides alike. */
function isOlder(change: Change, than: Change): boolean {
  return change.at < than.at || (change.at === than.at && change.region < than.region);
}

/** One text for equal values: members and sets in order, binaries as base64. */
export function textOf(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const inner = ordered(member);
    return [name, SETS.includes(name) && Array.isArray(inner) ? [...inner].sort() : inner];
  });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const SETS = ['SS', 'NS', 'BS'];

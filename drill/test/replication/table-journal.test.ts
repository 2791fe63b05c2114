import fc from 'fast-check';
import { TableJournal, textOf, type Change, type Item } from '../../replication/table-journal.js';

const KEY: Item = { pk: { S: 'a' } };
const item = (value: string): Item => ({ ...KEY, value: { S: value } });
const change = (region: string, at: number, image: Item | null): Change => ({ region, key: KEY, image, at });

test('a change is owed to every region but its own', () => {
  const journal = new TableJournal(['east', 'west', 'north']);

  journal.observe(change('east', 1, item('1')));

  expect(journal.pending('east')).toEqual([]);
  expect(journal.pending('west')).toEqual([change('east', 1, item('1'))]);
  expect(journal.pending('north')).toHaveLength(1);
});

test('a copy is owed until it is delivered', () => {
  const journal = new TableJournal(['east', 'west']);
  const made = change('east', 1, item('1'));
  journal.observe(made);

  journal.sending('west', made);
  expect(journal.pending('west')).toEqual([made]);
  journal.delivered('west', made, undefined);

  expect(journal.pending('west')).toEqual([]);
});

test('a copy that comes back through the stream is no change', () => {
  const journal = new TableJournal(['east', 'west']);
  const first = change('east', 1, item('1'));
  journal.observe(first);
  journal.sending('west', first);
  journal.delivered('west', first, undefined);
  journal.observe(change('east', 2, item('2')));

  // The echo is younger than the second change, and must not win over it.
  journal.observe(change('west', 3, item('1')));

  expect(journal.pending('east')).toEqual([]);
  expect(journal.pending('west')).toEqual([change('east', 2, item('2'))]);
});

test('a deletion is copied', () => {
  const journal = new TableJournal(['east', 'west']);
  const made = change('east', 1, item('1'));
  journal.observe(made);
  journal.sending('west', made);
  journal.delivered('west', made, undefined);

  journal.observe(change('east', 2, null));

  expect(journal.pending('west')).toEqual([change('east', 2, null)]);
});

test('the last writer wins, whichever change is seen first', () => {
  const journal = new TableJournal(['east', 'west']);

  journal.observe(change('west', 5, item('late')));
  journal.observe(change('east', 4, item('early')));

  expect(journal.pending('west')).toEqual([]);
  expect(journal.pending('east')).toEqual([change('west', 5, item('late'))]);
});

test('a local write that a copy has overwritten is put back', () => {
  const journal = new TableJournal(['east', 'west']);
  const old = change('east', 1, item('old'));
  journal.observe(old);
  // Meanwhile a client writes to the west; the copy replaces its item before the stream tells of it.
  journal.sending('west', old);
  journal.delivered('west', old, item('new'));

  journal.observe(change('west', 2, item('new')));
  journal.observe(change('west', 3, item('old')));

  expect(journal.pending('west')).toEqual([change('west', 2, item('new'))]);
});

test('a copy that changed nothing leaves no trace: the same image written later counts', () => {
  const journal = new TableJournal(['east', 'west']);
  const made = change('east', 1, item('1'));
  journal.observe(made);
  journal.sending('west', made);
  journal.delivered('west', made, item('1'));
  journal.observe(change('west', 2, item('2')));

  journal.observe(change('west', 3, item('1')));

  expect(journal.pending('east')).toEqual([]);
  expect(journal.pending('west')).toEqual([]);
});

test('images are equal whatever the order of their attributes and sets', () => {
  expect(textOf({ a: { SS: ['x', 'y'] }, b: { N: '1' } })).toBe(textOf({ b: { N: '1' }, a: { SS: ['y', 'x'] } }));
  expect(textOf({ a: { L: [{ S: 'x' }, { S: 'y' }] } })).not.toBe(textOf({ a: { L: [{ S: 'y' }, { S: 'x' }] } }));
  expect(textOf({ a: { B: Uint8Array.of(1) } })).not.toBe(textOf({ a: { B: Uint8Array.of(2) } }));
});

test('replicas become equal after any writes, in whatever order streams and copies come', () => {
  const regions = ['east', 'west', 'north'];
  const step = fc.record({
    do: fc.constantFrom('write', 'write', 'delete', 'read', 'deliver', 'deliver unheard'),
    region: fc.constantFrom(...regions),
    value: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const world = new World(regions);
      for (const it of steps) {
        if (it.do === 'write') world.write(it.region, item(`${it.value}`));
        if (it.do === 'delete') world.write(it.region, null);
        if (it.do === 'read') world.read(it.region);
        if (it.do === 'deliver') world.deliver(it.region, true);
        if (it.do === 'deliver unheard') world.deliver(it.region, false);
      }
      world.settle();

      const [first, ...others] = regions.map(region => textOf(world.tables.get(region)));
      expect(others).toEqual(others.map(() => first));
    }),
  );
});

/** Tables of one item with streams, as the emulator has them. */
class World {
  readonly tables = new Map<string, Item | null>();
  private readonly streams = new Map<string, Change[]>();
  private readonly journal: TableJournal;
  private time = 0;

  constructor(private readonly regions: readonly string[]) {
    this.journal = new TableJournal(regions);
    for (const region of regions) {
      this.tables.set(region, null);
      this.streams.set(region, []);
    }
  }

  write(region: string, image: Item | null): Item | undefined {
    const before = this.tables.get(region)!;
    this.tables.set(region, image);
    // A write that changes nothing leaves no record.
    if (textOf(before) !== textOf(image)) this.streams.get(region)!.push(change(region, ++this.time, image));
    return before ?? undefined;
  }

  read(region: string): void {
    for (const it of this.streams.get(region)!.splice(0)) this.journal.observe(it);
  }

  /** When the answer is not heard, the copy has arrived and the drill does not know. */
  deliver(region: string, heard: boolean): void {
    for (const it of this.journal.pending(region)) {
      this.journal.sending(region, it);
      const replaced = this.write(region, it.image);
      if (heard) this.journal.delivered(region, it, replaced);
    }
  }

  settle(): void {
    for (let round = 0; round < 20; round++) {
      for (const region of this.regions) this.read(region);
      for (const region of this.regions) this.deliver(region, true);
    }
  }
}

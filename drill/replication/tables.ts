import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type GlobalTableSpec } from '../assembly/model.js';
import { RegionalClients, within } from '../cloud/regional-clients.js';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { scanTable } from '../cloud/scan-table.js';
import { createReplicas, type Replica } from './replica-tables.js';
import { RepeatedTask, settled, type ReplicationMode } from './repeated-task.js';
import { StreamReader } from './stream-reader.js';
import { TableJournal, type Change, type Item } from './table-journal.js';

/** A change that has reached another replica. */
export interface ItemReplication {
  /** Region in which it was made. */
  readonly region: string;
  readonly tableName: string;
  readonly receivingRegion: string;
  /** Simulated milliseconds since it was made. */
  readonly millis: number;
}

export interface TableReplicationOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly tables: readonly GlobalTableSpec[];
  /** Simulated seconds until a change shows in the other replicas. @default 1 */
  readonly lagSeconds?: number;
  /** Told of every change that has reached another replica. */
  readonly onReplicated?: (replication: ItemReplication) => void;
  /** `off` creates the replicas and copies nothing. @default on */
  readonly mode?: ReplicationMode;
}

/** "Usually within a second": https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
export const DEFAULT_TABLE_LAG_SECONDS = 1;
/** Real time between two looks at a stream. */
const SHORTEST_PAUSE_MILLIS = 100;
const LONGEST_PAUSE_MILLIS = 500;
/** Real time that a copy may take before its region counts as unreachable. */
const PATIENCE_MILLIS = 2000;

/**
 * What DynamoDB's global tables do (multi-Region, eventual consistency): every replica takes writes, the others get them
 * after a lag, the last writer wins.
 *
 * A change leaves its region only while that region answers: what was still on its way when the region went away
 * arrives when it returns. A region that does not answer keeps its place in every stream.
 */
export class TableReplication {
  private readonly clients: RegionalClients;
  private readonly mode: ReplicationMode;
  private replications: ReplicatedTableCopy[] = [];

  constructor(private readonly options: TableReplicationOptions) {
    this.clients = new RegionalClients(options.cloud);
    this.mode = options.mode ?? 'on';
  }

  /** Creates the replica tables, and begins to copy unless the mode is `off`. */
  async start(): Promise<void> {
    for (const table of this.options.tables) {
      const replicas = await createReplicas(table, this.clients);
      if (this.mode === 'off') continue;
      const copy = new ReplicatedTableCopy(replicas, this.clients, this.options);
      this.replications.push(copy);
      await copy.start();
    }
  }

  /** Lets no change out of a region and none into it, until {@link release}: replication that lags behind a return. */
  hold(region: string): void {
    for (const copy of this.replications) copy.hold(region);
  }

  release(region: string): void {
    for (const copy of this.replications) copy.release(region);
  }

  /** Holds every change back until {@link resume}. */
  pause(): void {
    for (const copy of this.replications) copy.pause();
  }

  resume(): void {
    for (const copy of this.replications) copy.resume();
  }

  /** Forgets a region that is gone for good, with every change that had not left it. */
  async dropRegion(region: string): Promise<void> {
    await Promise.all(this.replications.map(copy => copy.drop(region)));
  }

  /** Resolves to true once every change has reached every replica, or to false after so many real milliseconds. */
  settle(millis: number): Promise<boolean> {
    const tasks = this.replications.flatMap(copy => copy.runningTasks);
    return settled(tasks, () => this.replications.every(copy => copy.isSettled), millis);
  }

  /** What services answered to a copy or a read that cannot succeed by waiting; empty in a sound run. */
  get problems(): string[] {
    return [...new Set(this.replications.flatMap(copy => copy.problems))];
  }

  /** Stops copying and closes every connection. */
  async stop(): Promise<void> {
    await Promise.all(this.replications.map(copy => copy.stop()));
    this.clients.destroy();
  }
}

/** The replication of one table: a task a replica, which reads its stream and then brings it what it lacks. */
class ReplicatedTableCopy {
  private readonly journal: TableJournal;
  private readonly tasks = new Map<string, RepeatedTask>();
  /** Changes that have not waited for the lag yet, by region. */
  private readonly waiting = new Map<string, Change[]>();

  constructor(
    private readonly replicas: readonly Replica[],
    private readonly clients: RegionalClients,
    private readonly options: TableReplicationOptions,
  ) {
    this.journal = new TableJournal(replicas.map(replica => replica.region));
    for (const replica of replicas) this.tasks.set(replica.region, this.createTask(replica));
  }

  async start(): Promise<void> {
    for (const replica of this.replicas) if (replica.streamIsNew) await this.takeStock(replica);
    for (const task of this.tasks.values()) task.start();
  }

  pause(): void {
    for (const task of this.tasks.values()) task.pause();
  }

  resume(): void {
    for (const task of this.tasks.values()) task.resume();
  }

  hold(region: string): void {
    this.tasks.get(region)?.pause();
  }

  release(region: string): void {
    this.tasks.get(region)?.resume();
  }

  async drop(region: string): Promise<void> {
    const task = this.tasks.get(region);
    this.tasks.delete(region);
    this.waiting.delete(region);
    await task?.stop();
  }

  get runningTasks(): RepeatedTask[] {
    return [...this.tasks.values()];
  }

  /** Whether every change that was seen has reached every replica that is left. */
  get isSettled(): boolean {
    const regions = [...this.tasks.keys()];
    return regions.every(region => !this.waiting.get(region)?.length && this.journal.pending(region).length === 0);
  }

  get problems(): string[] {
    return this.runningTasks.flatMap(task => task.problems);
  }

  async stop(): Promise<void> {
    await Promise.all(this.runningTasks.map(task => task.stop()));
  }

  private createTask(replica: Replica): RepeatedTask {
    const reader = new StreamReader(replica, this.clients.streams(replica.region));
    const pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, this.lagMillis / 2));
    const name = `table ${replica.tableName} in ${replica.region}`;
    return new RepeatedTask(name, pause, async signal => {
      await this.read(replica, reader, signal);
      await this.deliver(replica, signal);
    });
  }

  /** Lets a change go when a read that began after its lag has succeeded: its region was there to send it. */
  private async read({ region }: Replica, reader: StreamReader, signal: AbortSignal): Promise<void> {
    const startedAt = Date.now();
    const changes = [...(this.waiting.get(region) ?? []), ...(await reader.read(signal))];
    const isDue = (change: Change): boolean => change.at + this.lagMillis <= startedAt;
    this.waiting.set(
      region,
      changes.filter(change => !isDue(change)),
    );
    for (const change of changes.filter(isDue)) this.journal.observe(change);
  }

  private async deliver(replica: Replica, signal: AbortSignal): Promise<void> {
    for (const change of this.journal.pending(replica.region)) {
      this.journal.sending(replica.region, change);
      this.journal.delivered(replica.region, change, await this.copy(replica, change, signal));
      this.tell(replica, change);
    }
  }

  /** What was there before the stream has no moment at which it was made. */
  private tell({ tableName, region: receivingRegion }: Replica, { region, at }: Change): void {
    const { clock, onReplicated } = this.options;
    if (at === 0) return;
    onReplicated?.({ region, tableName, receivingRegion, millis: (Date.now() - at) * clock.speed });
  }

  /** Resolves to the item that the copy replaced. */
  private async copy({ region, tableName }: Replica, change: Change, signal: AbortSignal): Promise<Item | undefined> {
    const target = { TableName: tableName, ReturnValues: 'ALL_OLD' } as const;
    const { key: Key, image: Item } = change;
    const client = this.clients.dynamo(region);
    const limit = within(PATIENCE_MILLIS, signal);
    const result =
      Item === null
        ? await client.send(new DeleteItemCommand({ ...target, Key }), limit)
        : await client.send(new PutItemCommand({ ...target, Item }), limit);
    return result.Attributes;
  }

  /** Items that were there before the stream was: the oldest of all changes. */
  private async takeStock({ region, tableName, keyNames }: Replica): Promise<void> {
    for (const image of await scanTable(this.clients, region, tableName)) {
      const key = Object.fromEntries(keyNames.map(name => [name, image[name]]));
      this.journal.observe({ region, key, image, at: 0 });
    }
  }

  private get lagMillis(): number {
    return this.options.clock.toMillis(this.options.lagSeconds ?? DEFAULT_TABLE_LAG_SECONDS);
  }
}

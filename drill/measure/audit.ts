import { setTimeout as wait } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { type DeployedApp, type GlobalTableSpec } from '../assembly/model.js';
import { RegionalClients, within } from '../cloud/regional-clients.js';
import { DrillError } from '../support/errors.js';
import { type Cloud } from '../cloud/cloud.js';
import { scanTable } from '../cloud/scan-table.js';
import { MARKER } from '../load/data-probe.js';
import { send } from '../load/http-client.js';
import { fill, idsIn, type UploadRecord, type WriteRecord } from '../load/ledger.js';
import { type Workload } from '../scenario/spec.js';

export interface AuditOptions {
  readonly cloud: Cloud;
  readonly workload: Workload;
  readonly deployed: DeployedApp;
}

/** Real times: the audit looks, it does not simulate. */
const PATIENCE_MILLIS = 10_000;
const RETRY_PAUSE_MILLIS = 500;
const ATTEMPTS = 5;
const AT_ONCE = 4;
/** Long enough to look through a queue, and given back at once after that. */
const PEEK_SECONDS = 30;
const BATCH = 10;
const TOO_MANY_REQUESTS = 429;

/** Looks into a region for what the ledger says should be there. The region must answer. */
export class Audit {
  private readonly clients: RegionalClients;
  private readonly missingTables = new Set<string>();
  /** What regions answered in place of a write. */
  private readonly unreadable = new Set<string>();

  constructor(private readonly options: AuditOptions) {
    this.clients = new RegionalClients(options.cloud);
  }

  /** Whether the workload says where the app records the objects that it has processed. */
  get seesEvents(): boolean {
    return this.options.workload.uploads?.recordedIn !== undefined;
  }

  /** Tables that were looked for where there are none, and regions that could not be read through the app. */
  get problems(): string[] {
    return [
      ...[...this.missingTables].map(missing => `${missing}. Whatever was written to it elsewhere is missing there.`),
      ...[...this.unreadable].map(answer => `${answer}: what it holds cannot be read, and counts as missing there.`),
    ];
  }

  /**
   * Ids of the writes that a region has: those that an item of its global tables names, and those that the app can read.
   * An app that answers 5xx reads nothing to anybody, which is a problem with a name.
   *
   * @throws DrillError `AuditFailed` when the region gives no answer.
   */
  async presentWrites(region: string, writes: readonly WriteRecord[]): Promise<Set<string>> {
    const present = await this.presentProbes(
      region,
      writes.filter(write => write.item),
    );
    // Asking the app for each write would be a load of its own: it is asked only for what the tables do not show.
    const stored = await this.storedIds(region);
    for (const { id } of writes) if (stored.has(id)) present.add(id);
    const queue = writes.filter(write => write.item === undefined && !present.has(write.id));
    const worker = async (): Promise<void> => {
      for (let write = queue.shift(); write !== undefined; write = queue.shift()) {
        const status = await this.read(region, write.id);
        if (isServerError(status)) queue.length = 0;
        else if (isSuccess(status)) present.add(write.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return present;
  }

  /** How many acknowledged writes stand in more than one item of one of a region's global tables. */
  async duplicatedWrites(region: string, writes: readonly WriteRecord[]): Promise<number> {
    const wanted = new Set(writes.map(write => write.id));
    const duplicated = new Set<string>();
    for (const { tableName } of this.tablesIn(region)) {
      const items = await this.scan(region, tableName);
      for (const id of repeatedIds(items)) if (wanted.has(id)) duplicated.add(id);
    }
    return duplicated.size;
  }

  /** Of the contents of writes, those that stand in one of a region's global tables; undefined where it has none. */
  async presentContents(region: string, contents: readonly string[]): Promise<Set<string> | undefined> {
    if (this.tablesIn(region).length === 0) return undefined;
    const stored = await this.storedIds(region);
    return new Set(contents.filter(content => stored.has(content)));
  }

  /** Keys of the uploads that the app has recorded in a region's table. */
  async processedUploads(region: string, uploads: readonly UploadRecord[]): Promise<Set<string>> {
    const recordedIn = this.options.workload.uploads?.recordedIn;
    if (recordedIn === undefined) return new Set();
    const items = await this.scan(region, recordedIn.table.tableName);
    const recorded = new Set(items.map(item => item[recordedIn.keyAttribute]?.S));
    return new Set(uploads.map(upload => upload.key).filter(key => recorded.has(key)));
  }

  /** Keys of the uploads that a region's dead letters name. The messages stay in their queues. */
  async deadLetteredUploads(region: string, uploads: readonly UploadRecord[]): Promise<Set<string>> {
    const queues = this.options.deployed.deadLetterQueues.filter(queue => queue.region === region);
    const bodies = await Promise.all(queues.map(queue => peek(this.clients.sqs(region), queue.url)));
    const letters = bodies.flat().join('\n');
    return new Set(uploads.map(upload => upload.key).filter(key => letters.includes(key)));
  }

  /** Closes every connection. */
  close(): void {
    this.clients.destroy();
  }

  /** Every id of the drill that stands in a region's global tables. */
  private async storedIds(region: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (const { tableName } of this.tablesIn(region)) {
      for (const item of await this.scan(region, tableName)) {
        for (const id of idsIn(JSON.stringify(item))) ids.add(id);
      }
    }
    return ids;
  }

  /** A table that a region does not have has no item there, and is a finding of its own. */
  private async scan(region: string, tableName: string): Promise<Record<string, AttributeValue>[]> {
    try {
      return await scanTable(this.clients, region, tableName);
    } catch (error) {
      if ((error as Error).name !== 'ResourceNotFoundException') throw error;
      this.missingTables.add(`${region} has no table "${tableName}"`);
      return [];
    }
  }

  private tablesIn(region: string): GlobalTableSpec[] {
    const { globalTables } = this.options.deployed;
    return globalTables.filter(({ homeRegion, replicaRegions }) => [homeRegion, ...replicaRegions].includes(region));
  }

  private async presentProbes(region: string, writes: readonly WriteRecord[]): Promise<Set<string>> {
    const present = new Set<string>();
    for (const table of new Set(writes.map(write => write.item!.table))) {
      const items = await this.scan(region, table);
      const marked = new Set(items.map(item => item[MARKER]?.S));
      for (const { id, item } of writes) if (item!.table === table && marked.has(id)) present.add(id);
    }
    return present;
  }

  /** The status for a write: 2xx means there, 4xx means not there; anything else is the region's trouble, and is asked again. */
  private async read(region: string, id: string): Promise<number> {
    const { cloud, workload } = this.options;
    const { hostname, readPath } = workload.writes!;
    const address = cloud.regions.find(it => it.name === region)!.address;
    const path = fill(readPath, encodeURIComponent(id));
    const call = { address, port: cloud.edgePort, hostname, method: 'GET', path, timeoutMillis: PATIENCE_MILLIS };
    let last: unknown;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      last = await send(call).catch((error: Error) => error.message);
      if (typeof last === 'number' && (isSuccess(last) || isClientError(last))) return last;
      await wait(RETRY_PAUSE_MILLIS);
    }
    if (typeof last === 'number' && isServerError(last)) {
      this.unreadable.add(`${region} answers ${last} to GET ${fill(readPath, '…')}`);
      return last;
    }
    const message = `region ${region} does not say whether it has a write: GET ${path} gave ${String(last)} ${ATTEMPTS} times`;
    throw new DrillError('AuditFailed', message);
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** One that says something of the request: a region that is merely busy says nothing. */
function isClientError(status: number): boolean {
  return status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS;
}

function isServerError(status: number): boolean {
  return status >= 500;
}

/** Ids that more than one of the items contain. */
export function repeatedIds(items: readonly Record<string, AttributeValue>[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const item of items) {
    for (const id of new Set(idsIn(JSON.stringify(item)))) (seen.has(id) ? repeated : seen).add(id);
  }
  return repeated;
}

/** Bodies of every message that a queue holds. */
async function peek(client: SQSClient, queueUrl: string): Promise<string[]> {
  const messages = new Map<string, Message>();
  for (let fresh = true; fresh;) {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: BATCH,
      VisibilityTimeout: PEEK_SECONDS,
      WaitTimeSeconds: 0,
    });
    const { Messages = [] } = await client.send(command, within(PATIENCE_MILLIS));
    fresh = Messages.some(message => !messages.has(message.MessageId!));
    for (const message of Messages) messages.set(message.MessageId!, message);
  }
  await release(client, queueUrl, [...messages.values()]);
  return [...messages.values()].map(message => message.Body ?? '');
}

/** Makes messages visible again for whoever redrives them. */
async function release(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
      within(PATIENCE_MILLIS),
    );
  }
}

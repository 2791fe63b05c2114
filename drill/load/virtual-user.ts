import { Agent } from 'node:http';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { type DataProbe } from './data-probe.js';
import { type DnsClient } from './dns-client.js';
import { send } from './http-client.js';
import {
  fill,
  type AcknowledgedWrite,
  type DrillIds,
  type Ledger,
  type RequestRecord,
  type WriteRecord,
} from './ledger.js';
import { type Random } from '../route53/random.js';
import { type ReadSpec, type Workload, type WriteSpec } from '../scenario/spec.js';

/** A client is never given less than this in real time: a busy machine would look like an outage. */
export const LEAST_REAL_TIMEOUT_MILLIS = 2000;

const LEAST_SERVER_ERROR = 500;

/** Simulated seconds: a write that is written again is everywhere by then, and was acknowledged not long ago. */
const [LEAST_AGE_SECONDS, LARGEST_AGE_SECONDS] = [30, 300];

/** What a client waits for an answer, in real time. */
export function patienceMillis(
  clock: Pick<Clock, 'toMillis'>,
  { clientTimeoutSeconds }: Pick<Workload, 'clientTimeoutSeconds'>,
): number {
  return Math.max(LEAST_REAL_TIMEOUT_MILLIS, Math.round(clock.toMillis(clientTimeoutSeconds)));
}

/** What all virtual users share. */
export interface UserEnvironment {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly workload: Workload;
  readonly ledger: Ledger;
  readonly ids: DrillIds;
  readonly probes: readonly DataProbe[];
  /** Chooses what is written again. */
  readonly random: Random;
}

/**
 * One client of the app: its own DNS cache, its own connections. Does its kinds of request in turn.
 *
 * As the HTTP clients of most languages do, it keeps a connection while it is answered on it, and asks DNS for a new one
 * only: an answer that changes does not move a client whose connection still works.
 */
export class VirtualUser {
  private readonly agent = new Agent({ keepAlive: true });
  /** Where the last connection under a name leads. */
  private readonly connected = new Map<string, { readonly address: string; readonly since: number }>();
  private readonly actions: readonly (() => Promise<void>)[];
  private turn: number;
  private writesSent = 0;

  constructor(
    private readonly number: number,
    private readonly dns: DnsClient,
    private readonly environment: UserEnvironment,
  ) {
    const { reads, writes, hostname } = environment.workload;
    this.actions = [
      ...(writes ? [() => this.write(writes)] : []),
      ...reads.map(read => () => this.read(read)),
      ...environment.probes.map(probe => () => this.probe(probe, hostname)),
    ];
    this.turn = number;
  }

  /** Whether the workload has anything to do for a user. */
  get isIdle(): boolean {
    return this.actions.length === 0;
  }

  /** Sends the next request and records how it went; never rejects. */
  act(): Promise<void> {
    return this.actions[this.turn++ % this.actions.length]();
  }

  /** Closes every connection. */
  close(): void {
    this.agent.destroy();
  }

  private async read(read: ReadSpec): Promise<void> {
    const isGood = read.acceptsClientErrors ? isNoServerError : isSuccess;
    await this.record('read', read.hostname, address => this.call(address, read, isGood));
  }

  private async write(write: WriteSpec): Promise<void> {
    const { ids } = this.environment;
    const { again, expectStatus } = write;
    const known = again && ++this.writesSent % again.everyNth === 0 ? this.someKnown() : undefined;
    if (known) return this.rewrite(write, known);
    const id = ids.next();
    const content = again && ids.next();
    const isGood = expectStatus === undefined ? isSuccess : (status: number) => status === expectStatus;
    const outcome = await this.record('write', write.hostname, address =>
      this.call(address, filled(write, id, content), isGood),
    );
    this.note(id, outcome, { content });
  }

  /** Writes another content under a key that is there: refused is right, and acknowledged means overwritten. */
  private async rewrite(write: WriteSpec, { id: of }: AcknowledgedWrite): Promise<void> {
    const content = this.environment.ids.next();
    let answer = 0;
    const isRefusal = (status: number): boolean => status === write.again!.refusedWith;
    const isGood = (status: number): boolean => isRefusal((answer = status)) || isSuccess(status);
    const { region, startedAt, endedAt, ok } = await this.record('write', write.hostname, address =>
      this.call(address, filled(write, of, content), isGood),
    );
    const refused = isRefusal(answer);
    const ackedAt = ok && !refused ? endedAt : null;
    this.environment.ledger.rewrites.push({ of, content, region, sentAt: startedAt, refused, ackedAt });
  }

  /** A write that was acknowledged a while ago. */
  private someKnown(): AcknowledgedWrite | undefined {
    const { clock, ledger, random } = this.environment;
    const now = clock.now();
    const known = ledger
      .acknowledged()
      .filter(({ ackedAt }) => now - ackedAt >= LEAST_AGE_SECONDS && now - ackedAt <= LARGEST_AGE_SECONDS);
    return known[Math.floor(random() * known.length)];
  }

  private async probe(probe: DataProbe, hostname: string | undefined): Promise<void> {
    const id = this.environment.ids.next();
    const { cloud } = this.environment;
    const outcome = await this.record('write', hostname, async address => {
      const region = address === undefined ? probe.table.homeRegion : cloud.regionAt(address)!.name;
      await probe.put(region, id, this.timeoutMillis);
    });
    const region = hostname === undefined ? probe.table.homeRegion : outcome.region;
    this.note(id, { ...outcome, region }, { item: { table: probe.table.tableName, key: probe.keyOf(id) } });
  }

  private note(id: string, outcome: RequestRecord, written: Pick<WriteRecord, 'content' | 'item'>): void {
    const { region, startedAt, endedAt, ok } = outcome;
    this.environment.ledger.writes.push({ id, region, sentAt: startedAt, ackedAt: ok ? endedAt : null, ...written });
  }

  /** Without a host name, the action gets no address. */
  private async record(
    kind: RequestRecord['kind'],
    hostname: string | undefined,
    action: (address: string | undefined) => Promise<void>,
  ): Promise<RequestRecord> {
    const { clock, cloud, ledger } = this.environment;
    const startedAt = clock.now();
    let region: string | null = null;
    let reason: string | undefined;
    try {
      const address = hostname === undefined ? undefined : await this.addressOf(hostname);
      region = address === undefined ? null : (cloud.regionAt(address)?.name ?? null);
      if (address !== undefined && region === null) throw new Error(`${address} is no edge of the local cloud`);
      await action(address);
    } catch (error) {
      reason = (error as Error).message;
      const closes = this.environment.workload.closeOnServerError;
      if (closes && error instanceof ErrorStatus && error.status >= LEAST_SERVER_ERROR) this.closeIdle();
    }
    const ok = reason === undefined;
    const outcome = { user: this.number, kind, startedAt, endedAt: clock.now(), region, ok, reason };
    ledger.requests.push(outcome);
    return outcome;
  }

  private async addressOf(hostname: string): Promise<string> {
    const { clock, workload } = this.environment;
    const last = this.connected.get(hostname);
    const isOld = last !== undefined && clock.now() - last.since > (workload.longestConnectionSeconds ?? Infinity);
    // A connection that is closed here goes on being listed for a moment.
    if (isOld) this.closeIdle();
    else if (last !== undefined && this.isOpen(last.address)) return last.address;
    const address = await this.dns.resolve(hostname);
    this.connected.set(hostname, { address, since: clock.now() });
    return address;
  }

  /** Whether a connection to the address waits for its next request. */
  private isOpen(address: string): boolean {
    const pools = Object.entries(this.agent.freeSockets);
    return pools.some(([key, sockets]) => key.startsWith(`${address}:`) && (sockets?.length ?? 0) > 0);
  }

  private async call(
    address: string | undefined,
    request: HttpRequest,
    isGood: (status: number) => boolean,
  ): Promise<void> {
    const { hostname, method, path, headers, body } = request;
    const { agent, timeoutMillis } = this;
    const port = this.environment.cloud.edgePort;
    const status = await send({ address: address!, port, hostname, method, path, headers, body, timeoutMillis, agent });
    if (!isGood(status)) throw new ErrorStatus(status);
  }

  /** What still waits for its answer is left alone. */
  private closeIdle(): void {
    for (const sockets of Object.values(this.agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }

  private get timeoutMillis(): number {
    return patienceMillis(this.environment.clock, this.environment.workload);
  }
}

function filled(write: WriteSpec, id: string, content?: string): HttpRequest {
  const body = write.body === undefined ? undefined : fill(write.body, id, content);
  return { ...write, path: fill(write.path, encodeURIComponent(id)), body };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 400;
}

function isNoServerError(status: number): boolean {
  return status < LEAST_SERVER_ERROR;
}

/** An answer that the workload does not call a success. */
class ErrorStatus extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

interface HttpRequest {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

import { createSocket } from 'node:dgram';
import packet, { type DecodedPacket } from 'dns-packet';
import { subnetOf } from '../route53/client-subnet.js';
import { type Clock } from '../support/clock.js';

export interface DnsClientOptions {
  readonly server: { readonly address: string; readonly port: number };
  readonly clock: Clock;
  /**
   * What is left of the TTL of each first answer, as a share of it: a client did not ask for the first time at the moment
   * at which the drill begins.
   *
   * @default - all of it
   */
  readonly firstAge?: () => number;
  /**
   * Which of the zone's places the client is in.
   *
   * @default - it does not say
   */
  readonly place?: number;
}

/** Real time; the server is on the same machine. */
const PATIENCE_MILLIS = 2000;

/** Name resolution failed: the name does not exist, has no address, or the server does not answer. */
class ResolutionError extends Error {}

/**
 * The resolver of one client: asks the drill's DNS server, and believes an answer for its TTL in simulated seconds.
 */
export class DnsClient {
  private readonly cache = new Map<string, { readonly address: string; readonly expiresAt: number }>();

  constructor(private readonly options: DnsClientOptions) {}

  /**
   * Address of a name, from the cache while its TTL lasts.
   *
   * @throws ResolutionError when there is none.
   */
  async resolve(name: string): Promise<string> {
    const cached = this.cache.get(name);
    if (cached !== undefined && cached.expiresAt > this.options.clock.now()) return cached.address;
    const response = await this.ask(name);
    const answers = (response.answers ?? []).filter(({ type }) => type === 'A' || type === 'CNAME');
    const address = answers.find(({ type }) => type === 'A');
    if (address?.type !== 'A') throw new ResolutionError(`"${name}" has no address`);
    // A chain is as old as its shortest-lived link.
    const ttl = Math.min(...answers.map(answer => ('ttl' in answer ? (answer.ttl ?? 0) : 0)));
    const left = this.cache.has(name) ? ttl : ttl * (this.options.firstAge?.() ?? 1);
    this.cache.set(name, { address: address.data, expiresAt: this.options.clock.now() + left });
    return address.data;
  }

  private ask(name: string): Promise<DecodedPacket> {
    const { address, port } = this.options.server;
    const id = Math.floor(Math.random() * 65536);
    const query = packet.encode({
      type: 'query',
      id,
      flags: packet.RECURSION_DESIRED,
      questions: [{ type: 'A', name }],
      additionals: this.options.place === undefined ? [] : [subnetOf(this.options.place)],
    });
    const socket = createSocket('udp4');
    return new Promise<DecodedPacket>((resolve, reject) => {
      const timer = setTimeout(() => reject(new ResolutionError(`no answer for "${name}"`)), PATIENCE_MILLIS);
      socket.on('close', () => clearTimeout(timer));
      socket.on('error', reject);
      socket.on('message', message => {
        const response = packet.decode(message);
        if (response.id === id) resolve(response);
      });
      socket.send(query, port, address, error => error && reject(error));
    }).finally(() => socket.close());
  }
}

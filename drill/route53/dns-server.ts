import { createSocket, type Socket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket as TcpSocket } from 'node:net';
import packet, { type Answer, type DecodedPacket, type Packet, type Question } from 'dns-packet';
import { DrillError } from '../support/errors.js';
import { regionOfSubnet } from './client-subnet.js';
import { type Zone, type ZoneAnswer } from './zone.js';

export interface DnsServerOptions {
  readonly zone: Zone;
  /** @default 0, any free port */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly address?: string;
}

/** Response codes that dns-packet's types leave out: it reads them from the flags' low bits. */
const RCODE = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4 } as const;
/** A message over TCP is preceded by its length. */
const LENGTH_PREFIX = 2;
const HEADER = 12;
const QUERY = 0;

/**
 * A DNS server on loopback that real clients can ask, over UDP and TCP: `dig @127.0.0.1 -p <port> api.example.com`.
 *
 * Answers carry the TTLs of the template in whole seconds; a client that lives in simulated time scales them itself.
 */
export class DnsServer {
  /**
   * Starts to listen.
   *
   * @throws DrillError `DnsPortUnavailable` when the port is taken.
   */
  static async start(options: DnsServerOptions): Promise<DnsServer> {
    const server = new DnsServer(options.zone, options.address ?? '127.0.0.1');
    try {
      await server.listen(options.port ?? 0);
    } catch (error) {
      await server.stop();
      const message = `the DNS server cannot listen on ${server.address} port ${options.port}; choose another port, or 0 for any free one`;
      throw new DrillError('DnsPortUnavailable', message, { cause: error });
    }
    return server;
  }

  private readonly udp: Socket = createSocket('udp4');
  private readonly tcp: Server = createServer(socket => this.serve(socket));
  private readonly connections = new Set<TcpSocket>();
  private listening = 0;

  private constructor(
    private readonly zone: Zone,
    readonly address: string,
  ) {
    this.udp.on('message', (message, client) => {
      const reply = this.reply(message);
      // A client that has gone away is no failure of the server.
      if (reply) this.udp.send(packet.encode(reply), client.port, client.address, () => undefined);
    });
  }

  /** Port for UDP and TCP. */
  get port(): number {
    return this.listening;
  }

  /** Closes both sockets; resolves when nothing is left open. */
  async stop(): Promise<void> {
    for (const connection of this.connections) connection.destroy();
    await Promise.all([closed(this.udp), closed(this.tcp)]);
  }

  private async listen(port: number): Promise<void> {
    await ready(this.tcp, () => this.tcp.listen(port, this.address));
    this.listening = (this.tcp.address() as AddressInfo).port;
    await ready(this.udp, () => this.udp.bind(this.listening, this.address));
  }

  private serve(socket: TcpSocket): void {
    this.connections.add(socket);
    let received = Buffer.alloc(0);
    socket.on('close', () => this.connections.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= LENGTH_PREFIX && received.length >= LENGTH_PREFIX + received.readUInt16BE(0)) {
        const end = LENGTH_PREFIX + received.readUInt16BE(0);
        const reply = this.reply(received.subarray(LENGTH_PREFIX, end));
        received = received.subarray(end);
        if (reply) socket.write(packet.streamEncode(reply));
      }
    });
  }

  /** Undefined for what is no query: it gets no answer. */
  private reply(message: Buffer): Packet | undefined {
    if (message.length < HEADER) return undefined;
    let query: DecodedPacket;
    try {
      query = packet.decode(message);
    } catch {
      return { type: 'response', id: message.readUInt16BE(0), flags: RCODE.FORMERR };
    }
    if (query.type !== 'query') return undefined;
    return this.respond(query);
  }

  private respond(query: DecodedPacket): Packet {
    const questions = query.questions ?? [];
    const base: Packet = { type: 'response', id: query.id, questions };
    if (opcodeOf(query) !== QUERY || questions.length !== 1) return { ...base, flags: RCODE.NOTIMP };
    const { status, records } = this.answer(questions[0], regionOfSubnet(query, this.zone.places));
    const answers = records.map((record): Answer => ({ ...record, class: 'IN' }));
    const flags = packet.AUTHORITATIVE_ANSWER | packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | RCODE[status];
    return { ...base, flags, answers };
  }

  /** A type that the drill does not serve gets an empty answer where the name exists. */
  private answer({ name, type }: Question, clientRegion: string | undefined): ZoneAnswer {
    if (type === 'A' || type === 'CNAME') return this.zone.resolve(name, type, clientRegion);
    const { status, records } = this.zone.resolve(name, 'A', clientRegion);
    return { status, records: records.filter(record => record.type === 'CNAME') };
  }
}

function opcodeOf(query: DecodedPacket): number {
  return ((query.flags ?? 0) >> 11) & 0xf;
}

function ready(listener: Socket | Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.once('listening', () => {
      listener.off('error', reject);
      resolve();
    });
    listen();
  });
}

/** Closing what never opened is fine: that is how a failed start cleans up. */
function closed(listener: Socket | Server): Promise<void> {
  return new Promise(resolve => {
    try {
      listener.close(() => resolve());
    } catch {
      resolve();
    }
  });
}

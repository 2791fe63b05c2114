import { Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import packet, { type Answer, type DecodedPacket } from 'dns-packet';
import { DnsServer } from '../../route53/dns-server.js';
import { Zone } from '../../route53/zone.js';
import { cloudOf, failoverPair, TWO_REGIONS } from './samples.js';
import { VirtualClock } from './virtual-clock.js';

let server: DnsServer;
let resolver: Resolver;

beforeEach(async () => {
  const zone = new Zone({
    cloud: cloudOf(TWO_REGIONS),
    clock: new VirtualClock(),
    records: failoverPair(),
    healthy: () => true,
  });
  server = await DnsServer.start({ zone });
  resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`${server.address}:${server.port}`]);
});

afterEach(() => server.stop());

test('a real resolver finds the region of a failover name', async () => {
  expect(await resolver.resolve4('api.example.com')).toEqual(['127.0.101.1']);
});

test('a real resolver sees the TTL of the template', async () => {
  const [{ ttl }] = await resolver.resolve4('api.example.com', { ttl: true });

  expect(ttl).toBe(30);
});

test('a real resolver finds the alias behind a name', async () => {
  expect(await resolver.resolveCname('API.example.com')).toEqual(['d-1.execute-api.us-east-1.amazonaws.com']);
});

test('an unknown name does not exist', async () => {
  await expect(resolver.resolve4('nowhere.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('there are no IPv6 addresses, but the name exists', async () => {
  expect(await resolver.resolve6('api.example.com')).toEqual([]);
  await expect(resolver.resolve6('d-1.execute-api.us-east-1.amazonaws.com')).rejects.toMatchObject({ code: 'ENODATA' });
});

test('the answer repeats the name as it was asked', async () => {
  const response = await overUdp(query('aPi.ExAmPlE.cOm'));

  expect(response.questions?.[0].name).toBe('aPi.ExAmPlE.cOm');
  expect(response.answers?.[0].name).toBe('aPi.ExAmPlE.cOm');
});

test('TCP gives the same answer as UDP', async () => {
  const overTcp = await new Promise<DecodedPacket>((resolve, reject) => {
    const socket = connect(server.port, server.address, () => socket.write(streamed(query('api.example.com'))));
    socket.once('error', reject);
    socket.once('data', data => {
      resolve(packet.decode(data.subarray(2)));
      socket.destroy();
    });
  });

  expect(overTcp.answers).toEqual((await overUdp(query('api.example.com'))).answers);
});

test('a query with EDNS options, as dig sends it, is answered', async () => {
  const opt: Answer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  const questions = [{ type: 'A' as const, name: 'api.example.com' }];

  const response = await overUdp(packet.encode({ type: 'query', id: 7, questions, additionals: [opt] }));

  expect(response.id).toBe(7);
  expect(response.answers).toHaveLength(2);
});

test('a message that cannot be read is answered as such, and the server goes on', async () => {
  const broken = Buffer.concat([query('api.example.com').subarray(0, 14)]);

  expect((await overUdp(broken)).flags! & 0xf).toBe(1);
  expect(await resolver.resolve4('api.example.com')).toEqual(['127.0.101.1']);
});

test('fails with a port that is taken', async () => {
  const zone = new Zone({ cloud: cloudOf({}), clock: new VirtualClock(), records: [], healthy: () => true });

  const second = DnsServer.start({ zone, port: server.port });

  await expect(second).rejects.toThrow(
    `[DnsPortUnavailable] the DNS server cannot listen on 127.0.0.1 port ${server.port}`,
  );
});

function query(name: string): Buffer {
  return packet.encode({ type: 'query', id: 7, flags: packet.RECURSION_DESIRED, questions: [{ type: 'A', name }] });
}

function streamed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(message.length);
  return Buffer.concat([prefix, message]);
}

function overUdp(message: Buffer): Promise<DecodedPacket> {
  const socket = createSocket('udp4');
  return new Promise<DecodedPacket>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', response => resolve(packet.decode(response)));
    socket.send(message, server.port, server.address);
  }).finally(() => socket.close());
}

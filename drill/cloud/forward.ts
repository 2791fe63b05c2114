import { Agent, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { emulatorHost } from './requests.js';

/** Headers that concern one connection, not the message (RFC 9110, section 7.6.1), and Expect, answered here. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect']);

/** The emulator closes idle connections after 75 s; closing first means never to send into a closing one. */
const IDLE_MS = 30_000;

/** The connections to one region's emulator. */
export class Upstream {
  private connections = newAgent();

  constructor(readonly port: number) {}

  get agent(): Agent {
    return this.connections;
  }

  /** Cuts every connection, idle or not. */
  reset(): void {
    this.connections.destroy();
    this.connections = newAgent();
  }
}

/**
 * Passes a request to the emulator and its answer back, both as streams.
 *
 * @param hosts what the emulator knows names by which are not its own
 *
 * When either side goes away the other one is cut: a client never gets half an answer that looks whole.
 */
export function forward(
  upstream: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
  hosts: ReadonlyMap<string, string> = new Map(),
): void {
  const outgoing = send({
    host: '127.0.0.1',
    port: upstream.port,
    agent: upstream.agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, hosts),
  });
  outgoing.on('response', incoming => answer(incoming, response));
  outgoing.on('error', () => response.destroy());
  response.once('close', () => outgoing.destroy());
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
  request.on('error', () => outgoing.destroy());
  request.pipe(outgoing);
}

function answer(incoming: IncomingMessage, response: ServerResponse): void {
  // Node decides on the framing itself: chunked where the emulator gave no length, no body for HEAD, 204 and 304.
  const headers = withoutHopByHop(incoming.rawHeaders, ['transfer-encoding']);
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, headers);
  pipeline(incoming, response, error => {
    if (error) response.destroy();
  });
}

function requestHeaders(request: IncomingMessage, hosts: ReadonlyMap<string, string>): string[] {
  const headers = withoutHopByHop(request.rawHeaders, []);
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i].toLowerCase() === 'host') {
      headers[i + 1] = hosts.get(hostName(headers[i + 1])) ?? emulatorHost(headers[i + 1]);
    }
  }
  return headers;
}

function hostName(header: string): string {
  return header.toLowerCase().replace(/\.?(:\d+)?$/, '');
}

/** Name and value alternate, as they came: order, case and repeated names are part of a signed message. */
function withoutHopByHop(raw: readonly string[], more: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    if (!HOP_BY_HOP.has(name) && !more.includes(name)) kept.push(raw[i], raw[i + 1]);
  }
  return kept;
}

function newAgent(): Agent {
  return new Agent({ keepAlive: true, timeout: IDLE_MS });
}

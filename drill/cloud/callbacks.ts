import { type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import { SUBSTITUTE_PATH, type SubstituteCall } from '../assembly/substitutes.js';
import { type Upstream } from './forward.js';

/**
 * Whether a request answers CloudFormation for a custom resource or signals a wait condition.
 *
 * Functions send it to where all their calls go, unsigned, so nothing but a token tells whom it is for. Only the emulator
 * that gave the token out knows it; the others ignore it.
 */
export function isCallback({ url }: Pick<IncomingMessage, 'url'>): boolean {
  return /^\/_ministack\/cfn-(response|signal)\//.test(url ?? '');
}

/** Passes a callback to every emulator given, and answers as the last of them does; without any the caller is cut off. */
export async function deliverToAll(
  upstreams: readonly Upstream[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await buffer(request);
    const statuses = await Promise.all(upstreams.map(upstream => deliver(upstream, request, body)));
    if (statuses.length === 0) throw new Error('no region is up');
    response.writeHead(Math.max(...statuses)).end();
  } catch {
    // A client that is cut off tries again, as it does on AWS.
    response.destroy();
  }
}

function deliver(upstream: Upstream, { method, url, headers }: IncomingMessage, body: Buffer): Promise<number> {
  const type = headers['content-type'] ?? '';
  const options = { host: '127.0.0.1', port: upstream.port, agent: upstream.agent, method, path: url };
  return new Promise((resolve, reject) => {
    const outgoing = send({ ...options, headers: { 'content-type': type, 'content-length': body.length } }, answer => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 502));
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Whether a request tells that a function was called which cannot run here. */
export function isSubstituteCall({ url }: Pick<IncomingMessage, 'url'>): boolean {
  return url === SUBSTITUTE_PATH;
}

/** Answers a substitute, and hands on what it said. */
export async function takeSubstituteCall(
  request: IncomingMessage,
  response: ServerResponse,
  listener: (call: SubstituteCall) => void,
): Promise<void> {
  try {
    listener((await json(request)) as SubstituteCall);
    response.writeHead(204).end();
  } catch {
    response.writeHead(400).end();
  }
}

import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type HealthCheckSpec } from '../assembly/model.js';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { type Probe, type ProbeLimits } from './health.js';
import { normalName } from '../support/dns-name.js';
import { regionalAddress } from './regional-host.js';

/** Never give an endpoint less than this in real time: a busy machine would look like an outage. */
const LEAST_REAL_MILLIS = 250;
/** How much of a body is searched. https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const SEARCHED_BYTES = 5120;

/** What the probe takes for granted, for the report. */
export const PROBE_ASSUMPTIONS: readonly string[] = [
  `Health checkers wait at least ${LEAST_REAL_MILLIS} ms of real time for a connection and for an answer, also where 4 and 2 simulated seconds are shorter.`,
  'Health checks over HTTPS are sent as plain HTTP to the local edge: certificates are not exercised.',
];

export interface HttpProbeOptions {
  readonly cloud: Pick<Cloud, 'regions' | 'regionAt' | 'edgePort'>;
  readonly clock: Clock;
  /** Address of a name that is not a regional AWS host. @default - such a name does not resolve, so its check fails */
  readonly resolve?: (name: string) => string | undefined;
}

/**
 * A probe over real sockets to the region's edge, with a new connection each time. Only addresses of the drill's own
 * edges are ever contacted; whatever else a check names is unhealthy.
 */
export function createHttpProbe(options: HttpProbeOptions): Probe {
  return async (spec, limits) => {
    const address = addressOf(spec, options);
    if (address === undefined || limits.signal.aborted) return false;
    const socket = await open(address, options, limits);
    if (socket === undefined) return false;
    try {
      return spec.type === 'TCP' || (await ask(socket, spec, options, limits));
    } finally {
      socket.destroy();
    }
  };
}

function addressOf(spec: HealthCheckSpec, { cloud, resolve }: HttpProbeOptions): string | undefined {
  const host = spec.fqdn === undefined ? undefined : normalName(spec.fqdn);
  const address = spec.ipAddress ?? (host && (regionalAddress(cloud, host) ?? resolve?.(host)));
  return address !== undefined && cloud.regionAt(address) !== undefined ? address : undefined;
}

/** Resolves to undefined when no connection comes about in time. */
function open(address: string, options: HttpProbeOptions, limits: ProbeLimits): Promise<Socket | undefined> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port: options.cloud.edgePort, signal: limits.signal });
    const timer = setTimeout(() => socket.destroy(), realMillis(options.clock, limits.connectSeconds));
    // A socket that is already connected may still be reset: a failure of the request, seen there.
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(undefined));
    socket.once('connect', () => resolve(socket));
    void Promise.race([once(socket, 'connect'), once(socket, 'close')]).then(() => clearTimeout(timer));
  });
}

function once(socket: Socket, event: 'connect' | 'close'): Promise<void> {
  return new Promise(resolve => socket.once(event, () => resolve()));
}

function ask(socket: Socket, spec: HealthCheckSpec, options: HttpProbeOptions, limits: ProbeLimits): Promise<boolean> {
  const patience = realMillis(options.clock, limits.answerSeconds);
  return new Promise(resolve => {
    let timer = setTimeout(() => socket.destroy(), patience);
    const finish = (healthy: boolean): void => {
      clearTimeout(timer);
      resolve(healthy);
    };
    const sent = request({
      createConnection: () => socket,
      path: spec.resourcePath ?? '/',
      headers: { host: spec.fqdn ?? spec.ipAddress, 'user-agent': 'Amazon-Route53-Health-Check-Service (drill)' },
    });
    sent.on('error', () => finish(false));
    sent.on('response', response => {
      response.on('error', () => finish(false));
      if (!isSuccess(response, spec) || !needsBody(spec)) return finish(isSuccess(response, spec));
      // The body has its own two seconds after the status line.
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), patience);
      search(response, spec.searchString ?? '').then(finish, () => finish(false));
    });
    sent.end();
  });
}

async function search(response: IncomingMessage, wanted: string): Promise<boolean> {
  let body = Buffer.alloc(0);
  for await (const chunk of response) {
    body = Buffer.concat([body, chunk as Buffer]).subarray(0, SEARCHED_BYTES);
    if (body.includes(wanted)) return true;
  }
  return body.includes(wanted);
}

function isSuccess(response: IncomingMessage, { belowStatus = 400 }: HealthCheckSpec): boolean {
  const status = response.statusCode ?? 0;
  return status >= 200 && status < belowStatus;
}

function needsBody(spec: HealthCheckSpec): boolean {
  return spec.type === 'HTTP_STR_MATCH' || spec.type === 'HTTPS_STR_MATCH';
}

function realMillis(clock: Clock, seconds: number): number {
  return Math.max(LEAST_REAL_MILLIS, clock.toMillis(seconds));
}

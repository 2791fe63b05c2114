import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { DrillError } from '../support/errors.js';
import { type SubstituteCall } from '../assembly/substitutes.js';
import { deliverToAll, isCallback, isSubstituteCall, takeSubstituteCall } from './callbacks.js';
import { forward, Upstream } from './forward.js';
import { Policies, type Policy } from './policies.js';
import { destinationOf, isGlobal } from './requests.js';

const API_ADDRESS = '127.0.0.1';
/** How many free ports are tried before giving up: one must be free on every address. */
const PORT_ATTEMPTS = 20;

/** One region behind the router. */
export interface RoutedRegion {
  readonly name: string;
  /** Loopback address of the region's edge. */
  readonly address: string;
  /** Port of 127.0.0.1 on which the region's emulator listens. */
  readonly upstreamPort: number;
}

/** `frozen`: takes requests and never answers. `dead`: refuses connections. */
export type RegionState = 'up' | 'frozen' | 'dead';

interface Route {
  readonly region: RoutedRegion;
  readonly upstream: Upstream;
  state: RegionState;
  readonly policies: Policies;
  /** Connections with a request for this region in flight, or hanging. */
  readonly sockets: Map<Socket, number>;
}

/**
 * The network of the local cloud: one address for every AWS API call, and an edge for each region, all on one port.
 *
 * An API call goes to the region that it is signed for; what arrives at an edge goes to the edge's region, with the Host
 * header kept. Listens on loopback only.
 */
export class Router {
  private readonly routes: Map<string, Route>;
  private readonly servers: Server[] = [];
  private readonly edges = new Map<Route, Set<Socket>>();
  private readonly hosts = new Map<string, string>();
  private boundPort = 0;

  /**
   * @param onSubstitute told of every call to a function that cannot run here
   * @param draw a number from 0 up to 1, for policies about a share of the requests
   */
  constructor(
    regions: readonly RoutedRegion[],
    private readonly onSubstitute: (call: SubstituteCall) => void = () => undefined,
    draw: () => number = Math.random,
  ) {
    for (const { address } of regions) validateLoopback(address);
    this.routes = new Map(regions.map(region => [region.name, newRoute(region, draw)]));
  }

  get port(): number {
    return this.boundPort;
  }

  /**
   * Starts to listen on the port given, or on one that is free on every address.
   *
   * Throws `PortUnavailable`, and `LoopbackAddressUnavailable` where the system has no such loopback address.
   */
  async listen(port = 0): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.bindAll(port);
        return;
      } catch (error) {
        await this.closeServers();
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        if (!taken || port !== 0 || attempt === PORT_ATTEMPTS) throw explain(error as NodeJS.ErrnoException, port);
      }
    }
  }

  /** From now on requests for this name are handed on as requests for this host. */
  serve(name: string, host: string): void {
    this.hosts.set(name, host);
  }

  /** Changes how a region behaves; its open connections are cut in any case but a return to what already was. */
  setState(region: string, state: RegionState): void {
    const route = this.route(region);
    if (route.state === state) return;
    route.state = state;
    this.cut(route);
  }

  /**
   * From now on a part of the region's requests meets a fault: those of a service, an operation, a share.
   *
   * Every call whose endpoint is the router is among them, the drill's own too. What an emulator does
   * within itself, such as polling a queue for a function, is not. Other connections stay as they are.
   *
   * @returns ends the policy, and cuts what hangs because of it
   */
  impair(region: string, policy: Policy): () => void {
    return this.route(region).policies.add(policy);
  }

  stateOf(region: string): RegionState {
    return this.route(region).state;
  }

  /** Cuts every connection and stops listening. */
  async close(): Promise<void> {
    for (const route of this.routes.values()) this.cut(route);
    await this.closeServers();
  }

  private route(region: string): Route {
    const route = this.routes.get(region);
    if (!route) {
      throw new DrillError('RegionUnknown', `"${region}" is not one of ${[...this.routes.keys()].join(', ')}`);
    }
    return route;
  }

  private async bindAll(port: number): Promise<void> {
    const api = newServer((request, response) => this.handleApiCall(request, response));
    this.boundPort = await this.bind(api, API_ADDRESS, port);
    for (const route of this.routes.values()) {
      const edge = newServer((request, response) => this.handle(route, request, response));
      edge.on('connection', socket => this.admit(route, socket));
      await this.bind(edge, route.region.address, this.boundPort);
    }
  }

  private bind(server: Server, address: string, port: number): Promise<number> {
    this.servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port, exclusive: true }, () => {
        server.off('error', reject);
        resolve((server.address() as { port: number }).port);
      });
    });
  }

  private async closeServers(): Promise<void> {
    await Promise.all(this.servers.splice(0).map(closeServer));
  }

  private admit(route: Route, socket: Socket): void {
    if (route.state === 'dead') {
      socket.destroy();
      return;
    }
    const sockets = this.edges.get(route) ?? new Set();
    this.edges.set(route, sockets.add(socket));
    socket.once('close', () => sockets.delete(socket));
  }

  private cut(route: Route): void {
    route.upstream.reset();
    for (const socket of [...route.sockets.keys(), ...(this.edges.get(route) ?? [])]) socket.destroy();
  }

  private handleApiCall(request: IncomingMessage, response: ServerResponse): void {
    if (isCallback(request)) {
      const up = [...this.routes.values()].filter(({ state }) => state === 'up');
      void deliverToAll(
        up.map(({ upstream }) => upstream),
        request,
        response,
      );
      return;
    }
    if (isSubstituteCall(request)) {
      void takeSubstituteCall(request, response, this.onSubstitute);
      return;
    }
    const route = this.routeOf(request);
    if (route) this.handle(route, request, response);
    else refuse(response, [...this.routes.keys()]);
  }

  private routeOf(request: IncomingMessage): Route | undefined {
    const destination = destinationOf(request);
    if (destination === undefined) return undefined;
    const [primary] = this.routes.values();
    return this.routes.get(destination.region) ?? (isGlobal(destination) ? primary : undefined);
  }

  private handle(route: Route, request: IncomingMessage, response: ServerResponse): void {
    if (route.state === 'dead') {
      request.socket.destroy();
      return;
    }
    hold(route, request.socket, response);
    if (route.state !== 'up') return;
    route.policies.apply(request, response, () => forward(route.upstream, request, response, this.hosts));
  }
}

/** Remembers the connection until its answer is out, so that it can be cut with the region. */
function hold({ sockets }: Route, socket: Socket, response: ServerResponse): void {
  sockets.set(socket, (sockets.get(socket) ?? 0) + 1);
  response.once('close', () => {
    const left = (sockets.get(socket) ?? 1) - 1;
    if (left > 0) sockets.set(socket, left);
    else sockets.delete(socket);
  });
}

function newRoute(region: RoutedRegion, draw: () => number): Route {
  const policies = new Policies(draw);
  return { region, upstream: new Upstream(region.upstreamPort), state: 'up', policies, sockets: new Map() };
}

function newServer(handler: (request: IncomingMessage, response: ServerResponse) => void): Server {
  // A request may hang for as long as a region is frozen, and an idle connection must not vanish under a client.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 600_000 }, handler);
  // Without this, node invites the body before anybody knows whether the region takes it.
  server.on('checkContinue', handler);
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function refuse(response: ServerResponse, regions: string[]): void {
  const message =
    'the drill cannot tell which region this request is for: it is neither signed (AWS Signature Version 4) for one of ' +
    `${regions.join(', ')} nor addressed to an execute-api host there`;
  response.writeHead(400, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ __type: 'RegionUnknown', message }));
}

function validateLoopback(address: string): void {
  if (!/^127(\.\d{1,3}){3}$/.test(address)) {
    throw new DrillError(
      'AddressUnsupported',
      `the drill listens on loopback addresses only, and "${address}" is none`,
    );
  }
}

function explain(error: NodeJS.ErrnoException & { address?: string }, port: number): Error {
  if (error.code === 'EADDRNOTAVAIL') {
    return new DrillError(
      'LoopbackAddressUnavailable',
      `this system has no loopback address ${error.address}; add it with "sudo ifconfig lo0 alias ${error.address}" and run the drill again`,
      { cause: error },
    );
  }
  if (error.code === 'EADDRINUSE') {
    const which = port === 0 ? 'no port is free on every address' : `port ${port} is in use on ${error.address}`;
    return new DrillError('PortUnavailable', `${which}; end what listens there or give another port`, { cause: error });
  }
  return error;
}

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { destinationOf, isOwn, operationOf } from './requests.js';

/** What becomes of a request in place of its answer, or before it. */
type Effect =
  /** Passed on so many real milliseconds later. */
  | { readonly kind: 'delay'; readonly millis: number }
  /** Answered as AWS would, such as 500 `InternalServerError` or 400 `ThrottlingException`. */
  | { readonly kind: 'error'; readonly status: number; readonly code: string }
  /** Taken, and never answered. */
  | { readonly kind: 'hang' }
  /** Its connection is reset. */
  | { readonly kind: 'refuse' };

/** Something that a part of a region's requests meets. */
export interface Policy {
  /** As calls are signed for it, such as `dynamodb`; `execute-api` for what arrives at the edge. @default - every service */
  readonly service?: string;
  /** Such as `GetItem`, of services whose calls name it in a header; others match none. @default - every operation */
  readonly operation?: string;
  /** Which part of the requests, from 0 to 1; each is drawn by itself. @default 1 */
  readonly share?: number;
  readonly effect: Effect;
}

/** The service of what arrives at the edge, and of unsigned requests. */
const EDGE_SERVICE = 'execute-api';

/** The policies of one region. The first that fits a request decides about it. */
export class Policies {
  /** Each with the requests that it has hanging. */
  private readonly active = new Map<Policy, Set<ServerResponse>>();

  /** @param draw a number from 0 up to 1, for policies about a share */
  constructor(private readonly draw: () => number = Math.random) {}

  /** From now on the policy holds. The function that is returned ends it, and cuts what hangs because of it. */
  add(policy: Policy): () => void {
    const hanging = new Set<ServerResponse>();
    const own = { ...policy };
    this.active.set(own, hanging);
    return () => {
      this.active.delete(own);
      for (const response of hanging) response.destroy();
    };
  }

  /** Does what the policies say about a request, and passes it on where they let it. */
  apply(request: IncomingMessage, response: ServerResponse, pass: () => void): void {
    const policy = this.active.size === 0 || isOwn(request) ? undefined : this.policyFor(request);
    if (policy === undefined) pass();
    else this.carryOut(policy, { request, response, pass });
  }

  private policyFor(request: IncomingMessage): Policy | undefined {
    const service = destinationOf(request)?.service ?? EDGE_SERVICE;
    const operation = operationOf(request);
    return [...this.active.keys()].find(
      policy =>
        (policy.service ?? service) === service &&
        (policy.operation === undefined || policy.operation === operation) &&
        (policy.share === undefined || this.draw() < policy.share),
    );
  }

  private carryOut(policy: Policy, { request, response, pass }: Taken): void {
    const { effect } = policy;
    switch (effect.kind) {
      case 'delay':
        later(effect.millis, response, pass);
        break;
      case 'error':
        answerError(effect, request, response);
        break;
      case 'hang':
        this.hang(policy, response);
        break;
      case 'refuse':
        request.socket.destroy();
    }
  }

  private hang(policy: Policy, response: ServerResponse): void {
    const hanging = this.active.get(policy);
    hanging?.add(response);
    response.once('close', () => hanging?.delete(response));
  }
}

interface Taken {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly pass: () => void;
}

/** What its client gave up meanwhile never arrives. */
function later(millis: number, response: ServerResponse, pass: () => void): void {
  const timer = setTimeout(pass, millis);
  response.once('close', () => clearTimeout(timer));
}

type ErrorEffect = Extract<Effect, { kind: 'error' }>;

/** In the form in which the SDKs read errors of the call's protocol: XML of S3, XML of query calls, else JSON. */
function answerError({ status, code }: ErrorEffect, request: IncomingMessage, response: ServerResponse): void {
  const message = 'injected by the drill';
  const xml = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const isQuery = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const [type, body] =
    destinationOf(request)?.service === 's3'
      ? ['application/xml', xml]
      : isQuery
        ? ['text/xml', `<ErrorResponse>${xml}</ErrorResponse>`]
        : ['application/x-amz-json-1.0', JSON.stringify({ __type: code, message })];
  // The body that nobody wants is read all the same, so that the connection can be used again.
  request.resume();
  response.writeHead(status, { 'content-type': type, 'x-amzn-errortype': code });
  response.end(request.method === 'HEAD' ? undefined : body);
}

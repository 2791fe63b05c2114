import { request, type Agent } from 'node:http';

export interface HttpCall {
  /** Loopback address and port of an edge. */
  readonly address: string;
  readonly port: number;
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Real time for the whole exchange. */
  readonly timeoutMillis: number;
  readonly agent?: Agent;
}

const NO_ANSWER = 'no answer in';
/** The AWS SDK's words for a call that its own signal ended. */
const ABORTED = 'Request aborted';

/** Whether a request failed because nobody answered in time, which a slow machine does as well as a dead region. */
export function isTimeout({ reason }: { readonly reason?: string }): boolean {
  return reason !== undefined && (reason.startsWith(NO_ANSWER) || reason === ABORTED);
}

/** Sends a request to an edge under a host name, and resolves to the status once the whole answer has arrived. */
export function send(call: HttpCall): Promise<number> {
  const { address, port, hostname, method, path, body, timeoutMillis, agent } = call;
  return new Promise((resolve, reject) => {
    const headers = { ...call.headers, host: hostname };
    const sent = request({ host: address, port, method, path, headers, agent });
    const timer = setTimeout(() => sent.destroy(new Error(`${NO_ANSWER} ${timeoutMillis} ms`)), timeoutMillis);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    sent.on('error', fail);
    sent.on('response', response => {
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve(response.statusCode ?? 0);
      });
      response.resume();
    });
    sent.end(body);
  });
}

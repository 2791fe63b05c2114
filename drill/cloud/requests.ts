import { type IncomingMessage } from 'node:http';

/** `{id}.execute-api.{region}.amazonaws.com`, and the same in China. */
const EXECUTE_API = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i;

/** Services with one control plane for all regions: their calls are signed for that plane's region. */
const GLOBAL_SERVICES = new Set(['iam', 'route53', 'sts', 'cloudfront', 'organizations', 'account', 'budgets']);

/** Which region an AWS API call is for, as far as the call tells. */
export interface Destination {
  readonly region: string;
  /** The service that the call was signed for. */
  readonly service?: string;
}

/**
 * Reads a call's region where AWS itself reads it: in the scope of its signature (header, or query of a presigned URL),
 * else in the host name of an API Gateway endpoint.
 */
export function destinationOf(request: Pick<IncomingMessage, 'headers' | 'url'>): Destination | undefined {
  return fromAuthorization(request) ?? fromQuery(request.url ?? '') ?? fromHost(request.headers.host ?? '');
}

/** Global services answer in every region, as long as their own region is not one of the drill's. */
export function isGlobal(destination: Destination): boolean {
  return destination.service !== undefined && GLOBAL_SERVICES.has(destination.service);
}

/** How the drill's own calls are told from those of the app and its clients. */
export const OWN_AGENT = 'cdk-failover-drill';

/** Whether a request is one of the drill's own, which no fault concerns. */
export function isOwn({ headers, url }: Pick<IncomingMessage, 'headers' | 'url'>): boolean {
  return (headers['user-agent']?.includes(OWN_AGENT) ?? false) || (url?.startsWith('/_drill/') ?? false);
}

/** The operation of a call, where a header names it (`x-amz-target`: DynamoDB, SQS, Step Functions and other JSON services). */
export function operationOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
}

/** Host under which the emulator serves an API: its own name instead of the amazonaws.com one; others stay. */
export function emulatorHost(host: string): string {
  const match = EXECUTE_API.exec(host);
  return match ? `${match[1]}.execute-api.localhost` : host;
}

function fromAuthorization({ headers }: Pick<IncomingMessage, 'headers'>): Destination | undefined {
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  if (credential === undefined) return undefined;
  const regionSet = headers['x-amz-region-set'];
  return fromScope(credential, typeof regionSet === 'string' ? regionSet : undefined);
}

function fromQuery(url: string): Destination | undefined {
  const start = url.indexOf('?');
  if (start < 0) return undefined;
  const query = new URLSearchParams(url.slice(start));
  const credential = query.get('X-Amz-Credential');
  return credential === null ? undefined : fromScope(credential, query.get('X-Amz-Region-Set') ?? undefined);
}

/** `key/date/region/service/aws4_request`; an asymmetric signature has no region in it, but a set beside it. */
function fromScope(credential: string, regionSet: string | undefined): Destination | undefined {
  const scope = credential.split('/');
  if (scope.length >= 5) return { region: scope.at(-3) as string, service: scope.at(-2) };
  return regionSet === undefined ? undefined : { region: regionSet.split(',')[0], service: scope.at(-2) };
}

function fromHost(host: string): Destination | undefined {
  const match = EXECUTE_API.exec(host);
  return match ? { region: match[2] } : undefined;
}

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ALL_ATTEMPTS_MILLIS, type Check } from './check';

/** A request that API Gateway would hand to the service's function; see `lib/routing/asked-route.ts`, which writes it. */
export interface AskedRoute {
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Record<string, string>;
}

/** By which a handler can tell the health function, in its log for example. */
const USER_AGENT = 'cdk-resilient-serverless-health';

/**
 * Calls the service's own function as API Gateway would. An answer below 500 is a sign of life, whatever it says: nobody
 * has signed in. One of 500 and more, an error, and silence are none.
 *
 * The call leaves API Gateway out, which the health checker asks anyway: the answer of an authorizer or of a gateway
 * without such a route would be no sign of life of the function, and users are counted there.
 */
export function handlerCheck(
  lambda: Pick<LambdaClient, 'send'>,
  functionName: string,
  route: AskedRoute,
  now: () => number = Date.now,
): Check {
  return {
    // A cold start of the function has to fit in, so a hanging attempt gets all the time that there is.
    attemptMillis: ALL_ATTEMPTS_MILLIS,
    async ask(abortSignal) {
      const Payload = JSON.stringify(eventOf(route, now()));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }), { abortSignal });
      if (answer.FunctionError !== undefined) throw named('HandlerFailed');
      const status = statusOf(answer.Payload);
      if (status >= 500) throw named(`HandlerAnswered${status}`);
    },
  };
}

/** An answer without a status means 200: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function statusOf(payload: Uint8Array | undefined): number {
  const text = new TextDecoder().decode(payload);
  const answer = (text === '' ? null : JSON.parse(text)) as { statusCode?: unknown } | null;
  return Number(answer?.statusCode ?? 200);
}

/** Payload format 2.0, the one that integrations of HTTP APIs have by default in CDK. */
function eventOf({ routeKey, method, path, pathParameters }: AskedRoute, at: number): object {
  const domainName = `health.${process.env.AWS_REGION}.invalid`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { host: domainName, 'user-agent': USER_AGENT },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'health',
      domainName,
      domainPrefix: 'health',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: USER_AGENT },
      requestId: `health-${at}`,
      routeKey,
      stage: '$default',
      time: new Date(at).toISOString(),
      timeEpoch: at,
    },
    isBase64Encoded: false,
  };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

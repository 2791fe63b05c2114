import { type InvokeCommand } from '@aws-sdk/client-lambda';
import { ALL_ATTEMPTS_MILLIS, probe } from '../../../lib/runtime/health/check';
import { handlerCheck } from '../../../lib/runtime/health/handler-check';
import { handler as referenceHandler } from '../../../bin/handlers/api';

const ROUTE = { routeKey: 'GET /files/{key}', method: 'GET', path: '/files/health', pathParameters: { key: 'health' } };
const SIGNAL = new AbortController().signal;

/** A Lambda that gives this answer. */
function answering(answer: { FunctionError?: string; Payload?: Uint8Array } | Error) {
  const send = jest.fn((_: InvokeCommand) =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
  );
  return { send, check: handlerCheck({ send } as never, 'arn:api:live', ROUTE, () => 0) };
}
const payload = (value: unknown) => ({ Payload: new TextEncoder().encode(JSON.stringify(value)) });

test('the handler gets what API Gateway would hand it, and can tell who asks', async () => {
  const { send, check } = answering(payload({ statusCode: 200 }));
  await check.ask(SIGNAL);

  const { FunctionName, Payload } = send.mock.calls[0][0].input;
  const event = JSON.parse(String(Payload));
  expect(FunctionName).toBe('arn:api:live');
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /files/{key}',
    rawPath: '/files/health',
    pathParameters: { key: 'health' },
    headers: { 'user-agent': 'cdk-resilient-serverless-health' },
    requestContext: { http: { method: 'GET', path: '/files/health' }, stage: '$default' },
  });
  // A handler as people write it reads the event without failing.
  expect(await referenceHandler({ ...event, requestContext: { http: { method: 'GET', path: '/' } } })).toMatchObject({
    statusCode: 404,
  });
});

test.each([
  ['200', payload({ statusCode: 200 })],
  ['404: nobody has such a file', payload({ statusCode: 404 })],
  ['401: nobody has signed in', payload({ statusCode: 401 })],
  ['a body without a status', payload({ hello: 'world' })],
  ['a text', payload('hello')],
  ['nothing', payload(null)],
  ['no payload', {}],
])('an answer of %s is a sign of life', async (_, answer) => {
  expect(await probe(answering(answer).check)).toBe('ok');
});

test.each([
  ['an error', { FunctionError: 'Unhandled', ...payload({ errorMessage: 'bad version' }) }, 'HandlerFailed'],
  ['500', payload({ statusCode: 500 }), 'HandlerAnswered500'],
  ['503, as text', payload({ statusCode: '503' }), 'HandlerAnswered503'],
  [
    'a function that is gone',
    Object.assign(new Error('?'), { name: 'ResourceNotFoundException' }),
    'ResourceNotFoundException',
  ],
])('fails on %s, asked twice', async (_, answer, finding) => {
  const { send, check } = answering(answer);
  expect(await probe(check)).toBe(finding);
  expect(send).toHaveBeenCalledTimes(2);
});

test('a function that is throttled is alive', async () => {
  const busy = Object.assign(new Error('Rate exceeded'), { name: 'TooManyRequestsException' });
  expect(await probe(answering(busy).check)).toBe('throttled');
});

test('a cold start gets all the time that there is, and silence is told in time', async () => {
  jest.useFakeTimers();
  const send = jest.fn(() => new Promise(() => undefined));
  const found = probe(handlerCheck({ send } as never, 'arn:api:live', ROUTE));
  await jest.advanceTimersByTimeAsync(ALL_ATTEMPTS_MILLIS);

  expect(await found).toBe('Timeout');
  expect(send).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});

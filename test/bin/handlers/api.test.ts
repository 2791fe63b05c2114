import { ConditionalCheckFailedException, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type APIGatewayProxyEventV2, type APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handler } from '../../../bin/handlers/api';
import { files } from '../../../bin/handlers/files';

type Answer = (input: Record<string, unknown>) => unknown;

const send = jest.spyOn(files, 'send') as unknown as jest.SpyInstance<Promise<unknown>, [{ input: unknown }]>;

function tableAnswers(answer: Answer): void {
  send.mockReset().mockImplementation(async ({ input }) => answer(input as Record<string, unknown>));
}

const sent = () => send.mock.calls[0][0].input as UpdateItemCommandInput & { ConsistentRead?: boolean };

async function call(method: string, path: string, body?: string, isBase64Encoded = false) {
  const event = { requestContext: { http: { method, path } }, body, isBase64Encoded };
  const { statusCode, body: text } = (await handler(
    event as APIGatewayProxyEventV2,
  )) as APIGatewayProxyStructuredResultV2 & { body: string };
  return { statusCode, body: JSON.parse(text) as Record<string, unknown> };
}

const post = (file: unknown) => call('POST', '/files', typeof file === 'string' ? file : JSON.stringify(file));

function registeredWith(note?: string): Answer {
  return () => {
    const Item = { key: { S: 'a' }, registeredAt: { S: 'then' }, ...(note !== undefined && { note: { S: note } }) };
    throw new ConditionalCheckFailedException({ message: 'no', $metadata: {}, Item });
  };
}

beforeEach(() => tableAnswers(() => ({})));

test('a file is registered in its item, whatever an upload has recorded there', async () => {
  const { statusCode, body } = await post({ key: 'a', note: 'first' });
  expect(statusCode).toBe(201);
  expect(body).toMatchObject({ key: 'a', note: 'first', registeredAt: expect.any(String) as string });
  expect(sent()).toMatchObject({
    Key: { key: 'a' },
    UpdateExpression: expect.stringContaining('#note = :note') as string,
    ConditionExpression: 'attribute_not_exists(#registeredAt)',
    ExpressionAttributeValues: { ':note': 'first' },
  });
});

test('a body in base64 is understood', async () => {
  const { statusCode } = await call('POST', '/files', Buffer.from('{"key":"a"}').toString('base64'), true);
  expect(statusCode).toBe(201);
});

test.each([
  ['the same note', 'first'],
  ['no note', undefined],
])('the same file again, with %s, succeeds', async (_, note) => {
  tableAnswers(registeredWith(note));
  await expect(post({ key: 'a', note })).resolves.toMatchObject({ statusCode: 200 });
});

test.each([
  ['another note', 'first', 'second'],
  ['a note where there was none', undefined, 'second'],
  ['no note where there was one', 'first', undefined],
])('a different file, with %s, is a conflict and no success', async (_, stored, note) => {
  tableAnswers(registeredWith(stored));
  await expect(post({ key: 'a', note })).resolves.toMatchObject({ statusCode: 409 });
});

test.each<[string, unknown]>([
  ['no JSON', '{'],
  ['nothing', 'null'],
  ['no key', {}],
  ['an empty key', { key: '' }],
  ['a key that is no text', { key: 7 }],
  ['a key longer than DynamoDB takes', { key: 'é'.repeat(1025) }],
  ['a note that is no text', { key: 'a', note: {} }],
  ['a note that no item has room for', { key: 'a', note: 'n'.repeat(100_001) }],
])('%s is the client’s mistake', async (_, body) => {
  await expect(post(body)).resolves.toMatchObject({ statusCode: 400 });
  expect(send).not.toHaveBeenCalled();
});

test('a key arrives decoded and is looked for as it is', async () => {
  tableAnswers(() => ({ Item: { key: '100%.txt' } }));
  await expect(call('GET', '/files/100%.txt')).resolves.toEqual({ statusCode: 200, body: { key: '100%.txt' } });
  expect(sent()).toMatchObject({ Key: { key: '100%.txt' }, ConsistentRead: true });
});

test('what is not there is not found', async () => {
  await expect(call('GET', '/files/a')).resolves.toMatchObject({ statusCode: 404 });
  await expect(call('GET', `/files/${'a'.repeat(2049)}`)).resolves.toMatchObject({ statusCode: 404 });
  await expect(call('PUT', '/files')).resolves.toMatchObject({ statusCode: 404 });
});

test('fails when the table does', async () => {
  tableAnswers(() => {
    throw new Error('unavailable');
  });
  await expect(post({ key: 'a' })).rejects.toThrow('unavailable');
});

import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type APIGatewayProxyEventV2, type APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { files, table } from './files';

/** Bytes of a partition key, and of a note that leaves room in an item of 400 kB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const [LONGEST_KEY, LONGEST_NOTE] = [2048, 100_000];

interface File {
  readonly key: string;
  readonly note?: string;
}

/** `POST /files` registers a file, `GET /files/{key}` tells what is known of one. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { method, path } = event.requestContext.http;
  if (method === 'POST' && path === '/files') return register(event);
  // An HTTP API hands over the path decoded: decoding it again would change a key, or fail on one with a "%".
  if (method === 'GET' && path.startsWith('/files/')) return find(path.slice('/files/'.length));
  return reply(404, { message: `no route for ${method} ${path}` });
}

/** Registering the same file again, as a client does after a time-out, changes nothing and succeeds. */
async function register(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const file = parse(event);
  if (!file) {
    const message = `the body needs a "key" of 1 to ${LONGEST_KEY} bytes, and may have a "note" of up to ${LONGEST_NOTE}`;
    return reply(400, { message });
  }
  const registered = { registeredIn: process.env.AWS_REGION, registeredAt: new Date().toISOString() };
  try {
    await files.send(renderUpdate(file, registered));
    return reply(201, { ...file, ...registered });
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    const stored = (error as { Item?: Record<string, AttributeValue> }).Item;
    if (stored?.note?.S === file.note) return reply(200, file);
    return reply(409, { message: `"${file.key}" is registered with another note` });
  }
}

/** An update, because an upload of that key may be recorded in the item already. */
function renderUpdate({ key, note }: File, registered: Record<string, string | undefined>): UpdateCommand {
  const values = Object.entries({ note, ...registered }).filter(([, value]) => value !== undefined);
  return new UpdateCommand({
    TableName: table,
    Key: { key },
    UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(#registeredAt)',
    ExpressionAttributeNames: Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

async function find(key: string): Promise<APIGatewayProxyStructuredResultV2> {
  if (!isText(key, LONGEST_KEY)) return reply(404, { message: 'no file has such a key' });
  const { Item } = await files.send(new GetCommand({ TableName: table, Key: { key }, ConsistentRead: true }));
  return Item ? reply(200, Item) : reply(404, { message: `no file "${key}"` });
}

function parse(event: APIGatewayProxyEventV2): File | undefined {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  const { key, note } = parseObject(text);
  if (!isText(key, LONGEST_KEY)) return undefined;
  if (note === undefined) return { key };
  return isText(note, LONGEST_NOTE) ? { key, note } : undefined;
}

function parseObject(text: string | undefined): { key?: unknown; note?: unknown } {
  try {
    return (JSON.parse(text ?? '') as object | null) ?? {};
  } catch {
    return {};
  }
}

function isText(value: unknown, mostBytes: number): value is string {
  return typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= mostBytes;
}

function reply(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

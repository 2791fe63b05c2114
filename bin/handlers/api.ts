import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type APIGatewayProxyEventV2, type APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const table = process.env.TABLE_NAME;
const files = DynamoDBDocumentClient.from(new DynamoDBClient());

/** `POST /files` registers a file, `GET /files/{key}` tells what is known of one. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { method, path } = event.requestContext.http;
  if (method === 'POST' && path === '/files') return register(event);
  if (method === 'GET' && path.startsWith('/files/')) return find(decodeURIComponent(path.slice('/files/'.length)));
  return reply(404, { message: `no route for ${method} ${path}` });
}

/** Registering the same key again, as a client does after a time-out, changes nothing and succeeds. */
async function register(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const file = parse(event);
  if (typeof file?.key !== 'string' || file.key === '') return reply(400, { message: 'the body needs a "key"' });
  const Item = {
    key: file.key,
    note: file.note,
    registeredIn: process.env.AWS_REGION,
    registeredAt: new Date().toISOString(),
  };
  try {
    await files.send(
      new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': 'key' },
      }),
    );
    return reply(201, Item);
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    return reply(200, { key: file.key });
  }
}

async function find(key: string): Promise<APIGatewayProxyStructuredResultV2> {
  const { Item } = await files.send(new GetCommand({ TableName: table, Key: { key } }));
  return Item ? reply(200, Item) : reply(404, { message: `no file "${key}"` });
}

function parse(event: APIGatewayProxyEventV2): { key?: unknown; note?: unknown } | undefined {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  try {
    return JSON.parse(text ?? '') as { key?: unknown; note?: unknown };
  } catch {
    return undefined;
  }
}

function reply(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type APIGatewayProxyEventV2, type APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const orders = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2000, throwOnRequestTimeout: true },
  }),
);
const TableName = process.env.TABLE_NAME;

/** `PUT /orders/{id}` places an order, once, and `GET /orders/{id}` tells what is known of it: in every region. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const id = event.pathParameters?.id ?? '';
  if (event.requestContext.http.method === 'PUT') {
    // The same order sent twice, also to two regions, is one item that says the same.
    await orders.send(new PutCommand({ TableName, Item: { id, placed: event.body } }));
    return { statusCode: 201 };
  }
  const { Item } = await orders.send(new GetCommand({ TableName, Key: { id } }));
  return Item ? { statusCode: 200, body: JSON.stringify(Item) } : { statusCode: 404 };
}

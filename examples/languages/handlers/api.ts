import { type APIGatewayProxyEventV2, type APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { find } from './orders';

/** Every path is taken for the id of an order. */
export async function handler({ rawPath }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const order = await find(rawPath.slice(1));
  return order ? { statusCode: 200, body: JSON.stringify(order) } : { statusCode: 404 };
}

import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';

/** The app as it was: one region, nothing of this library. app.ts is the same app, brought over. */
const app = new App();
const home = new Stack(app, 'Orders', { env: { region: 'eu-west-1' } });

const orders = new TableV2(home, 'OrderTable', {
  tableName: 'orders',
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.RETAIN,
});
const sessions = new Table(home, 'SessionTable', {
  partitionKey: { name: 'sessionId', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.RETAIN,
});
const invoices = new Bucket(home, 'Invoices', { versioned: true, removalPolicy: RemovalPolicy.RETAIN });

const handler = new Function(home, 'Api', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: process.env.TABLE_NAME });'),
  environment: { TABLE_NAME: orders.tableName, SESSIONS: sessions.tableName, INVOICES: invoices.bucketName },
});
orders.grantReadWriteData(handler);
new HttpApi(home, 'HttpApi', { defaultIntegration: new HttpLambdaIntegration('Handler', handler) });

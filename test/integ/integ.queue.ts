import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { QueueConsumer } from '../../lib';

const app = new App();
const stack = new Stack(app, 'IntegQueue', { env: { region: 'eu-west-1' } });
const worker = new Function(stack, 'Worker', {
  code: Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] });'),
  handler: 'index.handler',
  runtime: Runtime.NODEJS_22_X,
  timeout: Duration.seconds(10),
});
new QueueConsumer(stack, 'Orders', { function: worker });
app.synth();

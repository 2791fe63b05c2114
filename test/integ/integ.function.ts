import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { Alarms, ResilientFunction } from '../../lib';

const app = new App();
const stack = new Stack(app, 'IntegFunction', { env: { region: 'eu-west-1' } });
new ResilientFunction(stack, 'SendInvoice', {
  code: Code.fromInline('exports.handler = async () => {};'),
  handler: 'index.handler',
  runtime: Runtime.NODEJS_22_X,
  alarms: Alarms.failuresOnly(),
});
app.synth();

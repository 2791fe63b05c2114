import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ResilientFunction } from 'cdk-resilient-serverless';

/** One construct, alone in an ordinary stack: an invoice job whose failures never vanish. */
const app = new App();
const billing = new Stack(app, 'Billing');

new ResilientFunction(billing, 'SendInvoice', {
  code: Code.fromInline('exports.handler = async invoice => ({ sent: invoice.id });'),
  handler: 'index.handler',
  runtime: Runtime.NODEJS_24_X,
  timeout: Duration.seconds(30),
  asyncInvocation: { retryAttempts: 2, maxEventAge: Duration.hours(1) },
});

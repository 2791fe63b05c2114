import { App, Stack } from 'aws-cdk-lib';
import { AlarmTopic, Redrive, RedriveTarget, ResilientFunction } from 'cdk-resilient-serverless';

/** Invoices that could not be sent go back when the mail service is well again: npx cdk-resilient-serverless redrive Billing/Redrive */
const app = new App();
const billing = new Stack(app, 'Billing');

const send = new ResilientFunction(billing, 'SendInvoice', { entry: 'send-invoice.ts' });
new Redrive(billing, 'Redrive', {
  letters: send.deadLetterQueue!,
  to: RedriveTarget.function(send),
  perSecond: 2,
});

AlarmTopic.of(billing).addOperator('on-call@example.com');

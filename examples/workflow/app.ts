import { App, Stack } from 'aws-cdk-lib';
import { AlarmTopic, ResilientFunction, Retry, RetryingWorkflow, WorkflowStep } from 'cdk-resilient-serverless';

/** A booking is reserved, paid and confirmed; what cannot go on is taken back. */
const app = new App();
const shop = new Stack(app, 'Shop');
const does = (id: string): ResilientFunction => new ResilientFunction(shop, id, { entry: 'step.ts' });

new RetryingWorkflow(shop, 'Booking', {
  steps: [
    WorkflowStep.invoke('Reserve', { function: does('Reserve'), undo: does('Release') }),
    WorkflowStep.invoke('Charge', { function: does('Charge'), undo: does('Refund'), fatal: ['CardRefused'] }),
    WorkflowStep.invoke('Confirm', { function: does('Confirm'), retry: Retry.quick() }),
  ],
});

AlarmTopic.of(shop).addOperator('on-call@example.com');

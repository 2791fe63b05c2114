import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { RetryingWorkflow, WorkflowStep } from '../../lib';

const app = new App();
const stack = new Stack(app, 'IntegWorkflow', { env: { region: 'eu-west-1' } });
const step = (id: string): Function =>
  new Function(stack, id, {
    code: Code.fromInline('exports.handler = async ({ step }) => step;'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(10),
  });
new RetryingWorkflow(stack, 'Booking', {
  steps: [
    WorkflowStep.invoke('Reserve', { function: step('Reserve'), undo: step('Release') }),
    WorkflowStep.invoke('Charge', { function: step('Charge') }),
  ],
});
app.synth();

import { Schedule } from 'aws-cdk-lib/aws-events';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { Trigger, TriggerSource } from '../../lib';

const app = new App();
const stack = new Stack(app, 'IntegTrigger', { env: { region: 'eu-west-1' } });
const handler = (id: string): Function =>
  new Function(stack, id, {
    code: Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
const schedule = Schedule.cron({ minute: '0', hour: '2' });
new Trigger(stack, 'Nightly', { function: handler('Report'), source: TriggerSource.schedule(schedule) });
new Trigger(stack, 'News', { function: handler('Reader'), source: TriggerSource.topic(new Topic(stack, 'Topic')) });
app.synth();

import { App, Duration, Stack } from 'aws-cdk-lib';
import { AlarmTopic, AutomaticRecovery, ResilientFunction, Symptom } from 'cdk-resilient-serverless';

/** A function that takes longer than a second is recovered by itself, at most three times an hour, and on record. */
const app = new App();
const images = new Stack(app, 'Images');

const resize = new ResilientFunction(images, 'Resize', { entry: 'resize.ts' });
new AutomaticRecovery(images, 'Recovery', {
  function: resize,
  when: [Symptom.slowerThan(Duration.seconds(1)), Symptom.failing(20)],
});

AlarmTopic.of(images).addOperator('on-call@example.com');

import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Stack } from 'aws-cdk-lib/core';
import { AlarmTopic, ResilientFunction } from 'cdk-resilient-serverless';
import { OPERATOR } from './operator';

const attended = new WeakSet<Stack>();

/** A function as a user of ours has it; somebody is told of its alarms, or printing the warning would be measured. */
export function createOurFunction(stack: Stack, id: string): void {
  if (!attended.has(stack)) AlarmTopic.of(stack).addOperator(OPERATOR);
  attended.add(stack);
  new ResilientFunction(stack, id, { code: Code.fromAsset('handler'), handler: 'index.handler' });
}

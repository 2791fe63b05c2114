import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../../lib';
import { type Fault, FaultExperiment } from '../../../lib/experiments';
import { CODE } from '../../conventions/support';

export const TEMPLATE = 'AWS::FIS::ExperimentTemplate';
export const KEY = { partitionKey: { name: 'key', type: AttributeType.STRING } };
export const LAYER = 'arn:aws:lambda:eu-west-1:111122223333:layer:aws-fis-extension-arm64:9';

export const functionIn = (stack: Stack, props: Partial<ResilientFunctionProps> = {}, id = 'Api') =>
  new ResilientFunction(stack, id, { ...CODE, ...props });

export function experiment(stack: Stack, fault: Fault, id = 'Experiment'): FaultExperiment {
  const metric = new Metric({ namespace: 'Shop', metricName: 'OrdersRefused' });
  const alarm = new Alarm(stack, `${id}Stop`, { metric, threshold: 1, evaluationPeriods: 1 });
  return new FaultExperiment(stack, id, { fault, duration: Duration.minutes(10), stopWhen: [alarm] });
}

export function templateOf(stack: Stack, fault: Fault): Template {
  experiment(stack, fault);
  return Template.fromStack(stack);
}

export const action = (actionId: string, parameters: object) => ({
  Actions: { Fault: Match.objectLike({ ActionId: actionId, Parameters: parameters, Targets: Match.anyValue() }) },
});

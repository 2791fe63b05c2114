import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { JitterType, JsonPath, type RetryProps, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { type Construct } from 'constructs';

/**
 * One step of a machine that calls one function for each of its actions: it is given the state, and returns it.
 *
 * What fails is tried again, also a function that died: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function createStepTask(
  scope: Construct,
  step: { readonly id: string; readonly action: string; readonly handler: IFunction },
  retry: Pick<RetryProps, 'interval' | 'maxAttempts' | 'maxDelay'>,
): LambdaInvoke {
  const invoke = new LambdaInvoke(scope, step.id, {
    lambdaFunction: step.handler,
    payload: TaskInput.fromObject({
      action: step.action,
      execution: JsonPath.stringAt('$$.Execution.Name'),
      state: JsonPath.entirePayload,
    }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
  });
  return invoke.addRetry({
    errors: ['States.TaskFailed', 'States.Timeout'],
    backoffRate: 2,
    jitterStrategy: JitterType.FULL,
    ...retry,
  }) as LambdaInvoke;
}

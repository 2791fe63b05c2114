import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  JitterType,
  JsonPath,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/** Moves for a while, again until nothing is left; waits for a minute while the target fails. */
export function redriveSteps(scope: Construct, mover: IFunction): IChainable {
  const move = createTask(scope, 'Move', 'step', mover);
  const finish = createTask(scope, 'Finish', 'finish', mover);
  const pause = new Wait(scope, 'Pause', { time: WaitTime.duration(Duration.minutes(1)) });
  const is = (outcome: string): Condition => Condition.stringEquals('$.outcome', outcome);
  move.addCatch(finish, { resultPath: '$.error' });
  finish.addCatch(
    new Fail(scope, 'NotOnRecord', { error: 'NotOnRecord', cause: 'The end of the redrive is not on record' }),
    {
      resultPath: '$.error',
    },
  );
  move.next(new Choice(scope, 'More?').when(is('moving'), move).when(is('paused'), pause.next(move)).otherwise(finish));
  finish.next(
    new Choice(scope, 'Done?')
      .when(is('done'), new Succeed(scope, 'Done'))
      .otherwise(new Fail(scope, 'NotDone', { errorPath: '$.outcome', causePath: '$.cause' })),
  );
  return move;
}

/** A mover that dies is started again: what it did is on record. */
function createTask(scope: Construct, id: string, action: string, mover: IFunction): LambdaInvoke {
  const invoke = new LambdaInvoke(scope, id, {
    lambdaFunction: mover,
    payload: TaskInput.fromObject({
      action,
      execution: JsonPath.stringAt('$$.Execution.Name'),
      state: JsonPath.entirePayload,
    }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
  });
  // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
  invoke.addRetry({
    errors: ['States.TaskFailed', 'States.Timeout'],
    interval: Duration.seconds(5),
    maxAttempts: 6,
    backoffRate: 2,
    maxDelay: Duration.minutes(2),
    jitterStrategy: JitterType.FULL,
  });
  return invoke;
}
